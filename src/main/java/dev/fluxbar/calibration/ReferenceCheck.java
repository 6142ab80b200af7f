package dev.fluxbar.calibration;

import dev.fluxbar.analog.References;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether converters agree with the reference resistors: all inputs against the trimmed driver,
 * then all drivers against it through one input. Medians, so that one bad channel or resistor is
 * not taken for a bad reference (calibration/procedures/check-references.md).
 */
final class ReferenceCheck {

  /** Six times what one channel of half a percent is off; a median of several is nearer. */
  private static final double TOLERANCE = 0.03;

  /** A resistor beside its fellows, by a channel of half a percent on either side. */
  private static final double RESISTOR_TOLERANCE = 0.1;

  private final Board board;
  private final References references;
  private final RowLights rows;
  private final ColumnLights columns;
  private final double inputs;
  private final double drivers;

  ReferenceCheck(Board board, References references, RowLights rows, ColumnLights columns) {
    this.board = board;
    this.references = references;
    this.rows = rows;
    this.columns = columns;
    int last = board.rows() - 1;
    int trimmed = board.columns() - 1;
    inputs =
        median(
            IntStream.range(0, board.rows())
                .filter(k -> rows.good(k) && columns.good(trimmed))
                .mapToDouble(k -> ratio(k, trimmed))
                .toArray());
    double own = ratio(last, trimmed);
    drivers =
        median(
            IntStream.range(0, trimmed)
                .filter(j -> rows.good(last) && columns.good(trimmed) && columns.good(j))
                .mapToDouble(j -> ratio(last, j) / own)
                .toArray());
  }

  private double ratio(int row, int column) {
    return columns.amperes(column, row) * references.ohms() / board.readVolts();
  }

  /** 1 of nothing: what cannot be told is taken as right. */
  private static double median(double[] all) {
    double[] sorted = Arrays.stream(all).filter(x -> x > 0.1 && x < 10).sorted().toArray();
    return sorted.length == 0 ? 1 : sorted[sorted.length / 2];
  }

  /** By what a column's reading is too large. */
  double factor(int column) {
    return inputs * (column == board.columns() - 1 ? 1 : drivers);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (Math.abs(inputs - 1) > TOLERANCE) {
      findings.add(
          whole(
              inputs,
              "inputs show %.3f times what the trimmed driver puts through their reference"
                  + " resistors of %s, in the median: the reference of the inputs' converters"
                  + " is off, or that of the trimmed driver"));
    }
    if (Math.abs(drivers - 1) > TOLERANCE) {
      findings.add(
          whole(
              drivers,
              "drivers give %.3f times the volts of the trimmed one into resistors of %s and"
                  + " one input, in the median: the reference of the drivers' converters is off"));
    }
    for (int k = 0; k < board.rows(); k++) {
      for (int j = 0; j < board.columns(); j++) {
        if (isReference(k, j) && rows.good(k) && columns.good(j)) {
          resistor(k, j, findings);
        }
      }
    }
    return findings;
  }

  boolean isReference(int row, int column) {
    return row == board.rows() - 1 || column == board.columns() - 1;
  }

  private Finding whole(double factor, String sentence) {
    return new Finding(
        FindingKind.WRONG_REFERENCE,
        board.array(),
        List.of(),
        List.of(),
        factor,
        1,
        "1",
        String.format(Locale.ROOT, sentence, factor, Amount.text(references.ohms(), "ohm")));
  }

  private void resistor(int row, int column, List<Finding> findings) {
    double factor = ratio(row, column) / factor(column);
    if (Math.abs(factor - 1) > RESISTOR_TOLERANCE) {
      findings.add(
          new Finding(
              FindingKind.WRONG_REFERENCE,
              board.array(),
              List.of(row),
              List.of(column),
              factor / references.ohms(),
              references.siemens(),
              "S",
              "this reference resistor conducts %s where %s make %s and its fellows agree"
                  .formatted(
                      Amount.text(factor / references.ohms(), "S"),
                      Amount.text(references.ohms(), "ohm"),
                      Amount.text(references.siemens(), "S"))));
    }
  }
}
