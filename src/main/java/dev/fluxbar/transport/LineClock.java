package dev.fluxbar.transport;

import java.util.concurrent.locks.LockSupport;

/** Time as a paced line sees it: nanoseconds from any origin, never backwards. */
public interface LineClock {
  long nanoTime();

  /** Returns once {@link #nanoTime} has reached {@code nanos}; an interrupt stays pending. */
  void waitUntil(long nanos);

  /** The machine's own clock. */
  static LineClock system() {
    return new LineClock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void waitUntil(long nanos) {
        boolean interrupted = false;
        for (long left = nanos - nanoTime(); left > 0; left = nanos - nanoTime()) {
          LockSupport.parkNanos(left);
          // A thread with an interrupt pending does not park at all.
          interrupted |= Thread.interrupted();
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
