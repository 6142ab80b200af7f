package dev.fluxbar.emulator;

import java.util.Random;

/**
 * Noise whose power is the same in every decade of frequency (1/f), from 1 mHz to 100 kHz: a sum of
 * first-order processes with corners two a decade, each exact over any stretch of time
 * (Ornstein-Uhlenbeck). Between its corners the spectrum is 1/f within a few percent.
 */
final class PinkNoise {
  private static final int A_DECADE = 2;
  private static final int DECADES = 8;
  private static final double LOWEST_HERTZ = 1e-3;

  private final double rmsOfOne;
  private final double[] states = new double[A_DECADE * DECADES];
  private double atSeconds = Double.NEGATIVE_INFINITY;

  /**
   * @param rmsADecade standard deviation of what lies within one decade
   */
  PinkNoise(double rmsADecade) {
    this.rmsOfOne = rmsADecade / Math.sqrt(A_DECADE);
  }

  /** The noise at an instant, not before the last one asked for. */
  double at(double seconds, Random random) {
    double passed = seconds - atSeconds;
    atSeconds = seconds;
    double sum = 0;
    for (int i = 0; i < states.length; i++) {
      double hertz = LOWEST_HERTZ * StrictMath.pow(10, (i + 0.5) / A_DECADE);
      double kept = StrictMath.exp(-2 * Math.PI * hertz * passed);
      states[i] = kept == 0 ? 0 : kept * states[i];
      states[i] += rmsOfOne * Math.sqrt(1 - kept * kept) * random.nextGaussian();
      sum += states[i];
    }
    return sum;
  }
}
