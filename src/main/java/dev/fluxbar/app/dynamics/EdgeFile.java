package dev.fluxbar.app.dynamics;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.NearestWord;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.dynamics.network.Edge;
import dev.fluxbar.dynamics.network.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The edges of a circuit as comma-separated text: a line of headings, then one edge a line. Blank
 * lines and lines that start with # are skipped.
 */
final class EdgeFile {
  private static final List<String> REQUIRED = List.of("from", "to", "source-volts", "w0");
  private static final List<String> KNOWN =
      List.of(
          "from",
          "to",
          "source-volts",
          "w0",
          "polarity",
          "active",
          "ideal",
          "source-hertz",
          "source-phase-degrees");

  private final Path file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  private EdgeFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all edges.
   *
   * @throws BadInput if the file or a line in it cannot be understood
   */
  static List<Edge> read(Path file) {
    EdgeFile reader = new EdgeFile(file);
    int number = 0;
    String text = new String(WholeFile.read(file), StandardCharsets.UTF_8).replace("\uFEFF", "");
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank() && line.strip().charAt(0) != '#') {
        reader.line(number, line.strip().split("\\s*,\\s*", -1));
      }
    }
    if (reader.edges.isEmpty()) {
      throw new BadInput(
          "%s: edges=0; write a heading %s and one edge a line"
              .formatted(file, String.join(",", REQUIRED)));
    }
    return reader.edges;
  }

  private void line(int number, String[] fields) {
    if (columns.isEmpty()) {
      headings(number, fields);
      return;
    }
    if (fields.length != columns.size()) {
      throw new BadInput(
          "%s: line=%d, fields=%d; the heading has %d"
              .formatted(file, number, fields.length, columns.size()));
    }
    boolean ideal = isSet(number, fields, "ideal");
    boolean active = isSet(number, fields, "active");
    if (ideal && active) {
      throw new BadInput(
          "%s: line=%d, ideal=1, active=1; an ideal source has no resistance, drop one of them"
              .formatted(file, number));
    }
    double polarity = value(number, fields, "polarity", 1);
    if (polarity != 1 && polarity != -1) {
      throw new BadInput(
          "%s: line=%d, polarity=%s; it must be 1 or -1".formatted(file, number, polarity));
    }
    try {
      Source source =
          new Source(
              value(number, fields, "source-volts", Double.NaN),
              value(number, fields, "source-hertz", 0),
              Math.toRadians(value(number, fields, "source-phase-degrees", 0)));
      Edge.Kind kind = ideal ? Edge.Kind.IDEAL : active ? Edge.Kind.ACTIVE : Edge.Kind.PASSIVE;
      edges.add(
          new Edge(
              field(fields, "from"),
              field(fields, "to"),
              source,
              value(number, fields, "w0", ideal ? 0 : Double.NaN),
              (int) polarity,
              kind));
    } catch (BadInput e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          "%s: line=%d, edge=%d; %s".formatted(file, number, edges.size() + 1, e.getMessage()), e);
    }
  }

  private void headings(int number, String[] fields) {
    for (String field : fields) {
      if (!KNOWN.contains(field)) {
        throw new BadInput(
            "%s: line=%d, column='%s'; there is no such column%s"
                .formatted(
                    file,
                    number,
                    field,
                    NearestWord.to(field, KNOWN)
                        .map(best -> ", did you mean " + best + "?")
                        .orElse(", known are " + String.join(", ", KNOWN))));
      }
      if (columns.put(field, columns.size()) != null) {
        throw new BadInput(
            "%s: line=%d, column='%s'; it stands there twice".formatted(file, number, field));
      }
    }
    for (String needed : REQUIRED) {
      if (!columns.containsKey(needed)) {
        throw new BadInput(
            "%s: line=%d; the column %s is missing from the heading"
                .formatted(file, number, needed));
      }
    }
  }

  private String field(String[] fields, String column) {
    Integer place = columns.get(column);
    return place == null ? "" : fields[place];
  }

  private double value(int number, String[] fields, String column, double otherwise) {
    String text = field(fields, column);
    if (text.isEmpty() && !Double.isNaN(otherwise)) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadInput(
          "%s: line=%d, %s='%s'; write a number".formatted(file, number, column, text), e);
    }
  }

  private boolean isSet(int number, String[] fields, String column) {
    double value = value(number, fields, column, 0);
    if (value != 0 && value != 1) {
      throw new BadInput(
          "%s: line=%d, %s=%s; it must be 0 or 1".formatted(file, number, column, value));
    }
    return value == 1;
  }
}
