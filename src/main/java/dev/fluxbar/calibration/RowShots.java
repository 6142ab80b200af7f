package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.signal.Volts;

/**
 * One row closed at a time, every column driven, every input watched, in every range and at
 * amplitudes that halve: what tells which input a row has, and where an input bends
 * (calibration/procedures/check-lines.md).
 */
final class RowShots {

  /** Amplitudes: read volts, and halves of the one before. */
  static final int AMPLITUDES = 6;

  private final Board board;
  private final Shots shots;
  private final int[][][] shot;

  /** Appends its signals. */
  RowShots(Board board, Shots shots) {
    this.board = board;
    this.shots = shots;
    this.shot = new int[board.rows()][board.ranges()][AMPLITUDES];
    for (int k = 0; k < board.rows(); k++) {
      int row = k;
      ArraySwitches closed = ArraySwitches.lines(board.shape(), at -> at == row, j -> true);
      for (int r = 0; r < board.ranges(); r++) {
        for (int h = 0; h < AMPLITUDES; h++) {
          shot[k][r][h] =
              h == 0 || worth(r, h)
                  ? shots.add(closed, Volts.all(board.columns(), volts(h)), r)
                  : -1;
        }
      }
    }
  }

  /** The amplitude after so many halvings. */
  double volts(int halvings) {
    return board.volts(Math.scalb(board.settings().readVolts(), -halvings));
  }

  /** Whether a usual row fills enough of a range, and not many times of it. */
  private boolean worth(int range, int halvings) {
    double siemens = (board.settings().minSiemens() + board.settings().maxSiemens()) / 2;
    double filled =
        board.columns()
            * siemens
            * volts(halvings)
            / board.channels().ranges().get(range).largestAmperes();
    return filled > 1.0 / 64 && filled < 8;
  }

  Shots shots() {
    return shots;
  }

  /** Whether this amplitude was driven in this range. */
  boolean has(int row, int range, int halvings) {
    return shot[row][range][halvings] >= 0;
  }

  /** The signal's number. */
  int shot(int row, int range, int halvings) {
    return shot[row][range][halvings];
  }
}
