package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import java.util.HashMap;
import java.util.Map;

/**
 * How much the row currents of one array scatter from reading to reading of cells that do not move.
 * Not for use by several threads.
 */
final class Scatter {

  /** How often a column is read for it. Chosen: with four rows known to a quarter. */
  static final int READINGS = 4;

  private final Map<Cell, double[]> sums = new HashMap<>();
  private boolean twice;

  /** One more reading of a cell. */
  void add(CellMeasurement.Measured measured) {
    double amperes = measured.siemens() * measured.columnVolts();
    double[] sum = sums.computeIfAbsent(measured.cell(), cell -> new double[] {amperes, 0, 0, 0});
    double off = amperes - sum[0];
    sum[1]++;
    sum[2] += off;
    sum[3] += off * off;
    twice |= sum[1] > 1;
  }

  /** Whether cells were read twice and nothing scattered, or there was nothing to read. */
  boolean silent() {
    return twice && rmsAmperes() == 0;
  }

  /** The pooled standard deviation of one reading in amperes; 0 where nothing was read twice. */
  double rmsAmperes() {
    double squares = 0;
    double free = 0;
    for (double[] sum : sums.values()) {
      squares += Math.max(0, sum[3] - sum[2] * sum[2] / sum[1]);
      free += sum[1] - 1;
    }
    return free > 0 ? Math.sqrt(squares / free) : 0;
  }
}
