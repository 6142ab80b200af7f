package dev.fluxbar.app.lab;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What one bench tells. What is of consequence goes out at once. So does progress while there is
 * little of it: whoever watches a slow run sees each step. Of a fast run the newest of each type
 * goes out from moment to moment, and says how many of its type it stands for. What goes out goes
 * in the order in which it came. Any thread may call; none waits for whoever listens.
 */
final class Gathering {
  /** So long does progress wait for newer progress: nobody sees five changes a second as slow. */
  static final long MOMENT_NANOS = 200_000_000;

  /**
   * What an event takes of the bench's time to tell. So a moment pays for five, which is as many as
   * there are types of progress: a fast run stays even, and one with fewer events than 25 a second
   * tells of each.
   */
  private static final long EVENT_NANOS = MOMENT_NANOS / 5;

  /** What may be owed: a hundred events at once, as operations say tables of many lines. */
  private static final long CREDIT_NANOS = 100 * EVENT_NANOS;

  /** Where it goes. */
  @FunctionalInterface
  interface Out {
    void tell(Instant at, String type, String run, Map<String, Object> data);
  }

  /**
   * The newest of its type.
   *
   * @param leftOut how many it stands for, itself not counted
   */
  private record Newest(Instant at, String run, Supplier<Map<String, Object>> data, long leftOut) {}

  private final Clock clock;
  private final LongSupplier nanos;
  private final Out out;

  /** By type, the order as they came. */
  private final Map<String, Newest> waiting = new LinkedHashMap<>();

  /** When all that was told will be paid for. */
  private long paidNanos;

  Gathering(Clock clock, LongSupplier nanos, Out out) {
    this.clock = clock;
    this.nanos = nanos;
    this.out = out;
    this.paidNanos = nanos.getAsLong();
  }

  /** Of consequence. */
  synchronized void tell(String type, String run, Map<String, Object> data) {
    flush();
    out.tell(clock.instant(), type, run, data);
  }

  /**
   * Progress.
   *
   * @return whether it is the first that waits: then {@link #flush} must be called in a moment
   */
  synchronized boolean progress(String type, String run, Supplier<Map<String, Object>> data) {
    if (waiting.isEmpty() && affordable()) {
      out.tell(clock.instant(), type, run, data.get());
      return false;
    }
    Newest older = waiting.remove(type);
    long leftOut = older == null ? 0 : older.leftOut() + 1;
    waiting.put(type, new Newest(clock.instant(), run, data, leftOut));
    return waiting.size() == 1 && older == null;
  }

  private boolean affordable() {
    long now = nanos.getAsLong();
    long paid = Math.max(paidNanos - now, 0) + EVENT_NANOS;
    if (paid > CREDIT_NANOS) {
      return false;
    }
    paidNanos = now + paid;
    return true;
  }

  /** What was gathered goes out. */
  synchronized void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    long now = nanos.getAsLong();
    long paid = Math.max(paidNanos - now, 0) + waiting.size() * EVENT_NANOS;
    paidNanos = now + Math.min(paid, CREDIT_NANOS);
    waiting.forEach((type, newest) -> out.tell(newest.at(), type, newest.run(), data(newest)));
    waiting.clear();
  }

  private static Map<String, Object> data(Newest newest) {
    Map<String, Object> data = newest.data().get();
    if (newest.leftOut() > 0) {
      data = new LinkedHashMap<>(data);
      data.put("left-out", newest.leftOut());
    }
    return data;
  }
}
