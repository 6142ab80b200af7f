package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of what a reading left: every block signal's current at its start, T/2 and end. Start
 * and end are under the same drive, so that their difference is what the cell moved by; T/2 and end
 * are under opposite drives at zero net flux, so that their sum is what stood on the column beside.
 *
 * <p>The start is sampled a tick after the edge, when the flux has moved by a tick of the read
 * voltage: that much of the change is no disturbance.
 *
 * @param cells how many driven cells it is about
 * @param worst the cell with the largest change
 * @param largestChangeSiemens the largest change of a memductance within its block signal
 * @param largestRelativeChange that relative to the cell's memductance, of the cell where it is
 *     largest
 * @param changeDeviationSiemens standard deviation of one such change, from how they all scatter
 * @param resolutionSiemens what the steps of the inputs alone can show as a change
 * @param largestImbalanceVolts the largest voltage beside the amplitude; with the offset of the
 *     input unless a profile takes it out
 * @param imbalanceDeviationVolts standard deviation of one, by the noise of the currents
 */
public record ReadCertificate(
    int cells,
    Cell worst,
    double largestChangeSiemens,
    double largestRelativeChange,
    double changeDeviationSiemens,
    double resolutionSiemens,
    double largestImbalanceVolts,
    double imbalanceDeviationVolts) {

  /** Relative change that is no disturbance worth a word. */
  public static final double TOLERANCE = 1e-3;

  /** Standard deviations that chance may take, among thousands of cells. */
  private static final double CHANCE = 5;

  /** No more than that is put down to chance: cells that all move alike scatter alike. */
  private static final double MOST_BY_CHANCE = 0.01;

  /** The median of the absolute of a Gaussian, in standard deviations. */
  private static final double MEDIAN = 0.6744897501960817;

  /** Whether a cell changed by more than tolerance, noise and resolution explain. */
  public boolean failed() {
    double perSiemens =
        largestChangeSiemens == 0 ? 0 : largestRelativeChange / largestChangeSiemens;
    double chance = Math.min(CHANCE * changeDeviationSiemens * perSiemens, MOST_BY_CHANCE);
    return !(largestRelativeChange <= TOLERANCE + resolutionSiemens * perSiemens + chance);
  }

  /** From all cells that were sampled at three instants; null if none was. */
  static @Nullable ReadCertificate of(List<CellMeasurement.Measured> all) {
    List<CellMeasurement.Measured> sampled =
        all.stream().filter(cell -> cell.instants() != null && cell.siemens() > 0).toList();
    if (sampled.isEmpty()) {
      return null;
    }
    double[] changes = new double[sampled.size()];
    double worstRelative = -1;
    CellMeasurement.Measured worst = sampled.get(0);
    double imbalance = 0;
    double resolution = 0;
    double currentPerVolt = 0;
    for (int i = 0; i < changes.length; i++) {
      CellMeasurement.Measured cell = sampled.get(i);
      CellMeasurement.Instants at = cell.instants();
      if (at == null) {
        continue;
      }
      double volts = cell.columnVolts();
      changes[i] = Math.abs((at.endAmperes() - at.startAmperes()) / volts);
      double relative = changes[i] / cell.siemens();
      if (relative > worstRelative) {
        worstRelative = relative;
        worst = cell;
      }
      double beside = (at.middleAmperes() + at.endAmperes()) / (2 * cell.siemens());
      imbalance = Math.max(imbalance, Math.abs(beside));
      resolution = Math.max(resolution, 2 * cell.resolutionSiemens());
      currentPerVolt = Math.max(currentPerVolt, Math.abs(volts) / cell.siemens());
    }
    double largest = Arrays.stream(changes).max().orElse(0);
    double[] sorted = changes.clone();
    Arrays.sort(sorted);
    double deviation = sorted[sorted.length / 2] / MEDIAN;
    // A change is the difference of two currents over V, an imbalance half a sum over W.
    return new ReadCertificate(
        sampled.size(),
        worst.cell(),
        largest,
        worstRelative,
        deviation,
        resolution,
        imbalance,
        deviation * currentPerVolt / 2);
  }
}
