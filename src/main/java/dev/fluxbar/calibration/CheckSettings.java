package dev.fluxbar.calibration;

import dev.fluxbar.analog.References;
import dev.fluxbar.memristor.FluxControlled;
import org.jspecify.annotations.Nullable;

/**
 * How a board is checked.
 *
 * @param tauSeconds one plateau of every block signal, positive
 * @param readVolts the largest amplitude of every block signal, positive
 * @param settleSeconds wait after switches moved; 0 for none
 * @param device model of the memristors: what they can conduct, and how pulses move them
 * @param references the board's reference cells; null where it has none
 * @param pulses whether cells are moved by a pulse that is taken back
 */
public record CheckSettings(
    double tauSeconds,
    double readVolts,
    double settleSeconds,
    FluxControlled device,
    @Nullable References references,
    boolean pulses) {

  /** Conversions of every result. Chosen: white noise falls five times, and it is quick. */
  static final int CONVERSIONS = 32;

  /** The same for the procedures that a check shares with a calibration. */
  CalibrationSettings calibration() {
    return new CalibrationSettings(
        tauSeconds,
        readVolts,
        settleSeconds,
        CONVERSIONS,
        device.minSiemens(),
        device.maxSiemens(),
        references);
  }

  /** Half the current of the least cell's half: what surely is a current, at read volts. */
  double lightAmperes(double volts) {
    return 0.25 * device.minSiemens() * volts;
  }
}
