package dev.fluxbar.bench;

/** Durations in whole ticks of a board's clock, to the nearest. */
record Ticks(double tickSeconds) {

  /** The duration in ticks; refused if it rounds to none. */
  long whole(String subject, double seconds) {
    long ticks = Math.round(seconds / tickSeconds);
    if (ticks < 1) {
      throw new ProgramRefused(
          "%s: seconds=%s, tick-seconds=%s; it must last at least one tick"
              .formatted(subject, seconds, tickSeconds));
    }
    return ticks;
  }

  /** A limit in ticks, to the nearest. */
  double limit(double seconds) {
    return Math.round(seconds / tickSeconds);
  }

  double seconds(double ticks) {
    return ticks * tickSeconds;
  }
}
