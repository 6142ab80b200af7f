package dev.fluxbar.cli;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, not for a time. */
final class Poll {

  private Poll() {}

  /** Returns as soon as {@code condition} holds; fails with {@code what} when it never does. */
  static void until(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ChildProgram.DEADLINE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("never happened: " + what.get());
      }
      // Leaves the processor to what is waited for.
      LockSupport.parkNanos(2_000_000);
    }
  }
}
