package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;

/**
 * A cell that was steered to its target.
 *
 * @param measuredSiemens as measured after its last pulse; the mean where it was read several times
 * @param resolutionSiemens how far the steps of current inputs and drivers alone can put that off
 * @param pulses pulses that it took
 */
public record WrittenCell(
    Cell cell,
    double targetSiemens,
    double measuredSiemens,
    double resolutionSiemens,
    long pulses) {

  /** |Wd - W|, Heidema (19). */
  public double errorSiemens() {
    return Math.abs(targetSiemens - measuredSiemens);
  }
}
