package dev.fluxbar.emulator;

import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.OnePort;

/**
 * What the channels and the cells of an emulated board really are: what no host can see. For tests
 * of what a calibration found, never for an algorithm.
 */
public final class AnalogTruth {
  private final AnalogFront[] fronts;
  private final DrawnCells cells;
  private final DeviceErrors errors;

  AnalogTruth(AnalogFront[] fronts, BoardSpec spec) {
    this.fronts = fronts.clone();
    this.cells = DrawnCells.of(spec);
    this.errors = spec.imperfections().devices();
  }

  /** What the driver of a column really gives at a code, in volts. */
  public double driverVolts(int array, int column, int code) {
    return fronts[array].drivers().volts(column, code);
  }

  /** What a row input adds in a range, in amperes at its converter. */
  public double inputOffsetAmperes(int array, int range, int row) {
    return fronts[array].inputs().offsetAmperes(range, row);
  }

  /** What a row input multiplies with in a range. */
  public double inputGain(int array, int range, int row) {
    return fronts[array].inputs().gain(range, row);
  }

  /** What is at a cell: its own device, or the resistor that stands for it. */
  public OnePort device(Cell cell) {
    return cells.at(cell, errors);
  }
}
