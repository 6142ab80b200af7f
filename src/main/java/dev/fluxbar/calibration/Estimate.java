package dev.fluxbar.calibration;

/**
 * A number that was found.
 *
 * @param value finite
 * @param deviation its standard deviation, in the same unit, not negative
 */
public record Estimate(double value, double deviation) {

  public Estimate {
    if (!(Double.isFinite(value) && deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "estimate: value=%s, deviation=%s; both must be finite, the deviation not negative"
              .formatted(value, deviation));
    }
  }

  /** Known without error. */
  static Estimate exact(double value) {
    return new Estimate(value, 0);
  }

  /** The square root of a sum of squares. */
  static double together(double... deviations) {
    double squares = 0;
    for (double deviation : deviations) {
      squares += deviation * deviation;
    }
    return Math.sqrt(squares);
  }
}
