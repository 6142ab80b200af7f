package dev.fluxbar.numeric;

/**
 * {@code centre + swing * atan(x / scale)}, without a branch and without a call, so that the
 * compiler turns a loop of it into vector instructions.
 *
 * <p>With {@code w = x / (scale + |x|)} and {@code v = 2 |w| - 1}, {@code atan(|x| / scale)} is
 * {@code pi/4 + atan(v)}: all of the range falls on v from -1 to 1, where an odd polynomial of
 * degree 39 (interpolation at Chebyshev points in v squared) is within 1e-17. The sign comes back
 * by rounding w down. Only operations whose every bit the language prescribes are used ({@code + -
 * * /}, {@link Math#fma}, {@link Math#floor}), so results do not depend on machine or compiler.
 *
 * <p>The error of the arctangent is below {@value #ERROR} absolutely: near 0 it is not relative.
 * Infinite x gives NaN, as NaN does.
 */
public final class Arctangent {

  /** Three roundings of v, at most 1 in magnitude, one of the sum, and the polynomial's own. */
  public static final double ERROR = 5e-16;

  private static final double EIGHTH_TURN = Math.PI / 4;
  private static final int MANY = 64;

  private Arctangent() {}

  /** At one x; {@code scale} is positive. */
  public static double affine(double x, double scale, double centre, double swing) {
    double w = x / (scale + Math.abs(x));
    double sign = Math.fma(2, Math.floor(w / 2), 1);
    double v = Math.fma(2, Math.abs(w), -1);
    double square = v * v;
    double series = -1.93423475928923e-05;
    series = Math.fma(series, square, 0.00021423810738603946);
    series = Math.fma(series, square, -0.0011252544302234645);
    series = Math.fma(series, square, 0.003751138483965141);
    series = Math.fma(series, square, -0.00899108054265826);
    series = Math.fma(series, square, 0.01671959606350739);
    series = Math.fma(series, square, -0.02556862364437174);
    series = Math.fma(series, square, 0.03387126702700675);
    series = Math.fma(series, square, -0.040811247503178855);
    series = Math.fma(series, square, 0.04668745304848529);
    series = Math.fma(series, square, -0.052374234719188166);
    series = Math.fma(series, square, 0.058768281144872724);
    series = Math.fma(series, square, -0.06665764910689723);
    series = Math.fma(series, square, 0.07692198997458294);
    series = Math.fma(series, square, -0.09090899793217341);
    series = Math.fma(series, square, 0.11111110578002083);
    series = Math.fma(series, square, -0.14285714266926733);
    series = Math.fma(series, square, 0.1999999999964796);
    series = Math.fma(series, square, -0.333333333333307);
    series = Math.fma(series, square, 1.0);
    return Math.fma(swing * sign, Math.fma(v, series, EIGHTH_TURN), centre);
  }

  /**
   * At the first {@code count} entries of {@code x}; bit for bit what the single call gives.
   *
   * @param y written; may be {@code x}
   */
  public static void affine(
      double[] x, double scale, double centre, double swing, double[] y, int count) {
    if (count < MANY) {
      few(x, scale, centre, swing, y, count);
    } else {
      many(x, scale, centre, swing, y, count);
    }
  }

  private static void few(
      double[] x, double scale, double centre, double swing, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = affine(x[i], scale, centre, swing);
    }
  }

  /**
   * The same, apart: the compiler makes vectors of a loop only where the calls that it saw were
   * long, and it judges each method by its own.
   */
  private static void many(
      double[] x, double scale, double centre, double swing, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = affine(x[i], scale, centre, swing);
    }
  }
}
