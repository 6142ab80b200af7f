package dev.fluxbar.numeric;

/** Sums of products in the one form that the compiler turns into vector instructions well. */
public final class Products {

  private Products() {}

  /**
   * Adds {@code a x0 + b x1 + c x2 + d x3} to {@code sum}, entry by entry: four vectors a pass, so
   * that the sum is loaded and stored once for all four.
   *
   * @param factors x0 to x3 from {@code at} on
   * @param count entries of each vector that take part
   */
  public static void addFour(
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      double[] factors,
      int at,
      double[] sum,
      int count) {
    double x0 = factors[at];
    double x1 = factors[at + 1];
    double x2 = factors[at + 2];
    double x3 = factors[at + 3];
    for (int i = 0; i < count; i++) {
      sum[i] += a[i] * x0 + b[i] * x1 + c[i] * x2 + d[i] * x3;
    }
  }
}
