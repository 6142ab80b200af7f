package dev.fluxbar.algorithm;

import dev.fluxbar.memristor.FluxControlled;

/**
 * What a cell may measure, or be asked to be, although the model says no: a model may be off by a
 * tenth of its largest memductance. Beyond that the model is not of this device, or the cell is
 * broken, and there is nothing to steer by.
 *
 * @param device the model
 */
record Plausibility(FluxControlled device) {

  /** Share of Wmax. Chosen: covers a model whose every parameter is 10 % off. */
  static final double MARGIN = 0.125;

  /** A bound on the memductances that currents are planned for, in siemens. */
  double largestSiemens() {
    return device.maxSiemens() * (1 + MARGIN);
  }

  double smallestSiemens() {
    return device.minSiemens() - device.maxSiemens() * MARGIN;
  }

  boolean covers(double siemens) {
    return siemens > 0 && siemens > smallestSiemens() && siemens < largestSiemens();
  }

  /** Whether what was measured can be, up to its resolution. */
  boolean covers(CellMeasurement.Measured measured) {
    double beyond = measured.resolutionSiemens();
    return measured.siemens() > smallestSiemens() - beyond
        && measured.siemens() < largestSiemens() + beyond;
  }

  /** The measurement, or why it cannot be one. */
  CellMeasurement judged(CellMeasurement measurement) {
    return measurement instanceof CellMeasurement.Measured measured && !covers(measured)
        ? new CellMeasurement.Implausible(
            measured.cell(), measured.siemens(), device.minSiemens(), device.maxSiemens())
        : measurement;
  }
}
