package dev.fluxbar.analog;

/**
 * The reference cells of a board: precision resistors in the last row and the last column of every
 * array, the last column with a trimmed driver of its own.
 *
 * @param ohms nominal resistance of every reference cell, positive
 * @param resistorUncertainty relative standard uncertainty of each resistor, not negative; they are
 *     taken as independent
 * @param driverUncertainty relative standard uncertainty of the trimmed driver's volts, not
 *     negative
 */
public record References(double ohms, double resistorUncertainty, double driverUncertainty) {

  public References {
    if (!(ohms > 0 && ohms < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "references: ohms=%s; it must be positive and finite".formatted(ohms));
    }
    if (!(resistorUncertainty >= 0
        && resistorUncertainty < 1
        && driverUncertainty >= 0
        && driverUncertainty < 1)) {
      throw new IllegalArgumentException(
          "references: resistor-uncertainty=%s, driver-uncertainty=%s; both must be from 0 to 1"
              .formatted(resistorUncertainty, driverUncertainty));
    }
  }

  /** The nominal conductance of a reference cell. */
  public double siemens() {
    return 1 / ohms;
  }
}
