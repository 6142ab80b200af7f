package dev.fluxbar.algorithm;

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
 * @param relativeImbalance the largest half sum of a row current at T/2 and at the end, relative to
 *     the largest row current of its array: both are at zero net flux and under opposite drives, so
 *     that it is what offsets of drivers and inputs add
 * @param relativeResolution the change that one step of the current inputs would show as, at most 1
 */
public record Certificate(
    double largestRelativeChange, double relativeResolution, double relativeImbalance) {

  /** Of currents whose balance was not looked at. */
  public Certificate(double largestRelativeChange, double relativeResolution) {
    this(largestRelativeChange, relativeResolution, 0);
  }

  /** Whether the change is larger than {@code tolerance} and more than the inputs' resolution. */
  public boolean failed(double tolerance) {
    return !(largestRelativeChange <= tolerance + relativeResolution);
  }

  /** What two certificates say together. */
  public Certificate and(Certificate other) {
    return new Certificate(
        Math.max(largestRelativeChange, other.largestRelativeChange),
        Math.max(relativeResolution, other.relativeResolution),
        Math.max(relativeImbalance, other.relativeImbalance));
  }

  /** From the currents of one array in the first plateau, at T/2 and at the end. */
  static Certificate of(
      double[] firstAmperes, double[] middleAmperes, double[] lastAmperes, double stepAmperes) {
    double largest = 0;
    double change = 0;
    double imbalance = 0;
    for (int k = 0; k < firstAmperes.length; k++) {
      largest = Math.max(largest, Math.max(Math.abs(firstAmperes[k]), Math.abs(lastAmperes[k])));
      change = Math.max(change, Math.abs(lastAmperes[k] - firstAmperes[k]));
      imbalance = Math.max(imbalance, Math.abs(middleAmperes[k] + lastAmperes[k]) / 2);
    }
    // With no current there is nothing to compare: a resolution of 1 says that nothing was seen.
    return largest > 0
        ? new Certificate(change / largest, Math.min(1, stepAmperes / largest), imbalance / largest)
        : new Certificate(0, 1);
  }
}
