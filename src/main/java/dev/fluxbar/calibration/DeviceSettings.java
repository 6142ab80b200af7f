package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;
import java.util.List;

/**
 * Which cells are driven through their range, and what their device is taken for.
 *
 * @param family the kind of device
 * @param centreSiemens of a typical one, for where the path goes and where a fit begins
 * @param swingSiemens of a typical one
 * @param fluxScaleVoltSeconds of a typical one
 * @param cells which, as the board counts them; empty: {@code count} sound ones an array
 * @param count cells an array where none are named, at least 1
 */
public record DeviceSettings(
    DeviceFamily family,
    double centreSiemens,
    double swingSiemens,
    double fluxScaleVoltSeconds,
    List<Cell> cells,
    int count) {
  /** Cells an array unless others are asked for: enough to see that devices differ. */
  public static final int USUAL_COUNT = 4;

  private static final int MOST = 1024;

  public DeviceSettings {
    cells = List.copyOf(cells);
    family.of(centreSiemens, swingSiemens, fluxScaleVoltSeconds);
    if (count < 1 || count > MOST || cells.size() > MOST) {
      throw new IllegalArgumentException(
          "calibrate: cells=%d; 1 to %d can be driven through their range"
              .formatted(cells.isEmpty() ? count : cells.size(), MOST));
    }
    if (cells.stream().distinct().count() < cells.size()) {
      throw new IllegalArgumentException(
          "calibrate: cells=%s; name each cell once".formatted(cells));
    }
  }
}
