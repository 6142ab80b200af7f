package dev.fluxbar.physics.lines;

/**
 * What the lines of an array resist, and at which ends they stand.
 *
 * <p>A segment is the line between neighbouring crosspoints, between a driver and the first
 * crosspoint that it meets, and between the last crosspoint and the input. All segments of the
 * columns are alike, and all of the rows.
 *
 * @param columnSegmentOhms of one segment of a column, 0 or more
 * @param rowSegmentOhms of one segment of a row, 0 or more
 * @param driven the ends of the columns that have a driver
 * @param sensed the ends of the rows that have an input, which holds them at 0 V
 */
public record LineResistances(
    double columnSegmentOhms, double rowSegmentOhms, Ends driven, Ends sensed) {

  /** Lines that resist nothing. */
  public static final LineResistances NONE = of(0, 0);

  public LineResistances {
    if (!(columnSegmentOhms >= 0 && rowSegmentOhms >= 0)
        || Double.isInfinite(columnSegmentOhms)
        || Double.isInfinite(rowSegmentOhms)) {
      throw new IllegalArgumentException(
          "lines: column-segment-ohms=%s, row-segment-ohms=%s; each must be 0 or more and finite"
              .formatted(columnSegmentOhms, rowSegmentOhms));
    }
  }

  /** Drivers before row 0, inputs after the last column: as boards are laid out. */
  public static LineResistances of(double columnSegmentOhms, double rowSegmentOhms) {
    return new LineResistances(columnSegmentOhms, rowSegmentOhms, Ends.NEAR, Ends.FAR);
  }

  /** Whether the lines change no voltage: both resist 0 ohm. */
  public boolean resistNothing() {
    return columnSegmentOhms == 0 && rowSegmentOhms == 0;
  }
}
