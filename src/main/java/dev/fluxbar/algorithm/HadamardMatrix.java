package dev.fluxbar.algorithm;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A square matrix of +1 and -1 whose columns are orthogonal: H^T H = n I. Orders come from
 * Sylvester's doubling, Paley's two constructions over prime fields, and Kronecker products of
 * those; with them the next order is rarely more than a few percent above a wanted one.
 */
final class HadamardMatrix {

  /** No larger order is looked for: the largest array has as many columns. */
  private static final int LARGEST = 8192;

  private final int order;
  private final BitSet negative;

  private HadamardMatrix(int order, BitSet negative) {
    this.order = order;
    this.negative = negative;
  }

  /** The matrix of the smallest constructible order that is at least {@code columns}. */
  static HadamardMatrix covering(int columns) {
    return of(orderCovering(columns));
  }

  /** That order alone. */
  static int orderCovering(int columns) {
    for (int n = columns; n <= LARGEST; n++) {
      if (constructible(n)) {
        return n;
      }
    }
    throw new IllegalArgumentException(
        "hadamard: columns=%d, largest-order=%d; no such array is read so"
            .formatted(columns, LARGEST));
  }

  int order() {
    return order;
  }

  /** +1 or -1. */
  int sign(int row, int column) {
    return negative.get(row * order + column) ? -1 : 1;
  }

  private static boolean constructible(int n) {
    return n == 1 || n == 2 || (n % 4 == 0 && (paley(n) || factor(n) > 0));
  }

  private static boolean paley(int n) {
    return prime(n - 1) || (prime(n / 2 - 1) && (n / 2 - 1) % 4 == 1);
  }

  /** A proper factor such that it and its quotient are orders; 0 if there is none. */
  private static int factor(int n) {
    for (int a = 2; a * a <= n; a++) {
      if (n % a == 0 && constructible(a) && constructible(n / a)) {
        return a;
      }
    }
    return 0;
  }

  private static HadamardMatrix of(int n) {
    if (n == 1) {
      return fill(1, (i, j) -> 1);
    }
    if (n == 2) {
      return fill(2, (i, j) -> i == 1 && j == 1 ? -1 : 1);
    }
    if (prime(n - 1)) {
      return paleyOne(n);
    }
    if (paley(n)) {
      return paleyTwo(n);
    }
    int a = factor(n);
    HadamardMatrix left = of(a);
    HadamardMatrix right = of(n / a);
    int b = n / a;
    return fill(n, (i, j) -> left.sign(i / b, j / b) * right.sign(i % b, j % b));
  }

  /** I + S with S skew, from the squares modulo q = n - 1, which leaves 3 when divided by 4. */
  private static HadamardMatrix paleyOne(int n) {
    int[] chi = characters(n - 1);
    return fill(n, (i, j) -> i == j ? 1 : border(chi, i, j, i == 0 ? 1 : -1));
  }

  /** Entry of the bordered matrix of characters: 0, {@code edge} in row or column 0, or chi. */
  private static int border(int[] chi, int i, int j, int edge) {
    if (i == 0 || j == 0) {
      return i == j ? 0 : edge;
    }
    return chi[Math.floorMod(i - j, chi.length)];
  }

  /** Of order 2 (q + 1), q leaving 1: each entry of a symmetric C becomes a block of two by two. */
  private static HadamardMatrix paleyTwo(int n) {
    int[] chi = characters(n / 2 - 1);
    return fill(
        n,
        (i, j) -> {
          int entry = border(chi, i / 2, j / 2, 1);
          boolean both = i % 2 == 1 && j % 2 == 1;
          if (entry == 0) {
            // The block of a zero: 1 -1, -1 -1.
            return i % 2 == 0 && j % 2 == 0 ? 1 : -1;
          }
          return both ? -entry : entry;
        });
  }

  /** 0 at 0, 1 at the squares modulo q, -1 elsewhere. */
  private static int[] characters(int q) {
    int[] chi = new int[q];
    Arrays.fill(chi, -1);
    chi[0] = 0;
    for (long x = 1; x < q; x++) {
      chi[(int) (x * x % q)] = 1;
    }
    return chi;
  }

  private static boolean prime(int q) {
    if (q < 3 || q % 2 == 0) {
      return false;
    }
    for (int d = 3; d * d <= q; d += 2) {
      if (q % d == 0) {
        return false;
      }
    }
    return true;
  }

  private interface Entry {
    int sign(int row, int column);
  }

  private static HadamardMatrix fill(int n, Entry entry) {
    BitSet negative = new BitSet(n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        negative.set(i * n + j, entry.sign(i, j) < 0);
      }
    }
    return new HadamardMatrix(n, negative);
  }
}
