package dev.fluxbar.numeric;

/**
 * {@code centre + swing * tanh(x / scale)}, without a branch and without a call, so that the
 * compiler turns a loop of it into vector instructions.
 *
 * <p>The hyperbolic tangent of a 32nd of the argument comes from an odd polynomial (interpolation
 * at Chebyshev points in the square) and is doubled five times, {@code tanh 2y = 2 t / (1 + t^2)},
 * as numerator and denominator: one division in all. Doubling damps the errors that it finds. Only
 * operations whose every bit the language prescribes are used ({@code + - * /}, {@link Math#fma},
 * {@link Math#min}, {@link Math#max}), so results do not depend on machine or compiler.
 *
 * <p>The error of the hyperbolic tangent is below {@value #ULPS} units in its last place; it is odd
 * and never beyond 1.
 */
public final class HyperbolicTangent {

  /** Each doubling rounds four times; what came before is damped where it would matter. */
  public static final double ULPS = 8;

  /** Here the hyperbolic tangent has long been 1 to the last bit. */
  private static final double FAR = 20;

  private static final int MANY = 64;

  private HyperbolicTangent() {}

  /** At one x; {@code scale} is positive. */
  public static double affine(double x, double scale, double centre, double swing) {
    double y = Math.max(-FAR, Math.min(FAR, x / scale)) / 32;
    double square = y * y;
    double series = 6.485163482793113e-06;
    series = Math.fma(series, square, -3.12011014257974e-05);
    series = Math.fma(series, square, 9.257116129556769e-05);
    series = Math.fma(series, square, -0.0002375906496055562);
    series = Math.fma(series, square, 0.0005896606577757043);
    series = Math.fma(series, square, -0.0014557754120478055);
    series = Math.fma(series, square, 0.0035921217511549622);
    series = Math.fma(series, square, -0.008863235103240878);
    series = Math.fma(series, square, 0.021869488519008305);
    series = Math.fma(series, square, -0.05396825396789699);
    series = Math.fma(series, square, 0.13333333333333042);
    series = Math.fma(series, square, -0.3333333333333333);
    double t = Math.fma(y * square, series, y);
    double d1 = Math.fma(t, t, 1);
    double n1 = 2 * t;
    double d2 = Math.fma(n1, n1, d1 * d1);
    double n2 = 2 * n1 * d1;
    double d3 = Math.fma(n2, n2, d2 * d2);
    double n3 = 2 * n2 * d2;
    double d4 = Math.fma(n3, n3, d3 * d3);
    double n4 = 2 * n3 * d3;
    double d5 = Math.fma(n4, n4, d4 * d4);
    double n5 = 2 * n4 * d4;
    double tanh = Math.max(-1, Math.min(1, n5 / d5));
    return Math.fma(swing, tanh, centre);
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

  /** The same, apart: see {@link Arctangent}. */
  private static void many(
      double[] x, double scale, double centre, double swing, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = affine(x[i], scale, centre, swing);
    }
  }
}
