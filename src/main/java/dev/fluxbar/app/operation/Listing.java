package dev.fluxbar.app.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Named values as people read them in a terminal: one a line, what belongs together indented. */
final class Listing {
  private static final int NAME_WIDTH = 24;

  private Listing() {}

  /** The lines of a document whose values are texts, numbers, truths, or maps and lists of such. */
  static List<String> lines(Map<String, ?> values) {
    List<String> lines = new ArrayList<>();
    values.forEach((name, value) -> add(lines, "", name, value));
    return lines;
  }

  private static void add(List<String> lines, String indent, String name, Object value) {
    String words = name.replace('-', ' ');
    if (value instanceof Map<?, ?> inner) {
      lines.add(indent + words);
      inner.forEach((key, each) -> add(lines, indent + "  ", String.valueOf(key), each));
    } else if (value instanceof List<?> items && items.stream().anyMatch(Map.class::isInstance)) {
      for (int i = 0; i < items.size(); i++) {
        add(lines, indent, words.replaceFirst("s$", "") + " " + (i + 1), items.get(i));
      }
    } else {
      int width = Math.max(words.length(), NAME_WIDTH - indent.length());
      lines.add(indent + String.format(Locale.ROOT, "%-" + width + "s  ", words) + text(value));
    }
  }

  private static String text(Object value) {
    if (value instanceof List<?> items) {
      return String.join(", ", items.stream().map(Listing::text).toList());
    }
    if (value instanceof Boolean truth) {
      return truth ? "yes" : "no";
    }
    return value instanceof Double number ? Tables.plain(number) : String.valueOf(value);
  }
}
