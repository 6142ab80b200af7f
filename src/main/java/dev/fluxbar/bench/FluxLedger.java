package dev.fluxbar.bench;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The net volt-seconds that each cell of a bench has received since it was last written: what reads
 * and inferences left there although their block signals balance. Filled by {@link LedgerBench}
 * from what a profile knows of the drivers. Not for use by several threads.
 */
public final class FluxLedger {
  private final NetworkShape shape;
  private final double[][] voltSeconds;
  private final double[][] uncertainty;

  /** Nothing received yet. */
  public FluxLedger(NetworkShape shape) {
    this.shape = shape;
    this.voltSeconds = new double[shape.layers()][];
    this.uncertainty = new double[shape.layers()][];
    for (int l = 0; l < voltSeconds.length; l++) {
      voltSeconds[l] = new double[shape.array(l).cells()];
      uncertainty[l] = new double[shape.array(l).cells()];
    }
  }

  /**
   * A ledger that was kept.
   *
   * @param voltSeconds one matrix an array, {@code [rows][columns]}
   * @param uncertaintyVoltSeconds the same, not negative
   * @throws IllegalArgumentException if a number is not finite or the sizes differ
   */
  public static FluxLedger of(List<Matrix> voltSeconds, List<Matrix> uncertaintyVoltSeconds) {
    NetworkShape shape =
        new NetworkShape(
            voltSeconds.stream()
                .map(m -> dev.fluxbar.array.ArrayShape.single(m.rows(), m.columns()))
                .toList());
    FluxLedger ledger = new FluxLedger(shape);
    if (uncertaintyVoltSeconds.size() != voltSeconds.size()) {
      throw new IllegalArgumentException(
          "ledger: arrays=%d and %d; they must be equal"
              .formatted(voltSeconds.size(), uncertaintyVoltSeconds.size()));
    }
    for (int l = 0; l < voltSeconds.size(); l++) {
      ledger.fill(l, voltSeconds.get(l), ledger.voltSeconds[l]);
      ledger.fill(l, uncertaintyVoltSeconds.get(l), ledger.uncertainty[l]);
    }
    return ledger;
  }

  private void fill(int array, Matrix from, double[] to) {
    if (from.rows() * from.columns() != to.length) {
      throw new IllegalArgumentException(
          "ledger: array=%d, matrix=%d x %d, arrays=%s; the shapes must be equal"
              .formatted(array + 1, from.rows(), from.columns(), shape));
    }
    for (int i = 0; i < to.length; i++) {
      double value = from.at(i / from.columns(), i % from.columns());
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "ledger: array=%d, volt-seconds=%s; it must be a finite number"
                .formatted(array + 1, value));
      }
      to[i] = value;
    }
  }

  public NetworkShape shape() {
    return shape;
  }

  /** What a cell has received, in volt-seconds. */
  public double voltSeconds(Cell cell) {
    return voltSeconds[cell.array()][index(cell)];
  }

  /**
   * One standard deviation of that, in volt-seconds, by the profile: its errors stay the same from
   * read to read and so add up.
   */
  public double uncertaintyVoltSeconds(Cell cell) {
    return uncertainty[cell.array()][index(cell)];
  }

  /** The largest magnitude of all cells. */
  public double largestVoltSeconds() {
    return largest(voltSeconds);
  }

  /** The largest of all standard deviations. */
  public double largestUncertaintyVoltSeconds() {
    return largest(uncertainty);
  }

  private static double largest(double[][] of) {
    double largest = 0;
    for (double[] array : of) {
      for (double value : array) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /** What every cell received; new matrices. */
  public List<Matrix> voltSeconds() {
    return matrices(voltSeconds);
  }

  /** The standard deviations of {@link #voltSeconds()}; new matrices. */
  public List<Matrix> uncertaintyVoltSeconds() {
    return matrices(uncertainty);
  }

  private List<Matrix> matrices(double[][] values) {
    List<Matrix> matrices = new ArrayList<>();
    for (int l = 0; l < values.length; l++) {
      double[] array = values[l];
      int columns = shape.array(l).columns();
      matrices.add(Matrix.fill(shape.array(l).rows(), columns, (k, j) -> array[k * columns + j]));
    }
    return matrices;
  }

  void add(Cell cell, double received, double deviation) {
    int index = index(cell);
    voltSeconds[cell.array()][index] += received;
    uncertainty[cell.array()][index] += deviation;
  }

  /** A cell was written: what it holds now is where it starts. */
  public void written(Cell cell) {
    voltSeconds[cell.array()][index(cell)] = 0;
    uncertainty[cell.array()][index(cell)] = 0;
  }

  /** All cells were written. */
  public void allWritten() {
    for (int l = 0; l < voltSeconds.length; l++) {
      Arrays.fill(voltSeconds[l], 0);
      Arrays.fill(uncertainty[l], 0);
    }
  }

  private int index(Cell cell) {
    if (!shape.contains(cell)) {
      throw new IllegalArgumentException(
          "ledger: %s, arrays=%s; name a cell".formatted(cell, shape));
    }
    return cell.row() * shape.array(cell.array()).columns() + cell.column();
  }
}
