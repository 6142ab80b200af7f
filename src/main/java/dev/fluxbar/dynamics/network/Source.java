package dev.fluxbar.dynamics.network;

/**
 * A voltage source in series with an element: constant, or {@code volts sin(2 pi hertz t + phase)}.
 *
 * @param volts the constant voltage, or the amplitude; finite
 * @param hertz 0 for a constant voltage, else the frequency
 * @param phaseRadians of the sine; without meaning for a constant voltage
 */
public record Source(double volts, double hertz, double phaseRadians) {

  /** No source. */
  public static final Source NONE = constant(0);

  public Source {
    if (!Double.isFinite(volts) || !(hertz >= 0 && Double.isFinite(hertz + phaseRadians))) {
      throw new IllegalArgumentException(
          "source: volts=%s, hertz=%s, phase-radians=%s; each must be finite and hertz not negative"
              .formatted(volts, hertz, phaseRadians));
    }
  }

  /** The same voltage at all times. */
  public static Source constant(double volts) {
    return new Source(volts, 0, 0);
  }

  /** {@code volts sin(2 pi hertz t)}. */
  public static Source sine(double volts, double hertz) {
    return new Source(volts, hertz, 0);
  }

  double voltsAt(double seconds) {
    return hertz == 0 ? volts : volts * Math.sin(angle(seconds));
  }

  /** The integral from 0 to {@code seconds}. */
  double voltSecondsUntil(double seconds) {
    if (hertz == 0) {
      return volts * seconds;
    }
    return volts * (Math.cos(phaseRadians) - Math.cos(angle(seconds))) / (2 * Math.PI * hertz);
  }

  private double angle(double seconds) {
    return 2 * Math.PI * hertz * seconds + phaseRadians;
  }

  /** The same source turned round. */
  Source reversed() {
    return new Source(-volts, hertz, phaseRadians);
  }
}
