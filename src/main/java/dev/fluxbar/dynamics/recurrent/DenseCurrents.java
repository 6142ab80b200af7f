package dev.fluxbar.dynamics.recurrent;

import java.util.Arrays;

/**
 * Weights times outputs, the weights column by column: four columns a pass, so that the compiler
 * makes vectors of the loop and sums are loaded and stored once for four.
 */
final class DenseCurrents {

  private DenseCurrents() {}

  /**
   * Overwrites {@code amperes}.
   *
   * @param weights {@code blocks * n} columns of n; block by block the same n outputs
   */
  static void of(double[] weights, double[] volts, double[] amperes) {
    int n = amperes.length;
    Arrays.fill(amperes, 0);
    for (int block = 0; block < weights.length; block += n * n) {
      int j = 0;
      for (; j + 4 <= n; j += 4) {
        addFour(
            weights, block + j * n, volts[j], volts[j + 1], volts[j + 2], volts[j + 3], amperes);
      }
      for (; j < n; j++) {
        addOne(weights, block + j * n, volts[j], amperes);
      }
    }
  }

  private static void addFour(
      double[] w, int at, double v0, double v1, double v2, double v3, double[] sum) {
    int n = sum.length;
    int a1 = at + n;
    int a2 = a1 + n;
    int a3 = a2 + n;
    for (int i = 0; i < n; i++) {
      sum[i] += w[at + i] * v0 + w[a1 + i] * v1 + w[a2 + i] * v2 + w[a3 + i] * v3;
    }
  }

  private static void addOne(double[] w, int at, double volts, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += w[at + i] * volts;
    }
  }
}
