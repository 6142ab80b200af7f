package dev.fluxbar.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * What driving cells through their range found.
 *
 * @param cells every cell that was driven
 * @param notFound one sentence each: which device could not be found, and why
 * @param benchSeconds bench time that it took
 * @param programs how many were run
 */
public record DeviceResult(
    List<DeviceCell> cells, List<String> notFound, double benchSeconds, int programs) {

  /** Nothing was driven. */
  public static final DeviceResult NONE = new DeviceResult(List.of(), List.of(), 0, 0);

  public DeviceResult {
    cells = List.copyOf(cells);
    notFound = List.copyOf(notFound);
  }

  /** Every number of every device that was found. */
  public List<DeviceParameter> parameters() {
    List<DeviceParameter> all = new ArrayList<>();
    for (DeviceQuantity quantity : DeviceQuantity.values()) {
      for (DeviceCell cell : cells) {
        cell.curve()
            .ifPresent(
                curve -> all.add(new DeviceParameter(quantity, cell.cell(), curve.of(quantity))));
      }
    }
    return all;
  }

  /** The devices of each array together. */
  public List<DeviceSummary> summaries() {
    return DeviceSummary.of(parameters());
  }

  /** Of all fits. */
  public Residuals residuals() {
    return cells.stream()
        .flatMap(cell -> cell.curve().stream())
        .map(DeviceCurve::residuals)
        .reduce(Residuals.NONE, Residuals::and);
  }
}
