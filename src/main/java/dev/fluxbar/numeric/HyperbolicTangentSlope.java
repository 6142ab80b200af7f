package dev.fluxbar.numeric;

/**
 * The slope of {@link HyperbolicTangent}: {@code 1 / cosh(x / scale)^2 / scale}, and sums of it
 * along straight lines.
 *
 * <p>{@code cosh y - 1} of a 32nd of the argument is a polynomial in the square (the Taylor series;
 * what is left out is below 1e-18 of it) and is doubled five times, {@code h(2y) = 2 h (h + 2)}:
 * nothing cancels, nothing is a special case, and far out the slope is 0 because h overflows. Only
 * operations whose every bit the language prescribes are used.
 */
public final class HyperbolicTangentSlope {

  private HyperbolicTangentSlope() {}

  /** The derivative of {@code tanh(x / scale)} by x; {@code scale} is positive. */
  public static double of(double x, double scale) {
    double cosh = cosh(x / scale / 32);
    return 1 / (cosh * cosh) / scale;
  }

  /** The hyperbolic cosine of 32 y. */
  private static double cosh(double y) {
    double square = y * y;
    double series = 1.0 / 20_922_789_888_000.0;
    series = Math.fma(series, square, 1.0 / 87_178_291_200.0);
    series = Math.fma(series, square, 1.0 / 479_001_600);
    series = Math.fma(series, square, 1.0 / 3_628_800);
    series = Math.fma(series, square, 1.0 / 40_320);
    series = Math.fma(series, square, 1.0 / 720);
    series = Math.fma(series, square, 1.0 / 24);
    series = Math.fma(series, square, 0.5);
    double h1 = series * square;
    double h2 = h1 * Math.fma(2, h1, 4);
    double h4 = h2 * Math.fma(2, h2, 4);
    double h8 = h4 * Math.fma(2, h4, 4);
    double h16 = h8 * Math.fma(2, h8, 4);
    return Math.fma(h16, Math.fma(2, h16, 4), 1);
  }

  /**
   * Adds {@code factor weight[i]} times the slope at {@code start[i] + rate[i] at[q]} to {@code
   * sum[q]}, for i from {@code from} to {@code to} and the first {@code count} q.
   *
   * @param sum written; not {@code at}
   */
  public static void addAlong(
      double[] start,
      double[] rate,
      double[] weight,
      int from,
      int to,
      double scale,
      double factor,
      double[] at,
      double[] sum,
      int count) {
    double inverse = 1 / scale;
    for (int i = from; i < to; i++) {
      addOne(
          start[i] * inverse / 32,
          rate[i] * inverse / 32,
          weight[i] * factor * inverse,
          at,
          sum,
          count);
    }
  }

  private static void addOne(
      double start, double rate, double weight, double[] at, double[] sum, int count) {
    for (int q = 0; q < count; q++) {
      double cosh = cosh(Math.fma(rate, at[q], start));
      sum[q] += weight / (cosh * cosh);
    }
  }
}
