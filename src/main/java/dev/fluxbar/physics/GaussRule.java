package dev.fluxbar.physics;

/**
 * Gauss-Legendre collocation on the interval 0 to 1: nodes, weights, and the integrals from 0 to
 * each node of the polynomial through given values (Hairer, Norsett, Wanner, Solving Ordinary
 * Differential Equations I, II.7). With {@code m} nodes its order at the end of the interval is
 * {@code 2 m}, and it is symmetric: a step back undoes a step.
 */
final class GaussRule {
  /** How many of the highest Legendre coefficients {@link #tail} looks at. */
  private static final int TAIL = 4;

  final int nodes;

  /** Where the nodes lie, increasing, in (0, 1). */
  final double[] node;

  /** Weights of the integral over the interval; their sum is 1. */
  final double[] weight;

  /** {@code toNode[q * nodes + r]}: weight of value r in the integral from 0 to node q. */
  final double[] toNode;

  /** {@code highest[n * nodes + r]}: weight of value r in Legendre coefficient nodes - TAIL + n. */
  private final double[] highest;

  GaussRule(int nodes) {
    this.nodes = nodes;
    this.node = new double[nodes];
    this.weight = new double[nodes];
    this.toNode = new double[nodes * nodes];
    this.highest = new double[TAIL * nodes];
    double[][] legendre = new double[nodes][];
    for (int q = 0; q < nodes; q++) {
      double x = root(q);
      legendre[q] = legendre(x);
      double slope = slope(x, legendre[q]);
      node[q] = (1 + x) / 2;
      weight[q] = 1 / ((1 - x * x) * slope * slope);
    }
    for (int q = 0; q < nodes; q++) {
      for (int r = 0; r < nodes; r++) {
        toNode[q * nodes + r] = weight[r] * integral(legendre[q], legendre[r], node[q]);
      }
    }
    for (int i = 0; i < TAIL; i++) {
      int degree = nodes - TAIL + i;
      for (int r = 0; r < nodes; r++) {
        highest[i * nodes + r] = (2 * degree + 1) * weight[r] * legendre[r][degree];
      }
    }
  }

  /** The largest of the highest Legendre coefficients of the values from {@code first} on. */
  double tail(double[] values, int first) {
    double largest = 0;
    for (int i = 0; i < highest.length; i += nodes) {
      double sum = 0;
      for (int r = 0; r < nodes; r++) {
        sum += highest[i + r] * values[first + r];
      }
      largest = Math.max(largest, Math.abs(sum));
    }
    return largest;
  }

  /** The integral from -1 to x_q of the polynomial that is 1 / w_r at x_r and 0 at other nodes. */
  private double integral(double[] atQ, double[] atR, double nodeQ) {
    double sum = nodeQ;
    for (int n = 1; n < nodes; n++) {
      sum += atR[n] * (atQ[n + 1] - atQ[n - 1]) / 2;
    }
    return sum;
  }

  /** Root q of the Legendre polynomial, increasing: Newton from Tricomi's estimate. */
  private double root(int q) {
    double x = -StrictMath.cos(Math.PI * (q + 0.75) / (nodes + 0.5));
    for (int i = 0; i < 10; i++) {
      double[] p = legendre(x);
      x -= p[nodes] / slope(x, p);
    }
    return x;
  }

  /** Legendre polynomials of degree 0 to {@code nodes} at x. */
  private double[] legendre(double x) {
    double[] p = new double[nodes + 1];
    p[0] = 1;
    p[1] = x;
    for (int n = 1; n < nodes; n++) {
      p[n + 1] = ((2 * n + 1) * x * p[n] - n * p[n - 1]) / (n + 1);
    }
    return p;
  }

  /** The derivative of the highest one. */
  private double slope(double x, double[] p) {
    return nodes * (p[nodes - 1] - x * p[nodes]) / (1 - x * x);
  }
}
