package dev.fluxbar.bench.gpio;

import java.util.Arrays;

/** Measures what a machine can hold: updates and conversions with switches open, at 0 V. */
final class SelfTest {

  /** So many that one in a thousand is among them. */
  private static final int UPDATES = 1000;

  private static final int CONVERSIONS = 100;

  /** How far ahead an update is planned beyond what its preparation took last. */
  private static final long AHEAD_NANOS = 300_000;

  private SelfTest() {}

  static MachineTimes of(GpioParts parts) {
    long[] preparation = new long[UPDATES];
    long[] lateness = new long[UPDATES];
    long[] update = new long[UPDATES];
    for (int i = 0; i < UPDATES; i++) {
      long begin = parts.clock().nanos();
      parts.dacs().restageAll();
      long staged = parts.clock().nanos();
      long due = staged + AHEAD_NANOS;
      parts.clock().waitUntil(due, () -> false);
      long before = parts.clock().nanos();
      parts.dacs().update();
      long after = parts.clock().nanos();
      update[i] = after - before;
      lateness[i] = before + update[i] / 2 - due;
      preparation[i] = staged - begin + update[i];
    }
    long median = middle(lateness);
    long[] jitter = Arrays.stream(lateness).map(late -> Math.abs(late - median)).toArray();
    return new MachineTimes(
        Spread.of(preparation),
        Spread.of(jitter),
        conversionSeconds(parts),
        Arrays.stream(update).min().orElse(0),
        Math.max(0, median));
  }

  private static long middle(long[] of) {
    long[] sorted = of.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The slowest array's: rows of different arrays may be at different chips. */
  private static double conversionSeconds(GpioParts parts) {
    double slowest = 0;
    for (int l = 0; l < parts.wiring().arrays().size(); l++) {
      int rows = parts.wiring().arrays().get(l).shape().rows();
      long[] nanos = new long[CONVERSIONS];
      for (int i = 0; i < CONVERSIONS; i++) {
        long begin = parts.clock().nanos();
        // A single row costs most a row: answers come a frame later.
        parts.adcs().convert(l, i % rows, 1, 1);
        nanos[i] = parts.clock().nanos() - begin;
      }
      slowest = Math.max(slowest, middle(nanos) * 1e-9);
    }
    return 1.05 * slowest;
  }
}
