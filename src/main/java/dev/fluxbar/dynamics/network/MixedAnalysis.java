package dev.fluxbar.dynamics.network;

import java.util.Arrays;

/**
 * Nodal analysis of passive and active elements together: the matrix is symmetric but neither
 * positive nor negative, so it is eliminated whole, with pivots, each time. For up to about a
 * thousand nodes.
 */
final class MixedAnalysis implements NodalAnalysis {
  /** A pivot this much smaller than the largest conductance is rounding. */
  private static final double SINGULAR = 1e-12;

  private final MemristorGraph graph;
  private final double[][] matrix;
  private final double[] potentials;
  private final double[] carried;
  private final double[] outflow;

  MixedAnalysis(MemristorGraph graph) {
    this.graph = graph;
    int unknown = graph.nodes() - 1;
    matrix = new double[unknown][unknown + 1];
    potentials = new double[graph.nodes()];
    carried = new double[graph.edges()];
    outflow = new double[graph.nodes()];
  }

  @Override
  public void solve(double[] siemens, double[] volts, double[] amperes) {
    double largest = fill(siemens, volts);
    eliminate(SINGULAR * largest);
    for (int k = 0; k < amperes.length; k++) {
      double drop = potentials[graph.from(k)] - potentials[graph.to(k)];
      amperes[k] = graph.sign(k) * siemens[k] * (volts[k] + drop);
    }
  }

  private double fill(double[] siemens, double[] volts) {
    for (double[] row : matrix) {
      Arrays.fill(row, 0);
    }
    double largest = 0;
    for (int k = 0; k < siemens.length; k++) {
      int a = graph.from(k) - 1;
      int b = graph.to(k) - 1;
      double g = graph.sign(k) * siemens[k];
      largest = Math.max(largest, siemens[k]);
      carried[k] = g * volts[k];
      if (a >= 0) {
        matrix[a][a] += a == b ? 0 : g;
      }
      if (b >= 0) {
        matrix[b][b] += a == b ? 0 : g;
      }
      if (a >= 0 && b >= 0 && a != b) {
        matrix[a][b] -= g;
        matrix[b][a] -= g;
      }
    }
    graph.outflow(carried, outflow);
    for (int n = 0; n < matrix.length; n++) {
      matrix[n][matrix.length] = -outflow[n + 1];
    }
    return largest;
  }

  private void eliminate(double least) {
    int size = matrix.length;
    for (int pivot = 0; pivot < size; pivot++) {
      int best = pivot;
      for (int row = pivot + 1; row < size; row++) {
        if (Math.abs(matrix[row][pivot]) > Math.abs(matrix[best][pivot])) {
          best = row;
        }
      }
      double[] swapped = matrix[best];
      matrix[best] = matrix[pivot];
      matrix[pivot] = swapped;
      if (!(Math.abs(swapped[pivot]) > least)) {
        throw new SingularCircuit(
            "circuit: node=%s; passive and active elements cancel and leave its potential open,"
                    .formatted(graph.name(pivot + 1))
                + " change a w0 or which elements are active");
      }
      for (int row = pivot + 1; row < size; row++) {
        double factor = matrix[row][pivot] / swapped[pivot];
        if (factor != 0) {
          for (int j = pivot; j <= size; j++) {
            matrix[row][j] -= factor * swapped[j];
          }
        }
      }
    }
    for (int n = size - 1; n >= 0; n--) {
      double sum = matrix[n][size];
      for (int j = n + 1; j < size; j++) {
        sum -= matrix[n][j] * potentials[j + 1];
      }
      potentials[n + 1] = sum / matrix[n][n];
    }
  }
}
