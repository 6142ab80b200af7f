package dev.fluxbar.signal;

import dev.fluxbar.array.Cell;

/**
 * What a program left on one cell beside what was asked for, by the times that a bench measured:
 * its plateaus were a little longer or shorter than planned.
 *
 * @param cell that received it
 * @param voltSeconds net volt-seconds, finite
 * @param deviationVoltSeconds one standard deviation of that, not negative
 */
public record Leftover(Cell cell, double voltSeconds, double deviationVoltSeconds) {

  public Leftover {
    if (!(Math.abs(voltSeconds) < Double.POSITIVE_INFINITY
        && deviationVoltSeconds >= 0
        && deviationVoltSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "leftover: %s, volt-seconds=%s, deviation=%s; they must be finite, the second not negative"
              .formatted(cell, voltSeconds, deviationVoltSeconds));
    }
  }
}
