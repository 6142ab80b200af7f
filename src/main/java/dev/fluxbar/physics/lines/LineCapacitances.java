package dev.fluxbar.physics.lines;

/**
 * What the lines of an array hold against ground, and cells between their two lines.
 *
 * @param columnSegmentFarads of a column at each crosspoint, 0 or more
 * @param rowSegmentFarads of a row at each crosspoint, 0 or more
 * @param cellFarads between column and row at each crosspoint, 0 or more
 */
public record LineCapacitances(
    double columnSegmentFarads, double rowSegmentFarads, double cellFarads) {

  /** Lines that hold nothing. */
  public static final LineCapacitances NONE = new LineCapacitances(0, 0, 0);

  public LineCapacitances {
    double sum = columnSegmentFarads + rowSegmentFarads + cellFarads;
    if (!(columnSegmentFarads >= 0 && rowSegmentFarads >= 0 && cellFarads >= 0)
        || !(sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          ("lines: column-segment-farads=%s, row-segment-farads=%s, cell-farads=%s; each must be 0"
                  + " or more and finite")
              .formatted(columnSegmentFarads, rowSegmentFarads, cellFarads));
    }
  }

  /** Whether lines follow their drivers at once. */
  public boolean holdNothing() {
    return columnSegmentFarads == 0 && rowSegmentFarads == 0 && cellFarads == 0;
  }
}
