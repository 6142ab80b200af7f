package dev.fluxbar.algorithm;

import java.util.Arrays;

/**
 * Evidence that an inference left the memristors as they were (Heidema Theorem 1, item 2): the row
 * currents in the first plateau, one tick after its start, against those at the end of the last,
 * where the drive is the same and every flux should be back.
 *
 * <p>The first sample is taken one tick after the start, when a flux has already moved by one tick
 * of its column voltage; that much of the figure is no disturbance.
 *
 * @param largestRelativeChange the largest change of a row current relative to the largest row
 *     current of its array, over all arrays
 * @param relativeDeviation standard deviation of one change by noise, from how the rows scatter,
 *     relative to the largest row current
 * @param relativeImbalance the largest half sum of a row current at T/2 and at the end, relative to
 *     the largest row current of its array: both are at zero net flux and under opposite drives, so
 *     that it is what offsets of drivers and inputs add
 * @param relativeResolution the change that one step of the current inputs would show as, at most 1
 */
public record Certificate(
    double largestRelativeChange,
    double relativeResolution,
    double relativeImbalance,
    double relativeDeviation) {

  /** Standard deviations that chance may take, among thousands of currents. */
  private static final double CHANCE = 5;

  /** No more than that is put down to chance: rows that all move alike scatter alike. */
  private static final double MOST_BY_CHANCE = 0.01;

  /** The median of the absolute of a Gaussian, in standard deviations. */
  private static final double MEDIAN = 0.6744897501960817;

  /** Of currents without noise, whose balance was not looked at. */
  public Certificate(double largestRelativeChange, double relativeResolution) {
    this(largestRelativeChange, relativeResolution, 0, 0);
  }

  /**
   * Whether the change is larger than {@code tolerance} and more than the inputs' resolution and
   * their noise explain.
   */
  public boolean failed(double tolerance) {
    double chance = Math.min(CHANCE * relativeDeviation, MOST_BY_CHANCE);
    return !(largestRelativeChange <= tolerance + relativeResolution + chance);
  }

  /** The same of a bench of which nothing is known: no change is put down to its noise. */
  Certificate withoutChance() {
    return new Certificate(largestRelativeChange, relativeResolution, relativeImbalance, 0);
  }

  /** What two certificates say together. */
  public Certificate and(Certificate other) {
    return new Certificate(
        Math.max(largestRelativeChange, other.largestRelativeChange),
        Math.max(relativeResolution, other.relativeResolution),
        Math.max(relativeImbalance, other.relativeImbalance),
        Math.max(relativeDeviation, other.relativeDeviation));
  }

  /** From the currents of one array in the first plateau, at T/2 and at the end. */
  static Certificate of(
      double[] firstAmperes, double[] middleAmperes, double[] lastAmperes, double stepAmperes) {
    double largest = 0;
    double change = 0;
    double imbalance = 0;
    double[] changes = new double[firstAmperes.length];
    for (int k = 0; k < firstAmperes.length; k++) {
      largest = Math.max(largest, Math.max(Math.abs(firstAmperes[k]), Math.abs(lastAmperes[k])));
      changes[k] = Math.abs(lastAmperes[k] - firstAmperes[k]);
      change = Math.max(change, changes[k]);
      imbalance = Math.max(imbalance, Math.abs(middleAmperes[k] + lastAmperes[k]) / 2);
    }
    // With no current there is nothing to compare: a resolution of 1 says that nothing was seen.
    return largest > 0
        ? new Certificate(
            change / largest,
            Math.min(1, stepAmperes / largest),
            imbalance / largest,
            median(changes) / MEDIAN / largest)
        : new Certificate(0, 1);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
