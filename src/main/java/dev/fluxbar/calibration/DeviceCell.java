package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;
import java.util.List;
import java.util.Optional;

/**
 * What one cell that was driven through its range showed.
 *
 * @param cell which, as the board counts
 * @param points in the order of its way, the first at flux 0
 * @param curve of its device, where one was found
 * @param reason why none was; empty where one was
 * @param leftSiemens by how much its memductance differs now from what it was
 */
public record DeviceCell(
    Cell cell,
    List<DevicePoint> points,
    Optional<DeviceCurve> curve,
    String reason,
    double leftSiemens) {

  public DeviceCell {
    points = List.copyOf(points);
    if (curve.isPresent() != reason.isEmpty()) {
      throw new IllegalArgumentException(
          "device cell: cell=%s, reason=%s; either a curve or why there is none"
              .formatted(cell, reason));
    }
  }
}
