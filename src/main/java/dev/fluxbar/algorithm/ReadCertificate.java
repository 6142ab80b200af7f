package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of what a reading left: every block signal's current at its start, T/2 and end. Start
 * and end are under the same drive, so that their difference is what the cell moved by; T/2 and end
 * are under opposite drives at zero net flux, so that their sum is what stood on the column beside.
 *
 * <p>The start is sampled as soon after the edge as conversions can be, when the flux has moved by
 * that much of the read voltage: what the model makes of it is no disturbance. The uncertainty is
 * that of the rows at rest, sampled in the same programs.
 *
 * @param cells how many driven cells it is about
 * @param worst the cell with the largest relative change
 * @param largestChangeSiemens the largest change of a memductance within its block signal
 * @param largestRelativeChange that relative to the cell's memductance, of the cell where it is
 *     largest
 * @param changeDeviationSiemens the largest standard deviation of one such change
 * @param resolutionSiemens what the steps of the inputs alone can show as a change
 * @param largestImbalanceVolts the largest voltage beside the amplitude; with the offset of the
 *     input unless a profile takes it out
 * @param imbalanceDeviationVolts the largest standard deviation of one such voltage
 * @param excess of the changes beyond {@link #TOLERANCE}, resolution, and what the model makes of
 *     the flux until the first sample
 */
public record ReadCertificate(
    int cells,
    Cell worst,
    double largestChangeSiemens,
    double largestRelativeChange,
    double changeDeviationSiemens,
    double resolutionSiemens,
    double largestImbalanceVolts,
    double imbalanceDeviationVolts,
    Excess excess) {

  /** Relative change that is no disturbance worth a word. */
  public static final double TOLERANCE = 1e-3;

  /** Whether a cell changed by more than is allowed and chance explains. */
  public boolean failed() {
    return excess.failed();
  }

  /**
   * Of one cell.
   *
   * @param resolutionSiemens what the input's steps alone can show as a change of it
   * @param earlySiemens what the model makes of the flux until the first sample, at most
   * @param noise of its row, at rest
   */
  private static ReadCertificate of(
      CellMeasurement.Measured cell,
      CellMeasurement.Instants at,
      double resolutionSiemens,
      double earlySiemens,
      RestNoise.Noise noise) {
    double volts = Math.abs(cell.columnVolts());
    double change = (at.endAmperes() - at.startAmperes()) / volts;
    double imbalance = (at.middleAmperes() + at.endAmperes()) / (2 * cell.siemens());
    double ofDifference = noise.ofDifference() / Math.sqrt(at.currents());
    double deviation = ofDifference / volts;
    double allowed = TOLERANCE * cell.siemens() + resolutionSiemens + earlySiemens;
    return new ReadCertificate(
        1,
        cell.cell(),
        Math.abs(change),
        Math.abs(change) / cell.siemens(),
        deviation,
        resolutionSiemens,
        Math.abs(imbalance),
        ofDifference / (2 * cell.siemens()),
        Excess.of(change, allowed, deviation, noise.freedom()));
  }

  private ReadCertificate and(ReadCertificate other) {
    return new ReadCertificate(
        cells + other.cells,
        largestRelativeChange >= other.largestRelativeChange ? worst : other.worst,
        Math.max(largestChangeSiemens, other.largestChangeSiemens),
        Math.max(largestRelativeChange, other.largestRelativeChange),
        Math.max(changeDeviationSiemens, other.changeDeviationSiemens),
        Math.max(resolutionSiemens, other.resolutionSiemens),
        Math.max(largestImbalanceVolts, other.largestImbalanceVolts),
        Math.max(imbalanceDeviationVolts, other.imbalanceDeviationVolts),
        excess.and(other.excess));
  }

  /**
   * From all cells that were sampled at three instants; null if none was.
   *
   * @param noise of their rows
   * @param siemensPerSecond the fastest that a memductance moves under the read voltage
   */
  static @Nullable ReadCertificate of(
      List<CellMeasurement.Measured> all, RestNoise noise, double siemensPerSecond) {
    ReadCertificate whole = null;
    for (CellMeasurement.Measured cell : all) {
      CellMeasurement.Instants at = cell.instants();
      if (at != null && cell.siemens() > 0) {
        double resolution = 2 * cell.resolutionSiemens();
        double step = resolution * Math.abs(cell.columnVolts());
        RestNoise.Noise ofRow = noise.of(cell.cell().array(), cell.cell().row(), step);
        double early = siemensPerSecond * at.startSeconds();
        ReadCertificate one = of(cell, at, resolution, early, ofRow);
        whole = whole == null ? one : whole.and(one);
      }
    }
    return whole;
  }
}
