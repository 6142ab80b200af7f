package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Numbers separated by commas, one matrix row a line. Blank lines and lines that start with {@code
 * #} are skipped; what the numbers are and their unit stand in such a line.
 */
final class Csv {

  private Csv() {}

  static Matrix decode(String name, byte[] bytes, Entries entries) {
    RowCollector rows = new RowCollector(name, entries);
    int line = 0;
    for (String text : (Iterable<String>) text(name, bytes).lines()::iterator) {
      line++;
      String content = text.strip();
      if (!content.isEmpty() && content.charAt(0) != '#') {
        row(name, content, line, rows, entries);
      }
    }
    if (rows.isEmpty()) {
      throw new BadInput(
          "%s: lines=%d; there is no number in them, write one row of numbers a line"
              .formatted(name, line));
    }
    return rows.toMatrix();
  }

  private static String text(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // Spreadsheets put a byte order mark in front.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadInput(
          name + ": this is not UTF-8 text; a .csv file holds numbers separated by commas", e);
    }
  }

  private static void row(
      String name, String content, int line, RowCollector rows, Entries entries) {
    int start = 0;
    while (start <= content.length()) {
      int comma = content.indexOf(',', start);
      int end = comma < 0 ? content.length() : comma;
      int column = rows.nextColumn();
      rows.add(
          number(name, content.substring(start, end).strip(), line, column, entries), line, column);
      start = end + 1;
    }
    rows.endRow(line);
  }

  private static double number(String name, String text, int line, int column, Entries entries) {
    if (entries.isOpen(text)) {
      return Double.POSITIVE_INFINITY;
    }
    if (DecimalNumber.isOne(text)) {
      return Double.parseDouble(text);
    }
    throw new BadInput(
        "%s: line=%d, column=%d, value='%s'; %s"
            .formatted(name, line, column, shortened(text), advice(text, column)));
  }

  private static String advice(String text, int column) {
    if (text.isEmpty()) {
      return "there is no number here, write one or remove the comma";
    }
    if (text.toLowerCase(Locale.ROOT).matches("[+-]?(nan|inf|infinity)")) {
      return "every entry must be a finite number";
    }
    if (column == 1 && Character.isLetter(text.charAt(0))) {
      return "this is not a number, start a line of headings with #";
    }
    return "this is not a number, write numbers with a point and separate them with commas";
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /**
   * @param heading what the numbers are and their unit, for a comment line; may be empty
   */
  static byte[] encode(Matrix matrix, String heading) {
    StringBuilder text = new StringBuilder();
    heading.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    for (int k = 0; k < matrix.rows(); k++) {
      for (int j = 0; j < matrix.columns(); j++) {
        text.append(j == 0 ? "" : ",").append(matrix.at(k, j));
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
