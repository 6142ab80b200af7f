package dev.fluxbar.algorithm;

/**
 * Evidence that an inference left the memristors as they were (Heidema Theorem 1, item 2): the row
 * currents in the first plateau, as soon after its start as conversions can be, against those at
 * the end of the last, where the drive is the same and every flux should be back.
 *
 * <p>The uncertainty is that of the rows at rest, sampled in the same program: not of the changes
 * themselves, so that what all rows share is seen like any other.
 *
 * @param largestRelativeChange the largest change of a row current relative to the largest row
 *     current of its array, over all arrays
 * @param relativeResolution the change that one step of the current inputs would show as, at most 1
 * @param relativeImbalance the largest half sum of a row current at T/2 and at the end, relative to
 *     the largest row current of its array: both are at zero net flux and under opposite drives, so
 *     that it is what offsets of drivers and inputs add
 * @param relativeDeviation the largest standard deviation of one such change, relative to the same
 * @param excess of the changes beyond {@link #TOLERANCE}, resolution, and what a flux that has
 *     moved until the first sample makes
 */
public record Certificate(
    double largestRelativeChange,
    double relativeResolution,
    double relativeImbalance,
    double relativeDeviation,
    Excess excess) {

  /**
   * The largest change relative to the largest row current that counts as none. A real disturbance
   * of a weight by a thousandth is 1e-3.
   */
  public static final double TOLERANCE = 1e-4;

  /** Of no change that could be seen. */
  public Certificate(double largestRelativeChange, double relativeResolution) {
    this(largestRelativeChange, relativeResolution, 0, 0, Excess.NONE);
  }

  /** Whether the change is larger than is allowed and chance explains. */
  public boolean failed() {
    return excess.failed();
  }

  /** Standard deviation of the imbalance: of half a sum of what the change is the difference. */
  public double relativeImbalanceDeviation() {
    return relativeDeviation / 2;
  }

  /** What two certificates say together. */
  public Certificate and(Certificate other) {
    return new Certificate(
        Math.max(largestRelativeChange, other.largestRelativeChange),
        Math.max(relativeResolution, other.relativeResolution),
        Math.max(relativeImbalance, other.relativeImbalance),
        Math.max(relativeDeviation, other.relativeDeviation),
        excess.and(other.excess));
  }

  /**
   * From the currents of the rows of one array in the first plateau, at T/2 and at the end.
   *
   * @param stepAmperes of its inputs
   * @param earlyAmperes what the flux until the first sample can make of a row current
   * @param noise of each row
   */
  static Certificate of(
      double[] first,
      double[] middle,
      double[] last,
      double stepAmperes,
      double earlyAmperes,
      RestNoise.Noise[] noise) {
    double largest = 0;
    for (int k = 0; k < first.length; k++) {
      largest = Math.max(largest, Math.max(Math.abs(first[k]), Math.abs(last[k])));
    }
    // With no current there is nothing to compare: a resolution of 1 says that nothing was seen.
    if (largest == 0) {
      return new Certificate(0, 1);
    }
    double allowed = TOLERANCE * largest + stepAmperes + earlyAmperes;
    double change = 0;
    double imbalance = 0;
    double deviation = 0;
    Excess excess = Excess.NONE;
    for (int k = 0; k < first.length; k++) {
      double moved = last[k] - first[k];
      double uncertain = noise[k].ofDifference();
      change = Math.max(change, Math.abs(moved));
      imbalance = Math.max(imbalance, Math.abs(middle[k] + last[k]) / 2);
      deviation = Math.max(deviation, uncertain);
      excess = excess.and(Excess.of(moved, allowed, uncertain, noise[k].freedom()));
    }
    return new Certificate(
        change / largest,
        Math.min(1, stepAmperes / largest),
        imbalance / largest,
        deviation / largest,
        excess);
  }
}
