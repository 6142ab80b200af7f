package dev.fluxbar.app.recovery;

import dev.fluxbar.calibration.Measurand;

/**
 * How one quantity of many boards was recovered.
 *
 * @param quantity which
 * @param found how many numbers were found
 * @param untestable how many the boards hide beside them, that calibrations said cannot be found
 * @param within how many of those found are within three of their standard deviations
 * @param meanSquare of errors over deviations; near 1 where deviations are honest
 * @param largest error over its deviation, of either sign
 * @param typicalDeviation root of the mean square of the deviations, in the quantity's unit
 */
public record Recovered(
    Measurand quantity,
    long found,
    long untestable,
    long within,
    double meanSquare,
    double largest,
    double typicalDeviation) {

  /** The share of what was found that is within three standard deviations; 1 of nothing. */
  public double shareWithin() {
    return found == 0 ? 1 : within / (double) found;
  }
}
