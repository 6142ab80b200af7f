package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a write did.
 *
 * @param cells finished, in the order in which they were written
 * @param alpha the step size that was used, in volts a siemens
 * @param epsilonSiemens the error that was allowed
 * @param pulses of all cells, an unfinished one included
 * @param benchSeconds bench time, that of readings included
 * @param method how
 * @param predictedPulses what the method expected to need with a model that is right: from what it
 *     read before the first pulse, else from cells at flux 0; see {@link WritePlan}
 * @param guaranteedPulses as in {@link WritePlan#guaranteedPulses}
 * @param blockSignals block signals that were driven to read cells
 * @param givenUp cells that were given up, each with its reason, in that order
 */
public record WriteReport(
    List<WrittenCell> cells,
    double alpha,
    double epsilonSiemens,
    long pulses,
    double benchSeconds,
    WriteMethod method,
    @Nullable Long predictedPulses,
    @Nullable Long guaranteedPulses,
    long blockSignals,
    List<GivenUp> givenUp) {

  public WriteReport {
    givenUp = List.copyOf(givenUp);
    cells = List.copyOf(cells);
  }

  /** The largest |Wd - W| of the finished cells in siemens; 0 if there are none. */
  public double largestErrorSiemens() {
    return cells.stream().mapToDouble(WrittenCell::errorSiemens).max().orElse(0);
  }

  /** The largest resolution of the finished cells in siemens; 0 if there are none. */
  public double largestResolutionSiemens() {
    return cells.stream().mapToDouble(WrittenCell::resolutionSiemens).max().orElse(0);
  }

  /**
   * Every cell as last measured, when all of {@code shape} were written.
   *
   * @throws IllegalStateException if one was not
   */
  public Memductances measured(NetworkShape shape) {
    Map<Cell, WrittenCell> byCell = new HashMap<>();
    cells.forEach(written -> byCell.put(written.cell(), written));
    List<Matrix> arrays = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      int array = l;
      arrays.add(
          Matrix.fill(
              shape.array(l).rows(),
              shape.array(l).columns(),
              (k, j) -> siemens(byCell, new Cell(array, k, j))));
    }
    return new Memductances(arrays);
  }

  private static double siemens(Map<Cell, WrittenCell> byCell, Cell cell) {
    WrittenCell written = byCell.get(cell);
    if (written == null) {
      throw new IllegalStateException("write: %s; it was not written".formatted(cell));
    }
    return Math.max(0, written.measuredSiemens());
  }
}
