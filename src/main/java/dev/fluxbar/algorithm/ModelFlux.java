package dev.fluxbar.algorithm;

import dev.fluxbar.memristor.FluxControlled;

/**
 * A device model as a map between memductance and flux that has an answer for every number: the
 * model may be wrong, and a measurement may then lie beyond its bounds. Next to a bound, within
 * {@link #EDGE} of the range, the inverse is constant.
 */
final class ModelFlux {

  /** Next to its bounds the inverse of a model is all but vertical. Chosen by trial. */
  private static final double EDGE = 1 / 100.0;

  private final FluxControlled device;
  private final double lowSiemens;
  private final double highSiemens;

  ModelFlux(FluxControlled device) {
    this.device = device;
    double edge = (device.maxSiemens() - device.minSiemens()) * EDGE;
    this.lowSiemens = device.minSiemens() + edge;
    this.highSiemens = device.maxSiemens() - edge;
  }

  /** The flux in volt-seconds at which the model has {@code siemens}. */
  double voltSeconds(double siemens) {
    return device.fluxVoltSeconds(Math.max(lowSiemens, Math.min(highSiemens, siemens)));
  }

  double siemens(double fluxVoltSeconds) {
    return device.memductanceSiemens(fluxVoltSeconds);
  }

  /** The flux between both edges. */
  double spanVoltSeconds() {
    return device.fluxVoltSeconds(highSiemens) - device.fluxVoltSeconds(lowSiemens);
  }

  /** The flux across the middle half of the range. */
  double middleVoltSeconds() {
    double quarter = (highSiemens - lowSiemens) / 4;
    return device.fluxVoltSeconds(highSiemens - quarter)
        - device.fluxVoltSeconds(lowSiemens + quarter);
  }

  /** beta, the steepest slope in siemens a volt-second. */
  double steepest() {
    return device.lipschitzSiemensPerVoltSecond();
  }
}
