package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;

/**
 * A cell that measures what no device of the model can be.
 *
 * @param cell where
 * @param siemens what it measured
 * @param kind how it is bad
 */
public record BadCell(Cell cell, double siemens, Kind kind) {

  /** How a cell is bad. */
  public enum Kind {
    /** Less than a tenth of the least memductance. */
    OPEN,
    /** Below the least memductance by more than a tenth of it. */
    LOW,
    /** Above the largest memductance by more than a tenth of it. */
    HIGH,
    /** More than ten times the largest memductance, or its input saturated. */
    SHORT
  }
}
