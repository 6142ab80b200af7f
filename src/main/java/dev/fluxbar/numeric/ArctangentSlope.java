package dev.fluxbar.numeric;

/**
 * The slope of {@link Arctangent}: {@code 1 / (1 + (x / scale)^2) / scale}, and sums of it along
 * straight lines.
 *
 * <p>Sums take four lines at a time over a common denominator: one division for four, and vectors
 * along the instants. Only operations whose every bit the language prescribes are used.
 */
public final class ArctangentSlope {

  /** The product of four denominators, each about the square of this, is far from overflow. */
  private static final double FAR = 1e30;

  private ArctangentSlope() {}

  /** The derivative of {@code atan(x / scale)} by x; {@code scale} is positive. */
  public static double of(double x, double scale) {
    double u = x / scale;
    return 1 / (scale * Math.fma(u, u, 1));
  }

  /**
   * Adds {@code factor weight[i]} times the slope at {@code start[i] + rate[i] at[q]} to {@code
   * sum[q]}, for i from {@code from} to {@code to} and the first {@code count} q.
   *
   * @param at in order, increasing or decreasing
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
    double each = factor * inverse;
    double farthest = count == 0 ? 0 : Math.max(Math.abs(at[0]), Math.abs(at[count - 1]));
    int i = from;
    for (; i + 4 <= to; i += 4) {
      double reach = 0;
      for (int r = i; r < i + 4; r++) {
        reach = Math.max(reach, Math.abs(start[r]) + Math.abs(rate[r]) * farthest);
      }
      if (!(reach * inverse < FAR)) {
        break;
      }
      addFour(start, rate, weight, i, inverse, each, at, sum, count);
    }
    for (; i < to; i++) {
      addOne(start[i] * inverse, rate[i] * inverse, weight[i] * each, at, sum, count);
    }
  }

  private static void addFour(
      double[] start,
      double[] rate,
      double[] weight,
      int i,
      double inverse,
      double each,
      double[] at,
      double[] sum,
      int count) {
    double a0 = start[i] * inverse;
    double a1 = start[i + 1] * inverse;
    double a2 = start[i + 2] * inverse;
    double a3 = start[i + 3] * inverse;
    double b0 = rate[i] * inverse;
    double b1 = rate[i + 1] * inverse;
    double b2 = rate[i + 2] * inverse;
    double b3 = rate[i + 3] * inverse;
    double w0 = weight[i] * each;
    double w1 = weight[i + 1] * each;
    double w2 = weight[i + 2] * each;
    double w3 = weight[i + 3] * each;
    for (int q = 0; q < count; q++) {
      double s = at[q];
      double u0 = Math.fma(b0, s, a0);
      double u1 = Math.fma(b1, s, a1);
      double u2 = Math.fma(b2, s, a2);
      double u3 = Math.fma(b3, s, a3);
      double d0 = Math.fma(u0, u0, 1);
      double d1 = Math.fma(u1, u1, 1);
      double d2 = Math.fma(u2, u2, 1);
      double d3 = Math.fma(u3, u3, 1);
      double left = d0 * d1;
      double right = d2 * d3;
      double ofLeft = Math.fma(w0, d1, w1 * d0);
      double ofRight = Math.fma(w2, d3, w3 * d2);
      sum[q] += Math.fma(ofLeft, right, ofRight * left) / (left * right);
    }
  }

  private static void addOne(
      double start, double rate, double weight, double[] at, double[] sum, int count) {
    for (int q = 0; q < count; q++) {
      double u = Math.fma(rate, at[q], start);
      sum[q] += weight / Math.fma(u, u, 1);
    }
  }
}
