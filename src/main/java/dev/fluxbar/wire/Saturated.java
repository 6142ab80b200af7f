package dev.fluxbar.wire;

/**
 * Arithmetic of totals that are not negative: it stops at the largest number rather than wrap, and
 * the totals' checks then refuse it.
 */
final class Saturated {

  private Saturated() {}

  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }
}
