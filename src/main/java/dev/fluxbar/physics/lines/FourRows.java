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
      double[] a, double[] b, double[] c, double[] d, double[] f, int at, double[] sum, int count) {
    if (count < LONG) {
      addShort(a, b, c, d, f[at], f[at + 1], f[at + 2], f[at + 3], sum, count);
    } else {
      addLong(a, b, c, d, f[at], f[at + 1], f[at + 2], f[at + 3], sum, count);
    }
  }

  /**
   * The product of a symmetric matrix with a vector, added to a sum. Rows are copied first: to read
   * four places of one array in a loop takes twice as long, found by trial.
   *
   * @param matrix row after row from {@code from} on
   * @param width a multiple of 4
   * @param rows scratch, four of the matrix's width
   */
  static void addProduct(
      double[] matrix, int from, int width, double[] vector, double[] sum, double[][] rows) {
    for (int j = 0; j < width; j += 4) {
      for (int q = 0; q < 4; q++) {
        System.arraycopy(matrix, from + (j + q) * width, rows[q], 0, width);
      }
      add(rows[0], rows[1], rows[2], rows[3], vector, j, sum, width);
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
