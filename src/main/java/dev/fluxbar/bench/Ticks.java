package dev.fluxbar.bench;

/** Durations in whole ticks of a board's clock, to the nearest. */
public record Ticks(double tickSeconds) {

  /** The duration in ticks; refused if it rounds to none. */
  public long whole(String subject, double seconds) {
    long ticks = Math.round(seconds / tickSeconds);
    if (ticks < 1) {
      throw new ProgramRefused(
          "%s: seconds=%s, tick-seconds=%s; it must last at least one tick"
              .formatted(subject, seconds, tickSeconds));
    }
    return ticks;
  }

  /** A time in ticks, to the nearest; it may be none. */
  public long nearest(double seconds) {
    return Math.round(seconds / tickSeconds);
  }

  /** A limit in ticks, to the nearest. */
  public double limit(double seconds) {
    return Math.round(seconds / tickSeconds);
  }

  public double seconds(double ticks) {
    return ticks * tickSeconds;
  }
}
