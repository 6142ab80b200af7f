package dev.fluxbar.physics;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.FluxControlled;
import java.util.Arrays;

/**
 * The devices of one array: one for all cells, or one a cell. The uniform case pays nothing for the
 * other: whole rows go to the device in one call.
 */
final class ArrayDevices {
  /** One a cell, row-major, or a single one for all. */
  private final FluxControlled[] devices;

  private ArrayDevices(FluxControlled[] devices) {
    this.devices = devices;
  }

  static ArrayDevices of(int array, ArrayShape shape, CellDevices devices) {
    FluxControlled[] each = new FluxControlled[shape.cells()];
    for (int i = 0; i < each.length; i++) {
      each[i] = devices.at(new Cell(array, i / shape.columns(), i % shape.columns()));
    }
    FluxControlled first = each[0];
    boolean uniform = Arrays.stream(each).allMatch(first::equals);
    return new ArrayDevices(uniform ? new FluxControlled[] {first} : each);
  }

  /**
   * The flux in which the quickest device would cross its whole range at its steepest: no feature
   * of W that matters is much narrower.
   */
  double scaleVoltSeconds() {
    return Arrays.stream(devices)
        .mapToDouble(d -> (d.maxSiemens() - d.minSiemens()) / d.lipschitzSiemensPerVoltSecond())
        .min()
        .orElseThrow();
  }

  /** No memductance is larger. */
  double maxSiemens() {
    return Arrays.stream(devices).mapToDouble(FluxControlled::maxSiemens).max().orElseThrow();
  }

  /** W of the device at {@code cell}, counted row-major. */
  double siemens(int cell, double fluxVoltSeconds) {
    return devices[devices.length == 1 ? 0 : cell].memductanceSiemens(fluxVoltSeconds);
  }

  /** The charge through the device at {@code cell} while its flux grows by {@code more}. */
  double coulombs(int cell, double fluxVoltSeconds, double more) {
    FluxControlled device = devices[devices.length == 1 ? 0 : cell];
    return device.chargeCoulombs(fluxVoltSeconds + more) - device.chargeCoulombs(fluxVoltSeconds);
  }

  /** W of {@code count} fluxes of as many cells. */
  void siemens(int[] cells, double[] fluxes, double[] siemens, int count) {
    siemens(cells, 0, 1, fluxes, siemens, count);
  }

  /**
   * W of {@code count} fluxes; entry {@code i} belongs to the cell {@code cells[from + i / nodes]}.
   */
  void siemens(int[] cells, int from, int nodes, double[] fluxes, double[] siemens, int count) {
    if (devices.length == 1) {
      devices[0].memductancesSiemens(fluxes, siemens, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      siemens[i] = devices[cells[from + i / nodes]].memductanceSiemens(fluxes[i]);
    }
  }

  /**
   * Slopes of W summed along lines, as {@link FluxControlled#addSlopes} does; entry {@code i}
   * belongs to {@code cells[i]}.
   */
  void addSlopes(
      int[] cells,
      double[] fluxes,
      double[] volts,
      double[] weights,
      int from,
      int to,
      double[] seconds,
      double[] sums,
      int count) {
    if (devices.length == 1) {
      devices[0].addSlopes(fluxes, volts, weights, from, to, seconds, sums, count);
      return;
    }
    for (int i = from; i < to; i++) {
      devices[cells[i]].addSlopes(fluxes, volts, weights, i, i + 1, seconds, sums, count);
    }
  }
}
