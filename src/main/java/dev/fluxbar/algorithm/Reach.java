package dev.fluxbar.algorithm;

/**
 * What a cell can be brought to: one value for one that holds what it holds, all below or above
 * where it stopped for one that comes no farther.
 *
 * @param lowSiemens the least, at least 0
 * @param highSiemens the most, not below the least; may be infinite
 */
public record Reach(double lowSiemens, double highSiemens) {
  public Reach {
    if (!(lowSiemens >= 0 && lowSiemens < Double.POSITIVE_INFINITY && highSiemens >= lowSiemens)) {
      throw new IllegalArgumentException(
          "reach: low-siemens=%s, high-siemens=%s; the least must be finite and at most the most"
              .formatted(lowSiemens, highSiemens));
    }
  }

  /** A cell that stays where it is. */
  public static Reach held(double siemens) {
    double conducted = Math.max(0, siemens);
    return new Reach(conducted, conducted);
  }

  /** A cell that came so far and no farther towards a target. */
  static Reach towards(double targetSiemens, double siemens) {
    double stopped = Math.max(0, siemens);
    return targetSiemens > stopped
        ? new Reach(0, stopped)
        : new Reach(stopped, Double.POSITIVE_INFINITY);
  }

  /** What both say. Where they contradict each other, the later one is believed. */
  public Reach and(Reach later) {
    double low = Math.max(lowSiemens, later.lowSiemens);
    double high = Math.min(highSiemens, later.highSiemens);
    return high >= low ? new Reach(low, high) : later;
  }

  /** How far a target is from what it can be. */
  double missSiemens(double targetSiemens) {
    return Math.max(0, Math.max(lowSiemens - targetSiemens, targetSiemens - highSiemens));
  }
}
