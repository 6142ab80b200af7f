package dev.fluxbar.calibration;

import dev.fluxbar.memristor.FluxControlled;

/**
 * The device that was found behind a cell.
 *
 * @param centre in siemens
 * @param swing in siemens
 * @param fluxScale in volt-seconds
 * @param curve with these numbers
 * @param startVoltSeconds its flux at the first point
 * @param pulseScatter rms of what pulses brought beside what they should, as a share of it
 * @param residuals of the points
 */
public record DeviceCurve(
    Estimate centre,
    Estimate swing,
    Estimate fluxScale,
    FluxControlled curve,
    double startVoltSeconds,
    double pulseScatter,
    Residuals residuals) {

  /** One of its numbers. */
  public Estimate of(DeviceQuantity quantity) {
    return switch (quantity) {
      case CENTRE -> centre;
      case SWING -> swing;
      case FLUX_SCALE -> fluxScale;
    };
  }
}
