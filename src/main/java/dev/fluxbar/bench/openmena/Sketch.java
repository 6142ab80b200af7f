package dev.fluxbar.bench.openmena;

/**
 * What the board's published sketch fixes: its size, its times and the arithmetic of its converters
 * (OpenMENA firmware, Arduino Due sketch; arXiv:2511.03747). Volts are relative to virtual ground.
 */
final class Sketch {

  /** Rows and columns alike. */
  static final int LINES = 8;

  /** What a mean of the board adds up. */
  static final int CONVERSIONS = 20;

  /** From the closing of the switches to their opening: eight channels, and one wait before. */
  static final double CYCLE_SECONDS = 0.045;

  /** How long a vector stands on the array: 20 times 45 ms. */
  static final double PLATEAU_SECONDS = 0.9;

  /** What a vector takes with all waits around it. */
  static final double VECTOR_SECONDS = 1.045;

  /** The board's virtual ground, from its own ground. */
  static final double GROUND_VOLTS = 0.75;

  /** The largest code of the column drivers and of the inputs. */
  static final int LARGEST_CODE = 4095;

  /** One code of a column driver. */
  static final double STEP_VOLTS = 1.5 / LARGEST_CODE;

  /** The row's side is driven by the controller's own DAC through a divider and an offset. */
  private static final double ROW_OFFSET_VOLTS = 0.545;

  private static final double ROW_DIVIDER = 0.665;
  private static final double ROW_SPAN_VOLTS = 3.3;

  /**
   * The largest voltage of either sign on a cell in a pulse. Up it is bounded by the row's side,
   * which reaches down to 0.545 V from the board's ground: 2 * 0.205 V. Beyond, the sketch would
   * write a negative code.
   */
  static final double LARGEST_PULSE_VOLTS = 0.4;

  private Sketch() {}

  /** What a column really is at, ideally, when {@code volts} are asked for: codes are cut off. */
  static double columnVolts(double volts) {
    return Math.floor(columnCodes(volts)) * STEP_VOLTS - GROUND_VOLTS;
  }

  /** The same in codes, before they are cut off. */
  static double columnCodes(double volts) {
    return (GROUND_VOLTS + volts) / STEP_VOLTS;
  }

  /** What a row really is at, ideally, when {@code volts} are asked for: codes are cut off. */
  static double rowVolts(double volts) {
    double step = ROW_SPAN_VOLTS / LARGEST_CODE * ROW_DIVIDER;
    return ROW_OFFSET_VOLTS + Math.floor(rowCodes(volts)) * step - GROUND_VOLTS;
  }

  /** The same in codes, before they are cut off. */
  static double rowCodes(double volts) {
    return rowSetting(volts) / ROW_SPAN_VOLTS * LARGEST_CODE;
  }

  /** What the controller's own DAC is set to for a row, as the sketch tells it. */
  static double rowSetting(double volts) {
    return (GROUND_VOLTS + volts - ROW_OFFSET_VOLTS) / ROW_DIVIDER;
  }
}
