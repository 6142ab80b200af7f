package dev.fluxbar.bench.gpio;

import java.util.Arrays;
import java.util.Locale;

/**
 * How some measured durations are spread.
 *
 * @param medianSeconds half were shorter
 * @param highSeconds 99.9 % were shorter
 * @param worstSeconds the longest
 */
public record Spread(double medianSeconds, double highSeconds, double worstSeconds) {

  /** Of at least one duration in nanoseconds; {@code nanos} is not changed. */
  static Spread of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int high = Math.min(sorted.length - 1, (int) Math.ceil(0.999 * sorted.length) - 1);
    return new Spread(
        sorted[sorted.length / 2] * 1e-9,
        sorted[Math.max(0, high)] * 1e-9,
        sorted[sorted.length - 1] * 1e-9);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.1f us, 99.9 %% %.1f us, worst %.1f us",
        medianSeconds * 1e6,
        highSeconds * 1e6,
        worstSeconds * 1e6);
  }
}
