package dev.fluxbar.app.report;

import java.util.Arrays;

/** A memductance over bench time: points in order of time. Immutable; copies in and out. */
public final class Curve {
  private final String label;
  private final double[] seconds;
  private final double[] siemens;

  /**
   * @param label what the legend says, such as {@code W(2,3)}
   * @param seconds bench time, finite, never falling
   * @param siemens memductance, finite, as many as times
   */
  public Curve(String label, double[] seconds, double[] siemens) {
    if (seconds.length != siemens.length || seconds.length == 0) {
      throw new IllegalArgumentException(
          "curve: label=%s, times=%d, values=%d; give the same number of each, at least one"
              .formatted(label, seconds.length, siemens.length));
    }
    for (int i = 0; i < seconds.length; i++) {
      if (!Double.isFinite(seconds[i])
          || !Double.isFinite(siemens[i])
          || (i > 0 && seconds[i] < seconds[i - 1])) {
        throw new IllegalArgumentException(
            "curve: label=%s, point=%d, seconds=%s, siemens=%s; be finite and ordered by time"
                .formatted(label, i + 1, seconds[i], siemens[i]));
      }
    }
    this.label = label;
    this.seconds = seconds.clone();
    this.siemens = siemens.clone();
  }

  public String label() {
    return label;
  }

  /** A copy. */
  public double[] seconds() {
    return seconds.clone();
  }

  /** A copy. */
  public double[] siemens() {
    return siemens.clone();
  }

  double firstSeconds() {
    return seconds[0];
  }

  double lastSeconds() {
    return seconds[seconds.length - 1];
  }

  double leastSiemens() {
    return Arrays.stream(siemens).min().orElseThrow();
  }

  double largestSiemens() {
    return Arrays.stream(siemens).max().orElseThrow();
  }
}
