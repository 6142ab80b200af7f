package dev.fluxbar.algorithm;

import dev.fluxbar.bench.Limits;

/**
 * What the limit of row currents leaves of a pulse: a row takes at most the sum of |V| over its
 * closed cells, times the largest memductance that is reckoned with. Plans that keep to it are not
 * refused by the bench.
 *
 * @param currents the limit
 */
record RowCurrents(Limits.Currents currents) {

  /** The limit is compared with a sum of rounded products. */
  private static final double ROUNDING = 1 - 1e-9;

  /** How many cells of one row may be driven at {@code volts} together; at least one. */
  int cells(double volts) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.floor(sumVolts() / volts)));
  }

  /** The largest amplitude at which so many cells of one row may be driven together. */
  double volts(int cells) {
    return sumVolts() / cells;
  }

  /** Into how many pulses so many cells are divided. */
  static long pulses(long cells, long cellsAPulse) {
    return (cells + cellsAPulse - 1) / cellsAPulse;
  }

  private double sumVolts() {
    return currents.rowAmperes() / currents.cellSiemens() * ROUNDING;
  }
}
