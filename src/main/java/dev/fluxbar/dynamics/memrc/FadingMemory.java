package dev.fluxbar.dynamics.memrc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether a one-port forgets (Forni Assumption 1, (6)): two random pasts that differ are followed
 * by the same voltage, 0 or random, and the conductances are compared as time goes on. A memory
 * that is continuous in the norm weighted by {@code exp(2 lambda t)} lets their difference fall at
 * least like {@code exp(-lambda t)}.
 *
 * <p>This is evidence from finitely many pasts, no proof; that one pair does not fade is proof that
 * memory lasts longer than the window.
 *
 * @param leftShare of the largest difference that was seen, what is left at the end of the window;
 *     0 for what has no memory
 * @param lambdaPerSecond how fast the difference falls in the later half of the window, or until it
 *     is lost in rounding; 0 if it does not fall, infinite for what has no memory
 * @param windowSeconds how long it was watched
 */
public record FadingMemory(double leftShare, double lambdaPerSecond, double windowSeconds) {

  private static final int PAIRS = 24;
  private static final int PIECES = 20;
  private static final int AGES = 40;

  /** Differences below this share of the largest are rounding. */
  private static final double LOST = 1e-9;

  /** Whether it falls to 1/e within the window, at the rate that it has there. */
  public boolean fades() {
    return lambdaPerSecond * windowSeconds >= 1;
  }

  /**
   * Watches a one-port.
   *
   * @param start its states before each past; copied
   * @param lowestVolts of the pasts
   * @param highestVolts of the pasts
   * @param seconds the length of each past, and of the window after it; positive
   */
  public static FadingMemory of(
      Memconductance element,
      double[] start,
      double lowestVolts,
      double highestVolts,
      double seconds,
      long seed) {
    if (!(seconds > 0 && lowestVolts <= highestVolts)) {
      throw new IllegalArgumentException(
          "fading memory: seconds=%s, lowest-volts=%s, highest-volts=%s; give a window and a range"
              .formatted(seconds, lowestVolts, highestVolts));
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] largest = new double[AGES + 1];
    for (int pair = 0; pair < PAIRS; pair++) {
      List<double[]> both = new ArrayList<>();
      for (int one = 0; one < 2; one++) {
        double[] x = start.clone();
        for (int piece = 0; piece < PIECES; piece++) {
          double volts = lowestVolts + (highestVolts - lowestVolts) * random.nextDouble();
          element.advance(x, 0, volts, seconds / PIECES);
        }
        both.add(x);
      }
      boolean quiet = pair % 2 == 0;
      for (int age = 0; age <= AGES; age++) {
        double apart = Math.abs(element.siemens(both.get(0), 0) - element.siemens(both.get(1), 0));
        largest[age] = Math.max(largest[age], apart);
        double volts = quiet ? 0 : lowestVolts + (highestVolts - lowestVolts) * random.nextDouble();
        both.forEach(x -> element.advance(x, 0, volts, seconds / AGES));
      }
    }
    return judged(largest, seconds);
  }

  private static FadingMemory judged(double[] largest, double seconds) {
    double most = Arrays.stream(largest).max().orElseThrow();
    if (most == 0) {
      return new FadingMemory(0, Double.POSITIVE_INFINITY, seconds);
    }
    int last = AGES;
    while (last > 1 && largest[last] < LOST * most) {
      last--;
    }
    int middle = last / 2;
    double span = seconds * (last - middle) / AGES;
    double lambda = Math.log(largest[middle] / largest[last]) / span;
    return new FadingMemory(largest[AGES] / most, Math.max(0, lambda), seconds);
  }
}
