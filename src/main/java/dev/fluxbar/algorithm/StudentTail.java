package dev.fluxbar.algorithm;

/**
 * The far end of Student's distribution: of a Gaussian whose standard deviation is itself known by
 * a few differences only.
 */
final class StudentTail {
  private static final int HALVINGS = 200;

  private StudentTail() {}

  /**
   * Standard deviations beyond which one draw in {@code 1 / tail} lies, at most: by the integral of
   * {@code s/t f(s)} over all s beyond t, which is above that of {@code f(s)} and can be written
   * down, {@code f(t) (freedom + t^2) / (t (freedom - 1))}. At tails of 1e-3 and less it is too
   * large by a tenth at most from 7 differences on, and by half with 2.
   *
   * @param tail of one side, between 0 and 1
   * @param freedom by how many independent differences the standard deviation is known, positive
   */
  static double deviations(double tail, int freedom) {
    if (!(tail > 0 && tail < 1 && freedom >= 1)) {
      throw new IllegalArgumentException(
          "student: tail=%s, freedom=%d; give a share and at least one".formatted(tail, freedom));
    }
    if (freedom == 1) {
      return 1 / Math.tan(Math.PI * tail); // Cauchy's
    }
    double constant = Math.log(constant(freedom) * freedom / (freedom - 1));
    double low = -10;
    double high = 400;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double t = Math.exp(middle);
      double beyond = constant - middle - (freedom - 1) / 2.0 * Math.log1p(t * t / freedom);
      if (beyond > Math.log(tail)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(high);
  }

  /** The density at 0: Gamma((n + 1)/2) / (Gamma(n/2) sqrt(n pi)). */
  private static double constant(int freedom) {
    double ratio = freedom % 2 == 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
    for (int n = 2 - freedom % 2; n < freedom; n += 2) {
      ratio *= (n + 1.0) / n;
    }
    return ratio / Math.sqrt(freedom * Math.PI);
  }
}
