package dev.fluxbar.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * One number of the devices of an array.
 *
 * @param quantity what it is
 * @param array from 0
 * @param cells how many devices were found
 * @param mean over these cells, with its deviation as their mean: another cell differs by the
 *     spread
 * @param spread standard deviation from cell to cell, 0 of one
 */
public record DeviceSummary(
    DeviceQuantity quantity, int array, int cells, Estimate mean, double spread) {

  /** Of every array in which a device was found. */
  static List<DeviceSummary> of(List<DeviceParameter> all) {
    List<DeviceSummary> summaries = new ArrayList<>();
    List<Integer> arrays = all.stream().map(p -> p.cell().array()).distinct().sorted().toList();
    for (int array : arrays) {
      for (DeviceQuantity quantity : DeviceQuantity.values()) {
        summaries.add(
            one(
                quantity,
                array,
                all.stream()
                    .filter(p -> p.quantity() == quantity && p.cell().array() == array)
                    .map(DeviceParameter::estimate)
                    .toList()));
      }
    }
    return summaries;
  }

  private static DeviceSummary one(DeviceQuantity quantity, int array, List<Estimate> all) {
    double mean = 0;
    double variance = 0;
    for (Estimate one : all) {
      mean += one.value() / all.size();
      variance += Math.pow(one.deviation() / all.size(), 2);
    }
    double squares = 0;
    for (Estimate one : all) {
      squares += Math.pow(one.value() - mean, 2);
    }
    double spread = all.size() > 1 ? Math.sqrt(squares / (all.size() - 1)) : 0;
    return new DeviceSummary(
        quantity, array, all.size(), new Estimate(mean, Math.sqrt(variance)), spread);
  }
}
