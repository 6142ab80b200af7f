package dev.fluxbar.calibration;

/**
 * One stop on a cell's way through its range.
 *
 * @param fluxVoltSeconds what was put on the cell since it was first read
 * @param siemens its memductance there
 * @param deviationSiemens of the reading, by noise
 */
public record DevicePoint(double fluxVoltSeconds, double siemens, double deviationSiemens) {}
