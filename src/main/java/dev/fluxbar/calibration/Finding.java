package dev.fluxbar.calibration;

import java.util.List;

/**
 * Something wrong with a board, and what shows it.
 *
 * @param kind what
 * @param array from 0
 * @param rows the rows that it is about, from 0; may be empty
 * @param columns the columns that it is about, from 0; may be empty
 * @param measured the number that shows it
 * @param expected what a good board would have shown
 * @param unit of both
 * @param evidence a sentence with the numbers
 */
public record Finding(
    FindingKind kind,
    int array,
    List<Integer> rows,
    List<Integer> columns,
    double measured,
    double expected,
    String unit,
    String evidence) {

  public Finding {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    if (array < 0 || !Double.isFinite(measured) || !Double.isFinite(expected)) {
      throw new IllegalArgumentException(
          "finding: kind=%s, array=%d, measured=%s, expected=%s; name an array and finite numbers"
              .formatted(kind.word(), array + 1, measured, expected));
    }
  }

  /** {@code array 1, row 3, column 5}; bars count from 1. */
  public String place() {
    return "array " + (array + 1) + bars("row", rows) + bars("column", columns);
  }

  private static String bars(String word, List<Integer> bars) {
    if (bars.isEmpty()) {
      return "";
    }
    List<String> numbers = bars.stream().map(bar -> String.valueOf(bar + 1)).toList();
    return ", " + word + (bars.size() > 1 ? "s " : " ") + String.join(" and ", numbers);
  }
}
