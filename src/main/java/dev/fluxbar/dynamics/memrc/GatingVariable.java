package dev.fluxbar.dynamics.memrc;

/**
 * A gating variable: {@code dx/dt = opening(v) (1 - x) - closing(v) x} with x from 0, closed, to 1,
 * open. Forni (2) prints the two rates exchanged, see docs/explanation/memristive-one-ports.md; in
 * the form of Forni (60b) {@code tau = 1 / (opening + closing)} and the settled x is {@code opening
 * tau}.
 *
 * @param name such as {@code n}
 * @param power how often it stands in the conductance, 1 to {@value #LARGEST_POWER}
 */
public record GatingVariable(String name, int power, RateLaw opening, RateLaw closing) {

  /** No known channel has more. */
  public static final int LARGEST_POWER = 8;

  public GatingVariable {
    if (!(power >= 1 && power <= LARGEST_POWER)) {
      throw new IllegalArgumentException(
          "gate: name=%s, power=%d; the power must be 1 to %d"
              .formatted(name, power, LARGEST_POWER));
    }
  }

  /** The same gate of the voltage behind a battery. */
  public GatingVariable across(double batteryVolts) {
    return new GatingVariable(
        name, power, opening.across(batteryVolts), closing.across(batteryVolts));
  }

  /** dx/dt in 1 a second. */
  double rate(double x, double volts) {
    return opening.perSecond(volts) * (1 - x) - closing.perSecond(volts) * x;
  }

  /** Where x comes to rest at {@code volts}. */
  double settled(double volts) {
    double open = opening.perSecond(volts);
    return open / (open + closing.perSecond(volts));
  }

  /** x after constant {@code volts} for {@code seconds}: exact. */
  double after(double x, double volts, double seconds) {
    double both = opening.perSecond(volts) + closing.perSecond(volts);
    double settled = settled(volts);
    return settled + (x - settled) * StrictMath.exp(-both * seconds);
  }

  /** What the gate leaves of the conductance: x to its power. */
  double share(double x) {
    double share = x;
    for (int i = 1; i < power; i++) {
      share *= x;
    }
    return share;
  }
}
