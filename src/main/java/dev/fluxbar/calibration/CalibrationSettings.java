package dev.fluxbar.calibration;

import dev.fluxbar.analog.References;
import org.jspecify.annotations.Nullable;

/**
 * How a board is calibrated.
 *
 * @param tauSeconds one plateau of every block signal, positive
 * @param readVolts the amplitude at which cells are read and drivers are calibrated, positive
 * @param settleSeconds wait after switches moved; 0 for none
 * @param averages conversions a result, at least 16
 * @param minSiemens the least memductance of the devices, for the map of bad cells
 * @param maxSiemens the largest one, for current ranges and that map
 * @param references the board's reference cells; null where it has none
 */
public record CalibrationSettings(
    double tauSeconds,
    double readVolts,
    double settleSeconds,
    int averages,
    double minSiemens,
    double maxSiemens,
    @Nullable References references) {

  /** Conversions a result unless others are asked for. Chosen: 1 nA of noise becomes 60 pA. */
  public static final int USUAL_AVERAGES = 256;

  private static final int FEWEST_AVERAGES = 16;

  public CalibrationSettings {
    if (!(tauSeconds > 0 && readVolts > 0 && settleSeconds >= 0)) {
      throw new IllegalArgumentException(
          "calibrate: tau-seconds=%s, read-volts=%s, settle-seconds=%s; use positive times and volts"
              .formatted(tauSeconds, readVolts, settleSeconds));
    }
    if (averages < FEWEST_AVERAGES) {
      throw new IllegalArgumentException(
          "calibrate: averages=%d; at least %d are needed to tell noise"
              .formatted(averages, FEWEST_AVERAGES));
    }
    if (!(minSiemens > 0 && maxSiemens > minSiemens)) {
      throw new IllegalArgumentException(
          "calibrate: min-siemens=%s, max-siemens=%s; name the bounds of the devices"
              .formatted(minSiemens, maxSiemens));
    }
  }
}
