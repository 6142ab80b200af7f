package dev.fluxbar.algorithm;

/**
 * By how much changes are larger than what is allowed, in their own standard deviations: what a
 * certificate is judged by.
 *
 * @param changes how many were looked at
 * @param deviations the largest excess of one, not negative; NaN if one was no number
 * @param freedom the least that a standard deviation among them is known by; 0: all are exact
 */
public record Excess(long changes, double deviations, int freedom) {

  /** Nothing was looked at. */
  public static final Excess NONE = new Excess(0, 0, 0);

  /** How often a certificate may fail although nothing moved. Chosen. */
  private static final double FALSE_ALARMS = 1e-3;

  /** Of one change of either sign, of which {@code allowed} is none. */
  static Excess of(double change, double allowed, double deviation, int freedom) {
    double beyond = Math.abs(change) - allowed;
    double deviations = beyond <= 0 ? 0 : beyond / deviation;
    return new Excess(1, deviations, deviation > 0 ? freedom : 0);
  }

  /** Both. */
  Excess and(Excess other) {
    int least = Math.min(freedom, other.freedom);
    return new Excess(
        changes + other.changes,
        Math.max(deviations, other.deviations),
        least > 0 ? least : Math.max(freedom, other.freedom));
  }

  /**
   * How many standard deviations chance may take: so many that of all these changes one goes beyond
   * by chance only once in a thousand certificates; 0 where all are exact.
   */
  public double chance() {
    return freedom == 0 ? 0 : StudentTail.deviations(FALSE_ALARMS / (2.0 * changes), freedom);
  }

  /** Whether more changed than is allowed and chance explains. */
  public boolean failed() {
    return !(deviations <= chance());
  }
}
