package dev.fluxbar.emulator;

/**
 * Precision resistors at the crosspoints of an array's last row and last column; the driver of the
 * last column is trimmed.
 *
 * @param ohms nominal value of each
 * @param resistorUncertainty relative standard deviation of each
 * @param driverUncertainty relative standard deviation of the trimmed driver's gain; it has no
 *     other error
 */
public record ReferenceBars(double ohms, double resistorUncertainty, double driverUncertainty) {

  public ReferenceBars {
    if (!(ohms > 0 && ohms < Double.POSITIVE_INFINITY)
        || !(resistorUncertainty >= 0 && resistorUncertainty <= 0.01)
        || !(driverUncertainty >= 0 && driverUncertainty <= 0.01)) {
      throw new IllegalArgumentException(
          ("references: ohms=%s, resistor-uncertainty=%s, driver-uncertainty=%s; the first must be"
                  + " positive, the others 0 to 0.01")
              .formatted(ohms, resistorUncertainty, driverUncertainty));
    }
  }
}
