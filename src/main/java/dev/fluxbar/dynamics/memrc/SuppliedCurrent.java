package dev.fluxbar.dynamics.memrc;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The current that a source sends into the capacitor's node: pulses that add where they overlap.
 */
public record SuppliedCurrent(List<Pulse> pulses) {

  /** No source. */
  public static final SuppliedCurrent NONE = new SuppliedCurrent(List.of());

  /**
   * A constant current for a while.
   *
   * @param fromSeconds 0 or more
   * @param toSeconds after it
   * @param amperes of either sign
   */
  public record Pulse(double fromSeconds, double toSeconds, double amperes) {
    public Pulse {
      if (!(fromSeconds >= 0 && toSeconds > fromSeconds && toSeconds < Double.POSITIVE_INFINITY)
          || !Double.isFinite(amperes)) {
        throw new IllegalArgumentException(
            "pulse: from-seconds=%s, to-seconds=%s, amperes=%s; it must end after it begins"
                .formatted(fromSeconds, toSeconds, amperes));
      }
    }
  }

  public SuppliedCurrent {
    pulses = List.copyOf(pulses);
  }

  /** The mean from one instant to a later one: exact at edges too. */
  public double meanAmperes(double fromSeconds, double toSeconds) {
    double coulombs = 0;
    for (Pulse pulse : pulses) {
      double from = Math.max(fromSeconds, pulse.fromSeconds());
      double to = Math.min(toSeconds, pulse.toSeconds());
      coulombs += pulse.amperes() * Math.max(0, to - from);
    }
    return coulombs / (toSeconds - fromSeconds);
  }

  /** Right after an instant. */
  public double amperes(double seconds) {
    return pulses.stream()
        .filter(pulse -> seconds >= pulse.fromSeconds() && seconds < pulse.toSeconds())
        .mapToDouble(Pulse::amperes)
        .sum();
  }

  /** The instants at which it jumps, strictly between two others, in order. */
  double[] edges(double fromSeconds, double toSeconds) {
    return pulses.stream()
        .flatMapToDouble(p -> DoubleStream.of(p.fromSeconds(), p.toSeconds()))
        .filter(edge -> edge > fromSeconds && edge < toSeconds)
        .sorted()
        .distinct()
        .toArray();
  }
}
