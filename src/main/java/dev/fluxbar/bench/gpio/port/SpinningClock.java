package dev.fluxbar.bench.gpio.port;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The machine's clock: sleeps while there is time, then spins. */
enum SpinningClock implements MonotonicClock {
  SYSTEM;

  /** A sleeping thread comes back late by some 60 us; by trial, with room. */
  private static final long SPIN_NANOS = 200_000;

  private static final long LONGEST_SLEEP_NANOS = 1_000_000;

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public boolean waitUntil(long atNanos, BooleanSupplier stop) {
    while (!stop.getAsBoolean()) {
      long left = atNanos - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(Math.min(left - SPIN_NANOS, LONGEST_SLEEP_NANOS));
      } else {
        Thread.onSpinWait();
      }
    }
    return false;
  }
}
