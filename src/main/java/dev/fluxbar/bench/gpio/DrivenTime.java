package dev.fluxbar.bench.gpio;

import org.jspecify.annotations.Nullable;

/**
 * For how long drivers stood at their amplitudes: plateaus of one sign less those of the other. A
 * block signal that is balanced ends at 0.
 */
final class DrivenTime {
  private @Nullable Edge last;
  private int sign;
  private double seconds;
  private double variance;

  /** Drivers change to an amplitude times {@code newSign}. */
  void changed(Edge edge, int newSign) {
    Edge before = last;
    if (before != null) {
      seconds += sign * edge.secondsSince(before);
    }
    // An edge between two signs moves both of its plateaus.
    double weight = sign - newSign;
    variance += weight * weight * edge.deviationSeconds() * edge.deviationSeconds();
    last = edge;
    sign = newSign;
  }

  /** Drivers went to 0 V at an edge, if they were anywhere else. */
  void broke(Edge edge) {
    if (sign != 0) {
      changed(edge, 0);
    }
  }

  double seconds() {
    return seconds;
  }

  double deviationSeconds() {
    return Math.sqrt(variance);
  }
}
