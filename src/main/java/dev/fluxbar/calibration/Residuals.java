package dev.fluxbar.calibration;

/**
 * What fits left over, each residual in its own standard deviations: about 1 rms where the model
 * and its deviations are right.
 *
 * @param count how many residuals
 * @param chiSquare their sum of squares
 * @param largest the largest of either sign
 */
public record Residuals(int count, double chiSquare, double largest) {

  /** Of nothing. */
  public static final Residuals NONE = new Residuals(0, 0, 0);

  /** Of one fit. */
  static Residuals of(double... normalised) {
    double squares = 0;
    double largest = 0;
    for (double one : normalised) {
      squares += one * one;
      largest = Math.max(largest, Math.abs(one));
    }
    return new Residuals(normalised.length, squares, largest);
  }

  /** Of two fits together. */
  public Residuals and(Residuals other) {
    return new Residuals(
        count + other.count, chiSquare + other.chiSquare, Math.max(largest, other.largest));
  }

  /** Root mean square; 0 of nothing. */
  public double rms() {
    return count == 0 ? 0 : Math.sqrt(chiSquare / count);
  }
}
