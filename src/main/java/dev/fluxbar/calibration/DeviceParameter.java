package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;

/**
 * One number of one cell's device.
 *
 * @param quantity what it is
 * @param cell whose
 * @param estimate value and standard deviation in the quantity's unit
 */
public record DeviceParameter(DeviceQuantity quantity, Cell cell, Estimate estimate) {}
