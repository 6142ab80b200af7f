package dev.fluxbar.calibration;

/** What a {@link Parameter} is a value of. */
public enum Quantity implements Measurand {
  /** Volts of a column driver at code 0. */
  DRIVER_OFFSET("driver-offset", "V"),
  /** Real volts of a column driver a nominal volt. */
  DRIVER_GAIN("driver-gain", "1"),
  /** What a row input shows of no current, in one range. */
  INPUT_OFFSET("input-offset", "A"),
  /** Shown amperes of a row input a real one, in one range. */
  INPUT_GAIN("input-gain", "1"),
  /** Rms of one conversion of a row. */
  INPUT_NOISE("input-noise", "A"),
  /** One segment of a column. */
  COLUMN_SEGMENT("column-segment", "ohm"),
  /** One segment of a row. */
  ROW_SEGMENT("row-segment", "ohm");

  private final String word;
  private final String unit;

  Quantity(String word, String unit) {
    this.word = word;
    this.unit = unit;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String unit() {
    return unit;
  }
}
