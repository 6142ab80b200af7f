package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Every column alone with all of its rows, then every row alone with all of its columns, then both
 * again backwards: what a cell moves by in equal steps from signal to signal cancels between
 * columns and rows. One range for all, so that no input's gain stands between a sum and its parts.
 */
final class ArrayScan {
  private final Board board;
  private final int range;

  ArrayScan(Board board) {
    this.board = board;
    double reference =
        board.settings().references() == null ? 0 : board.settings().references().siemens();
    double largest = Math.max(board.settings().maxSiemens(), reference);
    int most = Math.max(board.rows(), board.columns());
    this.range = board.channels().rangeFor(1.1 * most * largest * board.readVolts());
  }

  int range() {
    return range;
  }

  List<Look> looks() {
    List<Look> forward = new ArrayList<>();
    for (int j = 0; j < board.columns(); j++) {
      int column = j;
      forward.add(
          look(
              ArraySwitches.lines(board.shape(), k -> true, at -> at == column),
              Volts.only(board.columns(), j, board.readVolts()),
              0,
              board.rows()));
    }
    for (int k = 0; k < board.rows(); k++) {
      int row = k;
      forward.add(
          look(
              ArraySwitches.lines(board.shape(), at -> at == row, j -> true),
              Volts.all(board.columns(), board.readVolts()),
              k,
              1));
    }
    List<Look> backward = new ArrayList<>(forward);
    Collections.reverse(backward);
    forward.addAll(backward);
    return forward;
  }

  private Look look(ArraySwitches switches, Volts volts, int firstRow, int rows) {
    Look.View view = new Look.View(volts, firstRow, rows, range);
    return new Look(board.array(), switches, List.of(view), board.settings().averages());
  }

  /**
   * Real currents at read volts, in amperes.
   *
   * <p>{@code cells}: {@code [row][column]}, each column alone
   *
   * <p>{@code rows}: every row with all its columns
   *
   * <p>{@code deviations}: of each current of a row
   */
  static final class Found {
    private final double[][] cells;
    private final double[] rows;
    private final double[] deviations;

    Found(double[][] cells, double[] rows, double[] deviations) {
      this.cells = cells;
      this.rows = rows;
      this.deviations = deviations;
    }

    double[][] cells() {
      return cells;
    }

    double[] rows() {
      return rows;
    }

    double[] deviations() {
      return deviations;
    }
  }

  /**
   * From what the looks saw, in their order.
   *
   * @param gains of the inputs {@code [row][range]}
   */
  Found found(List<Seen> seen, InputOffsets.Found inputs, Estimate[][] gains) {
    double[][] cells = new double[board.rows()][board.columns()];
    double[] rows = new double[board.rows()];
    double[] deviations = new double[board.rows()];
    int looks = seen.size();
    for (int k = 0; k < board.rows(); k++) {
      double gain = gains[k][range].value();
      for (int j = 0; j < board.columns(); j++) {
        cells[k][j] = both(seen.get(j), seen.get(looks - 1 - j), k) / gain;
      }
      int own = board.columns() + k;
      rows[k] = both(seen.get(own), seen.get(looks - 1 - own), k) / gain;
      double one = seen.get(own).deviation(inputs.noise()[k][range], board.stepAmperes(range));
      deviations[k] = one / Math.sqrt(2) / gain;
    }
    return new Found(cells, rows, deviations);
  }

  private double both(Seen first, Seen second, int row) {
    return (first.odd(0, row, board.settleSeconds()) + second.odd(0, row, board.settleSeconds()))
        / 2;
  }
}
