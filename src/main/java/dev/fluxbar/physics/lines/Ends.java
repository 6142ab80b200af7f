package dev.fluxbar.physics.lines;

/**
 * At which ends a line has a terminal: the driver of a column, the input of a row. The near end of
 * a column is before row 0, of a row before column 0.
 */
public enum Ends {
  /** Before the first crosspoint. */
  NEAR,
  /** After the last crosspoint. */
  FAR,
  /** At both ends, at one voltage. */
  BOTH;

  /** Whether there is a terminal before the first crosspoint. */
  public boolean atNear() {
    return this != FAR;
  }

  /** Whether there is a terminal after the last crosspoint. */
  public boolean atFar() {
    return this != NEAR;
  }

  /**
   * The segments between a crosspoint and the terminals, of both ways side by side where there are
   * two: with nothing else on the line, what it puts in series with the cell.
   *
   * @param place the crosspoint, zero-based
   * @param crosspoints how many the line has
   */
  public double segments(int place, int crosspoints) {
    double near = place + 1.0;
    double far = crosspoints - place;
    return switch (this) {
      case NEAR -> near;
      case FAR -> far;
      case BOTH -> near * far / (near + far);
    };
  }

  /**
   * The part of a current at a crosspoint that flows through the near terminal; the rest flows
   * through the far one. Between two terminals of one voltage it divides as the lengths of line to
   * them, whatever a segment resists, so this holds in the limit of 0 ohm too.
   *
   * @param place the crosspoint, zero-based
   * @param crosspoints how many the line has
   */
  double nearShare(int place, int crosspoints) {
    return switch (this) {
      case NEAR -> 1;
      case FAR -> 0;
      case BOTH -> (crosspoints - place) / (crosspoints + 1.0);
    };
  }
}
