package dev.fluxbar.bench.gpio;

/**
 * When drivers changed, as far as it can be known: after one reading of the clock and before the
 * next. What an update took beyond the shortest that was seen may lie on either side of the change.
 *
 * @param beforeNanos the clock before the update
 * @param afterNanos the clock after it
 * @param shortestNanos what an undisturbed update takes
 */
record Edge(long beforeNanos, long afterNanos, long shortestNanos) {

  /** The best guess: the middle. */
  long nanos() {
    return beforeNanos + (afterNanos - beforeNanos) / 2;
  }

  /** One standard deviation of that: the change lies anywhere within what was disturbed. */
  double deviationSeconds() {
    return Math.max(0, afterNanos - beforeNanos - shortestNanos) * 1e-9 / Math.sqrt(12);
  }

  /** From an earlier edge to this one. */
  double secondsSince(Edge earlier) {
    return (nanos() - earlier.nanos()) * 1e-9;
  }
}
