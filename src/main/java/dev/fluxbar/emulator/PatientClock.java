package dev.fluxbar.emulator;

import java.util.function.LongSupplier;

/**
 * The machine's clock, but passing at most 20 ms between two looks, and an eighth as fast while the
 * board itself is at work: a large array takes tens of milliseconds a plateau to compute, and a
 * host on the same processors may not come to its turn meanwhile. A busy machine may stop this
 * process for longer than the watchdog time; a board that is emulated in it must not take that for
 * silence of the host. A host that is really silent trips the watchdog a few looks later.
 */
final class PatientClock implements LongSupplier {
  private static final long LONGEST_STEP_NANOS = 20_000_000;
  private static final long WORK_SHARE = 8;

  private final LongSupplier machine;
  private long lastNanos;
  private long passedNanos;

  PatientClock(LongSupplier machine) {
    this.machine = machine;
    this.lastNanos = machine.getAsLong();
  }

  @Override
  public synchronized long getAsLong() {
    long now = machine.getAsLong();
    passedNanos += Math.min(now - lastNanos, LONGEST_STEP_NANOS);
    lastNanos = now;
    return passedNanos;
  }

  /** The board was at work since the last look. */
  synchronized void worked() {
    long now = machine.getAsLong();
    passedNanos += Math.min(now - lastNanos, LONGEST_STEP_NANOS) / WORK_SHARE;
    lastNanos = now;
  }
}
