package dev.fluxbar.dynamics.memrc;

/**
 * What a circuit is put through: where it begins, what is sent in, for how long, and at how many
 * instants it is looked at.
 *
 * @param seconds from 0, positive
 * @param samples at equal distances, the first at 0 and the last at the end; 2 to {@value #MOST}
 */
public record Course(
    MemrcCircuit circuit, Start start, SuppliedCurrent current, double seconds, int samples) {

  /** More would be no table that anybody reads. */
  public static final int MOST = 100_000;

  public Course {
    start = start.of(circuit);
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "circuit: end-seconds=%s; it must be positive and finite".formatted(seconds));
    }
    if (!(samples >= 2 && samples <= MOST)) {
      throw new IllegalArgumentException(
          "circuit: samples=%d; it must be 2 to %d".formatted(samples, MOST));
    }
  }

  /** The instant of a sample. */
  public double instant(int sample) {
    return seconds * sample / (samples - 1);
  }
}
