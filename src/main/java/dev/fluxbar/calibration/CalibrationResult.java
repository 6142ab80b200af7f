package dev.fluxbar.calibration;

import dev.fluxbar.analog.AnalogProfile;
import java.util.List;

/**
 * What a calibration found.
 *
 * @param profile what is to be applied: ideal where nothing was found
 * @param parameters every number with its deviation
 * @param residuals of all fits together
 * @param driverBendVolts rms of what a straight line through all amplitudes leaves of the drivers;
 *     0 where none were measured
 * @param badCells cells that are no devices of the model
 * @param notFound one sentence each: what could not be found, and why
 * @param benchSeconds bench time that it took
 * @param programs how many were run
 */
public record CalibrationResult(
    AnalogProfile profile,
    List<Parameter> parameters,
    Residuals residuals,
    double driverBendVolts,
    List<BadCell> badCells,
    List<String> notFound,
    double benchSeconds,
    int programs) {

  public CalibrationResult {
    parameters = List.copyOf(parameters);
    badCells = List.copyOf(badCells);
    notFound = List.copyOf(notFound);
  }
}
