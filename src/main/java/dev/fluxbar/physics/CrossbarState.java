package dev.fluxbar.physics;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Matrix;
import java.util.Arrays;

/**
 * Fluxes and switches of one array (Heidema (7)).
 *
 * <p>All cells of a column whose switches are closed receive the same flux. So the state that moves
 * is one number a column, {@link #columnFlux}; a closed cell has its own settled flux plus that of
 * its column, an open one only its own. The numbers of the columns are settled into the cells when
 * switches change. Cells are counted row-major.
 */
final class CrossbarState {
  final ArrayShape shape;
  final ArrayDevices devices;

  /** Flux that closed cells of each column received since {@link #setSwitches}, in V s. */
  final double[] columnFlux;

  private final double[] settledFlux;
  private final boolean[] closed;
  private final int[] closedInColumn;

  CrossbarState(ArrayShape shape, ArrayDevices devices, Matrix initialFlux) {
    this.shape = shape;
    this.devices = devices;
    this.columnFlux = new double[shape.columns()];
    this.settledFlux = new double[shape.cells()];
    this.closed = new boolean[shape.cells()];
    this.closedInColumn = new int[shape.columns()];
    for (int i = 0; i < settledFlux.length; i++) {
      settledFlux[i] = initialFlux.at(i / shape.columns(), i % shape.columns());
    }
  }

  void setSwitches(ArraySwitches switches) {
    settle();
    int count = switches.closedCount();
    if (count == 0 || count == shape.cells()) {
      Arrays.fill(closed, count > 0);
      Arrays.fill(closedInColumn, count > 0 ? shape.rows() : 0);
      return;
    }
    Arrays.fill(closedInColumn, 0);
    for (int k = 0, i = 0; k < shape.rows(); k++) {
      for (int j = 0; j < shape.columns(); j++, i++) {
        closed[i] = switches.isClosed(k, j);
        closedInColumn[j] += closed[i] ? 1 : 0;
      }
    }
  }

  private void settle() {
    for (int j = 0; j < columnFlux.length; j++) {
      if (closedInColumn[j] == 0 || columnFlux[j] == 0) {
        continue;
      }
      for (int i = j; i < closed.length; i += columnFlux.length) {
        settledFlux[i] = flux(i, j);
      }
    }
    Arrays.fill(columnFlux, 0);
  }

  /** Opens one switch; true if it was closed. */
  boolean open(int row, int column) {
    int cell = row * shape.columns() + column;
    if (!closed[cell]) {
      return false;
    }
    settledFlux[cell] = flux(cell, column);
    closed[cell] = false;
    closedInColumn[column]--;
    return true;
  }

  boolean isClosed(int cell) {
    return closed[cell];
  }

  boolean columnUsed(int column) {
    return closedInColumn[column] > 0;
  }

  /** The flux of a cell without what its column received since the switches were set. */
  double settledFlux(int cell) {
    return settledFlux[cell];
  }

  double flux(int cell, int column) {
    return closed[cell] ? settledFlux[cell] + columnFlux[column] : settledFlux[cell];
  }

  double siemens(int cell, int column) {
    return devices.siemens(cell, flux(cell, column));
  }

  /** J = (W(phi) o S) P at this instant, one entry a physical row (Heidema (7)). */
  double[] rowAmperes(double[] columnVolts) {
    double[] amperes = new double[shape.rows()];
    int[] driven = driven(columnVolts);
    int[] cells = new int[driven.length];
    double[] fluxes = new double[driven.length];
    double[] volts = new double[driven.length];
    double[] siemens = new double[driven.length];
    for (int k = 0; k < amperes.length; k++) {
      int count = 0;
      for (int j : driven) {
        int cell = k * columnVolts.length + j;
        if (closed[cell]) {
          cells[count] = cell;
          fluxes[count] = settledFlux[cell] + columnFlux[j];
          volts[count++] = columnVolts[j];
        }
      }
      devices.siemens(cells, fluxes, siemens, count);
      for (int i = 0; i < count; i++) {
        amperes[k] += siemens[i] * volts[i];
      }
    }
    return amperes;
  }

  private static int[] driven(double[] columnVolts) {
    int[] found = new int[columnVolts.length];
    int count = 0;
    for (int j = 0; j < columnVolts.length; j++) {
      if (columnVolts[j] != 0) {
        found[count++] = j;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** The closed form under constant column voltages: phi(t) = phi(0) + S V t. */
  void addColumnFlux(double[] columnVolts, double seconds) {
    for (int j = 0; j < columnFlux.length; j++) {
      if (closedInColumn[j] > 0) {
        columnFlux[j] += columnVolts[j] * seconds;
      }
    }
  }

  /** What closed cells dissipate under constant voltages from now on: V (g(phi + V t) - g(phi)). */
  double joules(double[] columnVolts, double seconds) {
    double joules = 0;
    for (int i = 0; i < closed.length; i++) {
      int column = i % columnVolts.length;
      double volts = columnVolts[column];
      if (closed[i] && volts != 0) {
        joules += volts * devices.coulombs(i, flux(i, column), volts * seconds);
      }
    }
    return joules;
  }

  /** What closed cells dissipate at this instant. */
  double watts(double[] columnVolts) {
    double watts = 0;
    for (int i = 0; i < closed.length; i++) {
      int column = i % columnVolts.length;
      double volts = columnVolts[column];
      watts += closed[i] ? volts * volts * siemens(i, column) : 0;
    }
    return watts;
  }
}
