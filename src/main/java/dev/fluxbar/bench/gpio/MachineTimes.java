package dev.fluxbar.bench.gpio;

/**
 * What a machine can hold, measured when its bench was opened, with switches open and drivers at 0
 * V.
 *
 * @param preparation staging a code in every column and making them act
 * @param jitter how far from the median lateness an update came
 * @param conversionSeconds one conversion of one row, the median with a twentieth of room
 * @param edgeNanos the shortest time that an update took
 * @param leadNanos how much before its time an update is called, so that half of it lies before
 */
public record MachineTimes(
    Spread preparation, Spread jitter, double conversionSeconds, long edgeNanos, long leadNanos) {

  /** A plateau shorter than this many jitters would be more error than signal; chosen. */
  private static final double JITTERS_A_PLATEAU = 20;

  /** The shortest plateau or pulse that this machine holds. */
  public double shortestSeconds() {
    return Math.max(2 * preparation.highSeconds(), JITTERS_A_PLATEAU * jitter.highSeconds());
  }
}
