package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import java.util.List;

/**
 * One panel of time through the arrays behind neurons, by Gauss collocation.
 *
 * <p>The unknowns are the fluxes X of the columns behind neurons: {@code dX^l/dt = sigma(J^l)},
 * where J^l depends on X^(l-1) and its derivative alone. The equations are triangular, so
 * collocation needs no iteration: the voltages at the nodes of a panel give the column fluxes at
 * the nodes by one product with a constant matrix, array after array. The order at the end of a
 * panel is {@code 2 NODES}.
 *
 * <p>The error is estimated from the highest Legendre coefficients of each neuron's voltage
 * relative to its swing about its mean, with a safety factor, squared: where coefficients fall
 * geometrically, the error of the quadrature is near that square.
 */
final class CascadePanel {
  static final GaussRule RULE = new GaussRule(12);

  /** Found by trial on random networks against a tight integration. */
  private static final double SAFETY = 8;

  private final List<CrossbarState> arrays;
  private final Activation activation;
  private final double widestVoltSeconds;
  private final double[][] volts;
  private final double[][] flux;
  private final double[][] increment;
  private int[] firstNeurons = {};
  private List<NeuronRows> later = List.of();

  /**
   * @param widestVoltSeconds no column that has an array's neurons behind it may receive more
   */
  CascadePanel(List<CrossbarState> arrays, Activation activation, double widestVoltSeconds) {
    this.arrays = arrays;
    this.activation = activation;
    this.widestVoltSeconds = widestVoltSeconds;
    int layers = arrays.size();
    volts = new double[layers][];
    flux = new double[layers][];
    increment = new double[layers][];
    for (int l = 1; l < layers; l++) {
      int columns = arrays.get(l).shape.columns();
      volts[l] = new double[columns * RULE.nodes];
      flux[l] = new double[columns * RULE.nodes];
      increment[l] = new double[columns];
    }
  }

  /** Chooses the neurons of the first array that matter, and the rows of the arrays after it. */
  void gather(int[] neurons, List<NeuronRows> rows) {
    firstNeurons = neurons;
    later = rows;
  }

  /** Number of columns behind neurons whose flux moves. */
  int columns() {
    return firstNeurons.length + later.stream().mapToInt(r -> r.neurons.length).sum();
  }

  /**
   * Computes what a panel adds to every column.
   *
   * @param firstVolts of the neurons of the first array, {@code [neuron][node]}
   * @param at the first node's place in each row
   * @return the largest estimated error in V s; infinite if the panel must be shorter
   */
  double through(double[][] firstVolts, int at, double seconds) {
    double error = 0;
    for (int i = 0; i < firstNeurons.length; i++) {
      int n = firstNeurons[i];
      System.arraycopy(firstVolts[i], at, volts[1], n * RULE.nodes, RULE.nodes);
      error = Math.max(error, neuron(1, n, seconds));
    }
    for (int l = 0; l < later.size(); l++) {
      NeuronRows rows = later.get(l);
      double[] p = volts[l + 2];
      rows.amperes(flux[l + 1], volts[l + 1], p);
      activation.volts(p, p, p.length);
      for (int n : rows.neurons) {
        error = Math.max(error, neuron(l + 2, n, seconds));
      }
    }
    return error;
  }

  /** From the voltages of neuron n to its column's fluxes. */
  private double neuron(int array, int n, double seconds) {
    int m = RULE.nodes;
    int first = n * m;
    double[] p = volts[array];
    double mean = 0;
    for (int q = 0; q < m; q++) {
      mean += RULE.weight[q] * p[first + q];
    }
    increment[array][n] = seconds * mean;
    double swing = 0;
    double largest = 0;
    for (int q = 0; q < m; q++) {
      largest = Math.max(largest, Math.abs(p[first + q]));
      swing = Math.max(swing, Math.abs(p[first + q] - mean));
    }
    if (array <= later.size()) {
      if (seconds * largest > widestVoltSeconds) {
        return Double.POSITIVE_INFINITY;
      }
      nodeFluxes(array, n, seconds);
    }
    if (swing == 0) {
      return 0;
    }
    double tail = SAFETY * RULE.tail(p, first) / swing;
    return seconds * swing * Math.min(1, tail * tail);
  }

  private void nodeFluxes(int array, int n, double seconds) {
    int m = RULE.nodes;
    double start = arrays.get(array).columnFlux[n];
    for (int q = 0; q < m; q++) {
      double sum = 0;
      for (int r = 0; r < m; r++) {
        sum += RULE.toNode[q * m + r] * volts[array][n * m + r];
      }
      flux[array][n * m + q] = start + seconds * sum;
    }
  }

  /** Adds to every column what {@link #through} computed last. */
  void accept() {
    for (int l = 0; l <= later.size(); l++) {
      double[] columnFlux = arrays.get(l + 1).columnFlux;
      for (int n : neurons(l)) {
        columnFlux[n] += increment[l + 1][n];
      }
    }
  }

  /** The fluxes of all columns that move, array after array; a new array. */
  double[] state() {
    double[] state = new double[columns()];
    int i = 0;
    for (int l = 0; l <= later.size(); l++) {
      for (int n : neurons(l)) {
        state[i++] = arrays.get(l + 1).columnFlux[n];
      }
    }
    return state;
  }

  /** Puts every column where {@link #state} found it. */
  void restore(double[] state) {
    int i = 0;
    for (int l = 0; l <= later.size(); l++) {
      for (int n : neurons(l)) {
        arrays.get(l + 1).columnFlux[n] = state[i++];
      }
    }
  }

  private int[] neurons(int stage) {
    return stage == 0 ? firstNeurons : later.get(stage - 1).neurons;
  }
}
