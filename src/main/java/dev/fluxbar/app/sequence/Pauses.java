package dev.fluxbar.app.sequence;

import java.time.Duration;

/** How a sequence lets time pass. */
public interface Pauses {

  /**
   * Returns when the time has passed.
   *
   * @throws dev.fluxbar.fault.BenchFault if the run was stopped, before or meanwhile
   */
  void sleep(Duration howLong);

  /** Ends every sleep, now and later. Any thread may call; twice is harmless. */
  default void stop() {}

  /** Nanoseconds since some instant, by the clock that sleeps go by. */
  default long nowNanos() {
    return System.nanoTime();
  }

  /** Sleeps on this machine's clock. */
  static Pauses real() {
    return new RealPauses();
  }
}
