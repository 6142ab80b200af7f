package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Carries the fluxes of the later arrays of a cascade through a time of constant column voltages
 * (Heidema (8)).
 *
 * <p>The unknowns are the fluxes X of the columns behind neurons: {@code dX^l/dt = sigma(J^l)},
 * where J^l depends on X^(l-1) and its derivative alone. The equations are triangular, so Gauss
 * collocation needs no iteration: the voltages at the nodes of a panel give the column fluxes at
 * the nodes by one product with a constant matrix, array after array. The order at the end of a
 * panel is {@code 2 NODES}. The rule is symmetric and the circuit odd in its voltages, so a plateau
 * of -V takes back a plateau of +V to rounding whatever the panels are (Heidema Lemma 1).
 *
 * <p>A panel is halved until its estimated error falls below {@value #PANEL_VOLT_SECONDS} V s. The
 * estimate takes the highest Legendre coefficients of each neuron's voltage relative to its swing
 * about its mean, with a safety factor, and squares them: where coefficients fall geometrically,
 * the error of the quadrature is near that square.
 */
final class CascadeSolver {
  private static final GaussRule RULE = new GaussRule(12);

  /** Allowed error of one panel; the project promises 1e-9 over a plateau. */
  private static final double PANEL_VOLT_SECONDS = 1e-13;

  /** Found by trial on random networks against a tight integration. */
  private static final double SAFETY = 8;

  /** A kink in a device's W is followed down to this many halvings, then stepped over. */
  private static final int DEEPEST = 40;

  private final List<CrossbarState> arrays;
  private final Activation activation;
  private final double[][] volts;
  private final double[][] flux;
  private final double[][] increment;
  private List<NeuronRows> stages = List.of();
  private boolean stale = true;

  /** No column may receive more in one panel: the nodes must not jump over a whole device. */
  private final double widestVoltSeconds;

  /** What the hardest driven column receives in one panel, as the last times taught it. */
  private double panelVoltSeconds;

  private int panels;
  private int refused;
  private double largestError;

  CascadeSolver(List<CrossbarState> arrays, Activation activation) {
    this.arrays = arrays;
    this.activation = activation;
    int layers = arrays.size();
    widestVoltSeconds =
        arrays.stream().mapToDouble(a -> a.devices.scaleVoltSeconds()).min().orElseThrow();
    panelVoltSeconds = widestVoltSeconds;
    volts = new double[layers][];
    flux = new double[layers][];
    increment = new double[layers][];
    for (int l = 0; l < layers; l++) {
      int columns = arrays.get(l).shape.columns();
      volts[l] = new double[columns * RULE.nodes];
      flux[l] = new double[columns * RULE.nodes];
      increment[l] = new double[columns];
    }
  }

  /** Switches changed, or other columns are driven than before. */
  void markStale() {
    stale = true;
  }

  /** Advances every array behind neurons; the first array is left to its closed form. */
  void advance(double[] driveVolts, double seconds) {
    if (stale) {
      gather(driveVolts);
      stale = false;
    }
    if (stages.isEmpty()) {
      return;
    }
    double largestVolts = 0;
    for (int j = 0; j < driveVolts.length; j++) {
      Arrays.fill(volts[0], j * RULE.nodes, (j + 1) * RULE.nodes, driveVolts[j]);
      largestVolts = Math.max(largestVolts, Math.abs(driveVolts[j]));
    }
    double driven = largestVolts * seconds;
    int parts = (int) Math.max(1, Math.min(1 << 20, Math.ceil(driven / panelVoltSeconds - 1e-6)));
    panels = 0;
    refused = 0;
    largestError = 0;
    for (int i = 0; i < parts; i++) {
      solve(driveVolts, seconds * i / parts, seconds / parts, 0);
    }
    learn(driven / parts);
  }

  private void learn(double tried) {
    if (2 * refused > panels) {
      panelVoltSeconds = tried / 2;
    } else if (refused == 0 && largestError * 0x1p24 < PANEL_VOLT_SECONDS) {
      // A panel twice as long has coefficients up to 2^(NODES - 1) times as large.
      panelVoltSeconds = Math.min(widestVoltSeconds, Math.max(panelVoltSeconds, 2 * tried));
    }
  }

  private void solve(double[] driveVolts, double fromSeconds, double seconds, int depth) {
    double error = panel(driveVolts, fromSeconds, seconds);
    if (!(error <= PANEL_VOLT_SECONDS) && depth < DEEPEST) {
      refused++;
      solve(driveVolts, fromSeconds, seconds / 2, depth + 1);
      solve(driveVolts, fromSeconds + seconds / 2, seconds / 2, depth + 1);
      return;
    }
    panels++;
    largestError = Math.max(largestError, error);
    for (int l = 0; l < stages.size(); l++) {
      double[] columnFlux = arrays.get(l + 1).columnFlux;
      for (int n : stages.get(l).neurons) {
        columnFlux[n] += increment[l + 1][n];
      }
    }
  }

  /** Computes what one panel adds to every column; returns the largest estimated error in V s. */
  private double panel(double[] driveVolts, double fromSeconds, double seconds) {
    double[] driven = arrays.get(0).columnFlux;
    for (int j = 0; j < driven.length; j++) {
      for (int q = 0; q < RULE.nodes; q++) {
        flux[0][j * RULE.nodes + q] =
            driven[j] + driveVolts[j] * (fromSeconds + seconds * RULE.node[q]);
      }
    }
    double error = 0;
    for (int l = 0; l < stages.size(); l++) {
      stages.get(l).amperes(flux[l], volts[l], volts[l + 1]);
      for (int n : stages.get(l).neurons) {
        error = Math.max(error, neuron(l + 1, n, seconds));
      }
    }
    return error;
  }

  /** From the currents into neuron n, in {@code volts}, to its voltages and its column's fluxes. */
  private double neuron(int array, int n, double seconds) {
    int m = RULE.nodes;
    int first = n * m;
    double[] p = volts[array];
    double mean = 0;
    for (int q = 0; q < m; q++) {
      p[first + q] = activation.volts(p[first + q]);
      mean += RULE.weight[q] * p[first + q];
    }
    increment[array][n] = seconds * mean;
    double start = arrays.get(array).columnFlux[n];
    double swing = 0;
    double largest = 0;
    for (int q = 0; q < m; q++) {
      largest = Math.max(largest, Math.abs(p[first + q]));
      swing = Math.max(swing, Math.abs(p[first + q] - mean));
      double sum = 0;
      for (int r = 0; r < m; r++) {
        sum += RULE.toNode[q * m + r] * p[first + r];
      }
      flux[array][first + q] = start + seconds * sum;
    }
    if (array < stages.size() && seconds * largest > widestVoltSeconds) {
      return Double.POSITIVE_INFINITY;
    }
    if (swing == 0) {
      return 0;
    }
    double tail = SAFETY * RULE.tail(p, first) / swing;
    return seconds * swing * Math.min(1, tail * tail);
  }

  private void gather(double[] driveVolts) {
    List<NeuronRows> found = new ArrayList<>();
    boolean[] carrying = new boolean[driveVolts.length];
    for (int j = 0; j < carrying.length; j++) {
      carrying[j] = driveVolts[j] != 0;
    }
    for (int l = 0; l + 1 < arrays.size(); l++) {
      CrossbarState next = arrays.get(l + 1);
      boolean[] wanted = new boolean[next.shape.columns()];
      for (int k = 0; k < wanted.length; k++) {
        wanted[k] = next.columnUsed(k);
      }
      NeuronRows rows = new NeuronRows(arrays.get(l), carrying, wanted, RULE.nodes);
      if (rows.neurons.length == 0) {
        break;
      }
      found.add(rows);
      carrying = new boolean[wanted.length];
      for (int n : rows.neurons) {
        carrying[n] = true;
      }
    }
    stages = List.copyOf(found);
  }
}
