package dev.fluxbar.physics.lines;

/**
 * How long the lines of an array take to follow a plateau: bars as RC lines (Forni (45), capacitors
 * and resistive elements), coupled by equal cells. What is timed is the cell farthest from its
 * driver and from its input, whose column alone is reversed.
 *
 * <p>A line with terminals at both ends is taken as one with a terminal at one: it settles sooner
 * than is said. Cells of more siemens settle sooner than those that are given.
 */
public final class Settling {

  /** How closely the last crossing is looked for from above, relative. */
  private static final double STEP = 0.97;

  private static final int HALVINGS = 40;

  private Settling() {}

  /**
   * The time after a reversal from which on the row current differs from its settled value by at
   * most a share of it; 0 if it is there at once.
   *
   * @param siemens of every cell, positive
   * @param share positive
   */
  public static double seconds(
      LineResistances ohms,
      LineCapacitances farads,
      int rows,
      int columns,
      double siemens,
      double share) {
    if (!(siemens > 0 && siemens < Double.POSITIVE_INFINITY && share > 0)) {
      throw new IllegalArgumentException(
          "settling: siemens=%s, share=%s; both must be positive".formatted(siemens, share));
    }
    if (farads.holdNothing() || ohms.resistNothing()) {
      return 0;
    }
    LineModes modes = new LineModes(ohms, farads, rows, columns, siemens);
    double allowed = share * modes.settledAmperes();
    double after = modes.surelySettledSeconds(allowed);
    double least = after * 1e-9;
    double before = after;
    while (before > least && Math.abs(modes.deviationAmperes(before)) <= allowed) {
      after = before;
      before *= STEP;
    }
    if (!(before > least)) {
      return 0;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (before + after) / 2;
      if (Math.abs(modes.deviationAmperes(middle)) <= allowed) {
        after = middle;
      } else {
        before = middle;
      }
    }
    return after;
  }
}
