package dev.fluxbar.app.report;

import java.util.Arrays;

/** Any quantity over time: points in order of time. Immutable; copies in. */
public final class Wave {
  private final String label;
  private final double[] seconds;
  private final double[] values;

  /**
   * @param label what the legend says
   * @param seconds finite, never falling
   * @param values finite, as many as times
   */
  public Wave(String label, double[] seconds, double[] values) {
    boolean ordered = seconds.length == values.length && seconds.length > 0;
    for (int i = 0; ordered && i < seconds.length; i++) {
      ordered =
          Double.isFinite(values[i])
              && Double.isFinite(seconds[i])
              && (i == 0 || seconds[i] >= seconds[i - 1]);
    }
    if (!ordered) {
      throw new IllegalArgumentException(
          "wave: label=%s, times=%d, values=%d; give as many of each, finite and ordered by time"
              .formatted(label, seconds.length, values.length));
    }
    this.label = label;
    this.seconds = seconds.clone();
    this.values = values.clone();
  }

  String label() {
    return label;
  }

  int points() {
    return seconds.length;
  }

  double seconds(int point) {
    return seconds[point];
  }

  double value(int point) {
    return values[point];
  }

  double least() {
    return Arrays.stream(values).min().orElseThrow();
  }

  double largest() {
    return Arrays.stream(values).max().orElseThrow();
  }
}
