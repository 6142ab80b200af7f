package dev.fluxbar.physics.lines;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** The nodal equations of a crossbar written down whole: what the solver is held to. */
final class DenseCrossbar {
  final double[] cellVolts;
  final double[] deviceAmperes;
  final double[] rowAmperes;
  final double[] rowFarAmperes;
  final double[] columnNearAmperes;

  private final int rows;
  private final int columns;
  private final LineResistances lines;
  private final double[] columnVolts;

  private DenseCrossbar(
      int rows, int columns, LineResistances lines, double[] siemens, double[] columnVolts) {
    this.rows = rows;
    this.columns = columns;
    this.lines = lines;
    this.columnVolts = columnVolts;
    this.cellVolts = new double[rows * columns];
    this.deviceAmperes = new double[rows * columns];
    this.rowAmperes = new double[rows];
    this.rowFarAmperes = new double[rows];
    this.columnNearAmperes = new double[columns];
    solve(siemens);
  }

  static DenseCrossbar solve(
      int rows, int columns, LineResistances lines, double[] siemens, double[] columnVolts) {
    return new DenseCrossbar(rows, columns, lines, siemens, columnVolts);
  }

  private void solve(double[] siemens) {
    int cells = rows * columns;
    RealMatrix matrix = new Array2DRowRealMatrix(2 * cells, 2 * cells);
    double[] source = new double[2 * cells];
    for (int k = 0; k < rows; k++) {
      for (int j = 0; j < columns; j++) {
        int column = k * columns + j;
        int row = cells + column;
        if (lines.columnSegmentOhms() > 0) {
          couple(matrix, column, row, siemens[column], lines.columnSegmentOhms());
          line(matrix, source, column, k, rows, columns, true, columnVolts[j]);
        } else {
          matrix.setEntry(column, column, 1);
          source[column] = columnVolts[j];
        }
        if (lines.rowSegmentOhms() > 0) {
          couple(matrix, row, column, siemens[column], lines.rowSegmentOhms());
          line(matrix, source, row, j, columns, 1, false, 0);
        } else {
          matrix.setEntry(row, row, 1);
        }
      }
    }
    double[] volts =
        new LUDecomposition(matrix, 0).getSolver().solve(new ArrayRealVector(source)).toArray();
    for (int i = 0; i < cells; i++) {
      cellVolts[i] = volts[i] - volts[cells + i];
      deviceAmperes[i] = siemens[i] * cellVolts[i];
      rowAmperes[i / columns] += deviceAmperes[i];
    }
    for (int k = 0; k < rows && lines.sensed().atFar() && lines.rowSegmentOhms() > 0; k++) {
      rowFarAmperes[k] = volts[cells + (k + 1) * columns - 1] / lines.rowSegmentOhms();
    }
    for (int j = 0; j < columns && lines.driven().atNear() && lines.columnSegmentOhms() > 0; j++) {
      columnNearAmperes[j] = (columnVolts[j] - volts[j]) / lines.columnSegmentOhms();
    }
  }

  /** A cell, in an equation that counts in segments. */
  private static void couple(RealMatrix matrix, int here, int there, double siemens, double ohms) {
    matrix.addToEntry(here, here, siemens * ohms);
    matrix.addToEntry(here, there, -siemens * ohms);
  }

  private void line(
      RealMatrix matrix,
      double[] source,
      int node,
      int place,
      int count,
      int stride,
      boolean column,
      double terminalVolts) {
    Ends ends = column ? lines.driven() : lines.sensed();
    segment(matrix, source, node, node - stride, place > 0, ends.atNear(), terminalVolts);
    segment(matrix, source, node, node + stride, place < count - 1, ends.atFar(), terminalVolts);
  }

  private static void segment(
      RealMatrix matrix,
      double[] source,
      int node,
      int next,
      boolean inside,
      boolean terminal,
      double terminalVolts) {
    if (inside) {
      matrix.addToEntry(node, node, 1);
      matrix.addToEntry(node, next, -1);
    } else if (terminal) {
      matrix.addToEntry(node, node, 1);
      source[node] += terminalVolts;
    }
  }
}
