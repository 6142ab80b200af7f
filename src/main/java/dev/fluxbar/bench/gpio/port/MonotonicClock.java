package dev.fluxbar.bench.gpio.port;

import java.util.function.BooleanSupplier;

/** Time in nanoseconds from any origin, never backwards, and a way to wait for it. */
public interface MonotonicClock {

  long nanos();

  /**
   * Waits until {@code nanos() >= atNanos}, or until {@code stop} says so: it is asked at least
   * every millisecond.
   *
   * @return whether the time came; false: stopped
   */
  boolean waitUntil(long atNanos, BooleanSupplier stop);

  /** The machine's own clock; the last 200 microseconds of a wait are spent spinning. */
  static MonotonicClock system() {
    return SpinningClock.SYSTEM;
  }
}
