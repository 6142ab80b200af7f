package dev.fluxbar.physics.lines;

/**
 * Sums of four multiplied rows: where all time of a factorization goes. Short sums have a loop of
 * their own: the compiler unrolls a loop only as far as the lengths it saw while it watched, and
 * one loop for both would stay slow for long rows once it had met enough short ones.
 */
final class FourRows {
  /** Found by trial: from here on the unrolled loop wins. */
  private static final int LONG = 32;

  private FourRows() {}

  /** Adds {@code a f[at] + b f[at + 1] + c f[at + 2] + d f[at + 3]} to the sum, entry by entry. */
  static void add(
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      double[] factors,
      int at,
      double[] sum,
      int count) {
    double w = factors[at];
    double x = factors[at + 1];
    double y = factors[at + 2];
    double z = factors[at + 3];
    if (count < LONG) {
      addShort(a, b, c, d, w, x, y, z, sum, count);
    } else {
      addLong(a, b, c, d, w, x, y, z, sum, count);
    }
  }

  private static void addLong(
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      double w,
      double x,
      double y,
      double z,
      double[] sum,
      int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += a[i] * w + b[i] * x + c[i] * y + d[i] * z;
    }
  }

  private static void addShort(
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      double w,
      double x,
      double y,
      double z,
      double[] sum,
      int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += a[i] * w + b[i] * x + c[i] * y + d[i] * z;
    }
  }
}
