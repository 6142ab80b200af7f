package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.bench.ProgramRefused;

/**
 * One pulse on one cell as the board takes it: its column goes {@code halfVolts} to one side of
 * virtual ground and its row as far to the other, so that the cell gets twice as much. Both codes
 * are cut off, which the width makes good: what counts is the flux.
 *
 * @param row of the cell, from 0
 * @param column of the cell, from 0
 * @param sign 1: the column is above the row
 * @param microseconds width, positive
 * @param halfVolts positive
 */
public record CellPulse(int row, int column, int sign, long microseconds, double halfVolts) {

  /** Below, a pulse is made of more volts for a shorter time: codes are too coarse. */
  private static final double LEAST_VOLTS = 0.01;

  /** How far from the next code both codes stay, so that nobody's rounding matters. */
  private static final double CLEAR_CODES = 0.1;

  private static final double MICRO = 1e-6;
  private static final double SEARCH_VOLTS = 20e-6;
  private static final int SEARCHED = 40;

  public CellPulse {
    if (row < 0 || row >= Sketch.LINES || column < 0 || column >= Sketch.LINES) {
      throw new IllegalArgumentException(
          "pulse: row=%d, column=%d; name a cell of the board".formatted(row + 1, column + 1));
    }
    if (!(Math.abs(sign) == 1 && microseconds > 0 && microseconds <= Integer.MAX_VALUE)
        || !(halfVolts > 0 && halfVolts <= Sketch.LARGEST_PULSE_VOLTS / 2)) {
      throw new IllegalArgumentException(
          "pulse: sign=%d, microseconds=%d, half-volts=%s; a width is 1 to 2147483647, half volts above 0 to %s"
              .formatted(sign, microseconds, halfVolts, Sketch.LARGEST_PULSE_VOLTS / 2));
    }
  }

  /** Where it stands in the board's lists. */
  int index() {
    return Sketch.LINES * column + row;
  }

  /**
   * The pulse that puts {@code voltSeconds} on a cell, as near as a microsecond comes.
   *
   * @param voltSeconds of either sign, not 0
   * @param seconds about how long, positive
   * @param longestSeconds it is no longer
   * @param driver of the column
   * @throws ProgramRefused if the board cannot make so small a pulse
   */
  static CellPulse of(
      int row,
      int column,
      double voltSeconds,
      double seconds,
      double longestSeconds,
      DriverTransfer driver) {
    int sign = voltSeconds > 0 ? 1 : -1;
    double wanted = Math.max(LEAST_VOLTS, Math.abs(voltSeconds) / seconds);
    double half = clear(sign, Math.min(wanted, Sketch.LARGEST_PULSE_VOLTS) / 2);
    double real = sign * cellVolts(sign, half, driver);
    double width = Math.abs(voltSeconds) / real;
    long micros = Math.round(Math.min(width, longestSeconds) / MICRO);
    if (!(real > 0) || micros < 1) {
      throw new ProgramRefused(
          "pulse: cell=row %d column %d, volt-seconds=%s, cell-volts=%s; this board's shortest pulse is a microsecond, ask for more"
              .formatted(row + 1, column + 1, voltSeconds, sign * real));
    }
    return new CellPulse(row, column, sign, micros, half);
  }

  /** What the cell really gets by what is known of its column's driver, in volts. */
  double cellVolts(DriverTransfer driver) {
    return cellVolts(sign, halfVolts, driver);
  }

  private static double cellVolts(int sign, double half, DriverTransfer driver) {
    return driver.volts(Sketch.columnVolts(sign * half)) - Sketch.rowVolts(-sign * half);
  }

  /** The nearest smaller voltage whose codes are far from their neighbours; at worst none is. */
  private static double clear(int sign, double half) {
    for (int i = 0; i < SEARCHED; i++) {
      // As the board reads it: six decimals.
      double tried = Math.rint((half - i * SEARCH_VOLTS) / MICRO) * MICRO;
      if (clear(Sketch.columnCodes(sign * tried)) && clear(Sketch.rowCodes(-sign * tried))) {
        return tried;
      }
    }
    return Math.rint(half / MICRO) * MICRO;
  }

  private static boolean clear(double codes) {
    double part = codes - Math.floor(codes);
    return part >= CLEAR_CODES && part <= 1 - CLEAR_CODES;
  }
}
