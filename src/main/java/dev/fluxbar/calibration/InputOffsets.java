package dev.fluxbar.calibration;

import dev.fluxbar.array.ArraySwitches;
import java.util.ArrayList;
import java.util.List;

/**
 * What the inputs show of no current, and how noisily: samples with every switch open and drivers
 * at code 0, in every range (calibration/procedures/input-offsets.md).
 *
 * <p>In the smallest range samples of one conversion and of many tell white noise, which averaging
 * takes away, from slow noise, which it does not: with a conversions a sample the variance is white
 * / a + slow. Slow noise is pooled over all rows and counts where it is more than its own deviation
 * twice. It may lie on the whole calibration: an offset is known to no better.
 */
final class InputOffsets {
  private static final int REPEATS = 128;
  private static final int MANY = 64;
  private static final int HALVINGS = 50;

  private final Board board;

  InputOffsets(Board board) {
    this.board = board;
  }

  /** Two for the noise, then one a range. */
  List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    looks.add(look(0, REPEATS, 1));
    looks.add(look(0, REPEATS * MANY, MANY));
    for (int r = 0; r < board.ranges(); r++) {
      int conversions = board.settings().averages();
      looks.add(look(r, conversions, Math.max(1, conversions / REPEATS)));
    }
    return looks;
  }

  private Look look(int range, int conversions, int averages) {
    return new Look(
        board.array(),
        ArraySwitches.open(board.shape()),
        List.of(new Look.View(null, 0, board.rows(), range)),
        conversions,
        averages);
  }

  /**
   * What was found.
   *
   * <p>{@code offsets}: {@code [row][range]}, in amperes
   *
   * <p>{@code noise}: {@code [row][range]}
   */
  static final class Found {
    private final Estimate[][] offsets;
    private final Noise[][] noise;

    Found(Estimate[][] offsets, Noise[][] noise) {
      this.offsets = offsets;
      this.noise = noise;
    }

    Estimate[][] offsets() {
      return offsets;
    }

    Noise[][] noise() {
      return noise;
    }
  }

  /** From what the looks saw. */
  Found found(List<Seen> seen) {
    Noise[] smallest = noise(seen.get(0), seen.get(1));
    Noise[][] noise = new Noise[board.rows()][board.ranges()];
    Estimate[][] offsets = new Estimate[board.rows()][board.ranges()];
    for (int r = 0; r < board.ranges(); r++) {
      Seen one = seen.get(2 + r);
      double ofRange = white(one, smallest, r);
      for (int k = 0; k < board.rows(); k++) {
        double[] series = one.quiet(0, k, board.settleSeconds());
        noise[k][r] = r == 0 ? smallest[k] : atLeast(smallest[k], ofRange, one.shares());
        double deviation =
            Estimate.together(
                noise[k][r].ofMean(one.shares()),
                noise[k][r].slow(),
                noise[k][r].rounding(board.stepAmperes(r)));
        offsets[k][r] = new Estimate(mean(series), deviation);
      }
    }
    return new Found(offsets, noise);
  }

  /** A larger range has the noise of the smallest one, and of its own converter what is more. */
  private static Noise atLeast(Noise smallest, double ofRange, Look.Shares shares) {
    double rms = Math.max(smallest.white().value(), ofRange);
    double relative = 1 / Math.sqrt(2.0 * (shares.repeats() - 1));
    return new Noise(new Estimate(rms, rms * relative), smallest.slow());
  }

  /**
   * White noise of a range, pooled over all rows: noise w and rounding to steps scatter counts by
   * w^2 + step^2 / 12 - (what rounding leaves)^2 on the average over currents, and that grows with
   * w.
   */
  private double white(Seen seen, Noise[] smallest, int range) {
    double step = board.stepAmperes(range);
    double square = 0;
    for (int k = 0; k < board.rows(); k++) {
      double variance = variance(seen.quiet(0, k, board.settleSeconds()));
      double fast = variance - smallest[k].slow() * smallest[k].slow();
      square += fast * seen.shares().averages() / board.rows();
    }
    double low = 0;
    double high = Math.sqrt(Math.max(0, square)) + step;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double left = Rounding.rms(middle, step);
      boolean above = middle * middle + step * step / 12 - left * left > square;
      low = above ? low : middle;
      high = above ? middle : high;
    }
    return low;
  }

  private Noise[] noise(Seen single, Seen many) {
    double averages = many.shares().averages();
    double slow = 0;
    double scatter = 0;
    double[] white = new double[board.rows()];
    for (int k = 0; k < white.length; k++) {
      double ofOne = variance(single.quiet(0, k, board.settleSeconds()));
      double ofMany = variance(many.quiet(0, k, board.settleSeconds()));
      slow += averages > 1 ? (averages * ofMany - ofOne) / (averages - 1) / white.length : 0;
      scatter += ofMany * ofMany;
      white[k] = ofOne;
    }
    double freedoms = many.shares().repeats() - 1.0;
    double deviation = Math.sqrt(2 * scatter / freedoms) / white.length;
    double share = Math.sqrt(Math.max(0, slow + deviation));
    Noise[] noise = new Noise[white.length];
    for (int k = 0; k < noise.length; k++) {
      double step = board.stepAmperes(0);
      // Rounding spreads counts by a twelfth of a step squared, which is no noise of the current.
      double rms = Math.sqrt(Math.max(0, white[k] - share * share - step * step / 12));
      double relative = 1 / Math.sqrt(2.0 * (single.shares().repeats() - 1));
      noise[k] = new Noise(new Estimate(rms, rms * relative), share);
    }
    return noise;
  }

  private static double mean(double[] all) {
    double sum = 0;
    for (double one : all) {
      sum += one;
    }
    return sum / all.length;
  }

  private static double variance(double[] all) {
    double mean = mean(all);
    double squares = 0;
    for (double one : all) {
      squares += (one - mean) * (one - mean);
    }
    return squares / (all.length - 1);
  }
}
