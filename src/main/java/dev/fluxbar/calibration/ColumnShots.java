package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.signal.Volts;

/**
 * One column closed at a time: driven alone in every range, and dark while every other is driven
 * (calibration/procedures/check-lines.md).
 */
final class ColumnShots {
  private final Board board;
  private final Shots shots;
  private final int finest;
  private final int[][] alone;
  private final int[] others;

  /** Appends its signals. */
  ColumnShots(Board board, Shots shots) {
    this.board = board;
    this.shots = shots;
    double reference =
        board.settings().references() == null ? 0 : board.settings().references().siemens();
    double largest = Math.max(board.settings().maxSiemens(), reference);
    this.finest = board.channels().rangeFor(1.1 * largest * board.readVolts());
    this.alone = new int[board.columns()][board.ranges() - finest];
    this.others = new int[board.columns()];
    for (int j = 0; j < board.columns(); j++) {
      for (int r = finest; r < board.ranges(); r++) {
        alone[j][r - finest] = shots.add(closed(board, j), only(board, j), r);
      }
      int column = j;
      double[] rest = new double[board.columns()];
      java.util.Arrays.setAll(rest, i -> i == column ? 0 : board.readVolts());
      others[j] = shots.add(closed(board, j), Volts.of(rest), finest);
    }
  }

  static ArraySwitches closed(Board board, int column) {
    return ArraySwitches.lines(board.shape(), k -> true, j -> j == column);
  }

  static Volts only(Board board, int column) {
    return Volts.only(board.columns(), column, board.readVolts());
  }

  /** The finest range that bears a good cell. */
  int finest() {
    return finest;
  }

  /** The driver of the closed column alone, in the finest range that holds a row's current. */
  int alone(int column, int row, InputBend bend) {
    for (int shot : alone[column]) {
      if (bend.holds(shot, row)) {
        return shot;
      }
    }
    return alone[column][board.ranges() - finest - 1];
  }

  /** The range of such a signal. */
  int range(int shot) {
    return shots.range(shot);
  }

  /** Every driver but that of the closed column. */
  int others(int column) {
    return others[column];
  }
}
