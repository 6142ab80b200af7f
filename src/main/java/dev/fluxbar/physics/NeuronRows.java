package dev.fluxbar.physics;

import java.util.Arrays;

/**
 * The cells of one array that carry current into neurons that matter, gathered row by row into flat
 * arrays, so that what is open or undriven costs nothing.
 *
 * <p>All values over time are laid out {@code [column or neuron][node]}: the nodes of a time panel
 * are computed together.
 */
final class NeuronRows {
  /** Neurons with at least one row here, increasing. */
  final int[] neurons;

  private final ArrayDevices devices;
  private final int[] rowNeuron;
  private final int[] rowSign;
  private final int[] rowStart;
  private final int[] cell;
  private final int[] cellColumn;
  private final double[] cellFlux;
  private final int nodes;
  private final double[] flux;
  private final double[] siemens;

  /**
   * @param carrying whether the column has a voltage
   * @param wanted whether the neuron's voltage has any effect
   */
  NeuronRows(CrossbarState array, boolean[] carrying, boolean[] wanted, int nodes) {
    int rows = array.shape.rows();
    int columns = array.shape.columns();
    int[] cells = new int[array.shape.cells()];
    int[] starts = new int[rows + 1];
    int[] rowsUsed = new int[rows];
    int used = 0;
    int count = 0;
    for (int k = 0; k < rows; k++) {
      starts[used] = count;
      for (int j = 0; wanted[array.shape.neuronOf(k)] && j < columns; j++) {
        if (carrying[j] && array.isClosed(k * columns + j)) {
          cells[count++] = k * columns + j;
        }
      }
      if (count > starts[used]) {
        rowsUsed[used++] = k;
      }
    }
    starts[used] = count;
    this.devices = array.devices;
    this.nodes = nodes;
    this.cell = Arrays.copyOf(cells, count);
    this.rowStart = Arrays.copyOf(starts, used + 1);
    this.cellColumn = Arrays.stream(cell).map(i -> i % columns).toArray();
    this.cellFlux = Arrays.stream(cell).mapToDouble(array::settledFlux).toArray();
    int[] rowOf = Arrays.copyOf(rowsUsed, used);
    this.rowNeuron = Arrays.stream(rowOf).map(array.shape::neuronOf).toArray();
    this.rowSign = Arrays.stream(rowOf).map(k -> k == array.shape.neuronOf(k) ? 1 : -1).toArray();
    this.neurons = Arrays.stream(rowNeuron).distinct().sorted().toArray();
    this.flux = new double[columns * nodes];
    this.siemens = new double[columns * nodes];
  }

  /**
   * The current into each neuron at each node: of its row, or of its plus row less its minus row.
   *
   * @param columnFlux flux of each column since the switches were set, {@code [column][node]}
   * @param columnVolts {@code [column][node]}
   * @param neuronAmperes written, {@code [neuron][node]}
   */
  void amperes(double[] columnFlux, double[] columnVolts, double[] neuronAmperes) {
    Arrays.fill(neuronAmperes, 0);
    for (int r = 0; r < rowNeuron.length; r++) {
      int from = rowStart[r];
      int to = rowStart[r + 1];
      for (int i = from; i < to; i++) {
        addFlux(cellFlux[i], columnFlux, cellColumn[i] * nodes, (i - from) * nodes);
      }
      devices.siemens(cell, from, nodes, flux, siemens, (to - from) * nodes);
      for (int i = from; i < to; i++) {
        addCurrent(
            columnVolts,
            cellColumn[i] * nodes,
            (i - from) * nodes,
            neuronAmperes,
            rowNeuron[r] * nodes,
            rowSign[r]);
      }
    }
  }

  private void addFlux(double settled, double[] columnFlux, int column, int to) {
    for (int q = 0; q < nodes; q++) {
      flux[to + q] = settled + columnFlux[column + q];
    }
  }

  private void addCurrent(
      double[] columnVolts, int column, int from, double[] amperes, int neuron, int sign) {
    for (int q = 0; q < nodes; q++) {
      amperes[neuron + q] += sign * siemens[from + q] * columnVolts[column + q];
    }
  }
}
