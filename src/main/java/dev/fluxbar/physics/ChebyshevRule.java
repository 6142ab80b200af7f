package dev.fluxbar.physics;

import dev.fluxbar.numeric.Products;
import java.util.Arrays;

/**
 * Interpolation on the interval 0 to 1 by a sum of Chebyshev polynomials, from values at the {@code
 * nodes} roots of the next one.
 */
final class ChebyshevRule {
  final int nodes;

  /** Where the nodes lie, decreasing, in (0, 1). */
  final double[] node;

  /** {@code toCoefficients[q][d]}: weight of value q in the coefficient of degree d. */
  private final double[][] toCoefficients;

  ChebyshevRule(int nodes) {
    this.nodes = nodes;
    this.node = new double[nodes];
    this.toCoefficients = new double[nodes][nodes];
    for (int q = 0; q < nodes; q++) {
      node[q] = (1 + cosine(2 * q + 1)) / 2;
      for (int d = 0; d < nodes; d++) {
        toCoefficients[q][d] = (d == 0 ? 1.0 : 2.0) / nodes * cosine(d * (2 * q + 1));
      }
    }
  }

  /** The cosine of that many {@code 2 nodes}-th parts of half a turn. */
  private double cosine(int parts) {
    return StrictMath.cos(Math.PI * (parts % (4 * nodes)) / (2 * nodes));
  }

  /** Writes the coefficients of the polynomial through the values from {@code first} on. */
  void coefficients(double[] values, int first, double[] coefficients) {
    Arrays.fill(coefficients, 0, nodes, 0);
    for (int q = 0; q < nodes; q += 4) {
      Products.addFour(
          toCoefficients[q],
          toCoefficients[q + 1],
          toCoefficients[q + 2],
          toCoefficients[q + 3],
          values,
          first + q,
          coefficients,
          nodes);
    }
  }

  /**
   * Turns the first {@code nodes} coefficients of a function into those of its integral from 0 on,
   * term by term; the degree beyond them is left out.
   *
   * @param atZero the integral's value at 0
   */
  static void integrate(double[] coefficients, int nodes, double atZero) {
    double constant = atZero;
    double before = 2 * coefficients[0];
    for (int d = 1; d < nodes; d++) {
      double after = d + 1 < nodes ? coefficients[d + 1] : 0;
      double integral = (before - after) / (4 * d);
      before = coefficients[d];
      coefficients[d] = integral;
      constant += d % 2 == 0 ? -integral : integral;
    }
    coefficients[0] = constant;
  }

  /** The values of Chebyshev polynomials at places in 0 to 1: {@code [degree][place]}. */
  static double[][] polynomials(int degrees, double[] places) {
    double[][] values = new double[degrees][places.length];
    for (int i = 0; i < places.length; i++) {
      double x = 2 * places[i] - 1;
      double before = 1;
      double now = x;
      values[0][i] = 1;
      for (int d = 1; d < degrees; d++) {
        values[d][i] = now;
        double next = 2 * x * now - before;
        before = now;
        now = next;
      }
    }
    return values;
  }
}
