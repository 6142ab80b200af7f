package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import java.util.ArrayList;
import java.util.List;

/**
 * The noise of every input in every range, from single conversions with every switch open: what a
 * current must exceed to be one.
 */
final class Floor {
  private static final int CONVERSIONS = 64;

  /**
   * With sigma from 64 conversions, a difference of two means exceeds six of them by chance in one
   * of ten million tests (Student's t with 63 degrees of freedom: 1.1e-7).
   */
  static final double SIGMAS = 6;

  private final Board board;
  private final double[][] rmsAmperes;

  private Floor(Board board, double[][] rmsAmperes) {
    this.board = board;
    this.rmsAmperes = rmsAmperes;
  }

  /** One a range. */
  static List<Look> looks(Board board) {
    List<Look> looks = new ArrayList<>();
    for (int r = 0; r < board.ranges(); r++) {
      looks.add(
          new Look(
              board.array(),
              ArraySwitches.open(board.shape()),
              List.of(new Look.View(null, 0, board.rows(), r)),
              CONVERSIONS,
              1));
    }
    return looks;
  }

  /** From what the looks saw. */
  static Floor of(Board board, List<Seen> seen) {
    double[][] rms = new double[board.ranges()][board.rows()];
    for (int r = 0; r < rms.length; r++) {
      for (int k = 0; k < rms[r].length; k++) {
        double[] all = seen.get(r).quiet(0, k, board.settleSeconds());
        double mean = 0;
        for (double one : all) {
          mean += one / all.length;
        }
        double squares = 0;
        for (double one : all) {
          squares += (one - mean) * (one - mean);
        }
        rms[r][k] = Math.sqrt(squares / (all.length - 1));
      }
    }
    return new Floor(board, rms);
  }

  /** One standard deviation of half a difference, as if all of a sample shared its noise. */
  double deviation(int range, int row, int repeats) {
    return rmsAmperes[range][row] / Math.sqrt(2.0 * repeats);
  }

  /** What noise and rounding reach less than once in a million times. */
  double amperes(int range, int row, Look.Shares shares) {
    return SIGMAS * deviation(range, row, shares.repeats()) + board.stepAmperes(range);
  }
}
