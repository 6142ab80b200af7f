package dev.fluxbar.memristor;

/**
 * A device with thresholds: VTEAM (Kvatinsky, Ramadan, Friedman, Kolodny, IEEE Trans. Circuits
 * Syst. II 62, 2015, (3) and (5)): {@code dx/dt = offRate (v/offVolts - 1)^offPower window} above
 * {@code offVolts}, {@code onRate (v/onVolts - 1)^onPower window} below {@code onVolts}, and
 * exactly 0 between; {@code v = (on + (off - on) x) i}.
 *
 * <p>The state x is the place between fully on (0) and fully off (1): voltage beyond {@code
 * offVolts} lowers the conductance. {@link ReversedPort} mounts it the other way round, which a
 * host that expects positive voltage to raise W needs. Rates are those of the source divided by the
 * distance of its bounds. Without a window {@link #after} is a closed form; with one it is
 * integrated to 1e-11 of the range.
 *
 * @param onOhms resistance at x = 0, positive
 * @param offOhms at x = 1, above {@code onOhms}
 * @param onVolts negative
 * @param offVolts positive
 * @param onRatePerSecond negative: at twice the threshold
 * @param offRatePerSecond positive: at twice the threshold
 * @param onPower alpha_on, 1 to {@value #LARGEST_POWER}
 * @param offPower alpha_off, 1 to {@value #LARGEST_POWER}
 * @param window none or Joglekar's
 */
public record VteamMemristor(
    double onOhms,
    double offOhms,
    double onVolts,
    double offVolts,
    double onRatePerSecond,
    double offRatePerSecond,
    double onPower,
    double offPower,
    Window window)
    implements OnePort {

  /** The source fits powers up to 10; more is a switch, no device. */
  public static final double LARGEST_POWER = 20;

  private static final String NAME = "VTEAM memristor";

  public VteamMemristor {
    DeviceChecks.onBelowOff(NAME, onOhms, offOhms);
    DeviceChecks.positive(NAME, "off-volts", offVolts);
    DeviceChecks.positive(NAME, "off-rate-per-second", offRatePerSecond);
    negative("on-volts", onVolts);
    negative("on-rate-per-second", onRatePerSecond);
    power("on-power", onPower);
    power("off-power", offPower);
    if (window instanceof Window.Biolek) {
      throw new IllegalArgumentException(
          NAME + ": window=" + window + "; it takes none or Joglekar's");
    }
  }

  private static void negative(String name, double value) {
    if (!(value < 0 && value > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: %s=%s; it must be negative and finite".formatted(NAME, name, value));
    }
  }

  private static void power(String name, double value) {
    if (!(value >= 1 && value <= LARGEST_POWER)) {
      throw new IllegalArgumentException(
          "%s: %s=%s; it must be 1 to %s".formatted(NAME, name, value, LARGEST_POWER));
    }
  }

  @Override
  public double siemens(double state) {
    return 1 / (onOhms + (offOhms - onOhms) * state);
  }

  /** The rate away from bounds. */
  private double freeRate(double volts) {
    if (volts > offVolts) {
      return offRatePerSecond * power(volts / offVolts - 1, offPower);
    }
    if (volts < onVolts) {
      return onRatePerSecond * power(volts / onVolts - 1, onPower);
    }
    return 0;
  }

  private static double power(double base, double exponent) {
    return exponent == 1 ? base : StrictMath.pow(base, exponent);
  }

  @Override
  public double rate(double state, double volts) {
    return windowed(state, freeRate(volts));
  }

  private double windowed(double state, double free) {
    if (free == 0 || (state <= 0 && free < 0) || (state >= 1 && free > 0)) {
      return 0;
    }
    return free * window.at(state, free > 0);
  }

  @Override
  public double after(double state, double volts, double seconds) {
    double free = freeRate(volts);
    if (free == 0 || seconds == 0) {
      return state;
    }
    if (window instanceof Window.None) {
      return DeviceChecks.share(state + free * seconds);
    }
    return WindowedFlow.after(state, seconds, x -> windowed(x, free));
  }

  @Override
  public double lowestState() {
    return 0;
  }

  @Override
  public double highestState() {
    return 1;
  }

  @Override
  public double minSiemens() {
    return 1 / offOhms;
  }

  @Override
  public double maxSiemens() {
    return 1 / onOhms;
  }

  @Override
  public double stateAt(double siemens) {
    DeviceChecks.between(this, siemens);
    return DeviceChecks.share((1 / siemens - onOhms) / (offOhms - onOhms));
  }

  @Override
  public VteamMemristor scaled(double conductance, double sluggishness) {
    return new VteamMemristor(
        onOhms / conductance,
        offOhms / conductance,
        onVolts,
        offVolts,
        onRatePerSecond / sluggishness,
        offRatePerSecond / sluggishness,
        onPower,
        offPower,
        window);
  }
}
