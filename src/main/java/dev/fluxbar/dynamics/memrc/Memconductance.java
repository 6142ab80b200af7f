package dev.fluxbar.dynamics.memrc;

import dev.fluxbar.memristor.FixedConductor;
import dev.fluxbar.memristor.OnePort;
import java.util.List;

/**
 * A voltage-controlled memristive one-port with any number of states: {@code x' = f(x, u), i = g(x)
 * u} (Forni (1)), u the voltage across it. States lie in a slice of the caller's array, {@link
 * #states()} of them from {@code at}.
 */
public sealed interface Memconductance {

  /** How many numbers its memory is; 0 for a resistor. */
  int states();

  /** g in siemens; states that a step has carried beyond their bounds count as at them. */
  double siemens(double[] x, int at);

  /** f: writes how fast each state moves, in units of state a second. */
  void rates(double[] x, int at, double volts, double[] rates);

  /** Moves the states by constant {@code volts} for {@code seconds}. */
  void advance(double[] x, int at, double volts, double seconds);

  /** Whether it comes to rest at any constant voltage. */
  boolean settles();

  /**
   * Writes where the states come to rest at {@code volts}.
   *
   * @throws IllegalStateException if it does not settle
   */
  void settle(double[] x, int at, double volts);

  /** What a state is at most of in an ordinary course; the scale of its error. */
  double stateScale(double voltSeconds);

  /** The largest conductance in siemens. */
  double largestSiemens();

  /** A resistor: memory of nothing. */
  static Memconductance conductor(double siemens) {
    return new Gated(siemens, List.of());
  }

  /**
   * {@code largest x1^p1 x2^p2 ...}: a channel of Hodgkin and Huxley (Forni (60)); without gates a
   * resistor.
   *
   * @param largestSiemens with all gates open, positive
   */
  record Gated(double largestSiemens, List<GatingVariable> gates) implements Memconductance {
    public Gated {
      gates = List.copyOf(gates);
      if (!(largestSiemens > 0 && largestSiemens < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "one-port: largest-siemens=%s; it must be positive and finite"
                .formatted(largestSiemens));
      }
    }

    @Override
    public int states() {
      return gates.size();
    }

    @Override
    public double siemens(double[] x, int at) {
      double siemens = largestSiemens;
      for (int i = 0; i < gates.size(); i++) {
        siemens *= gates.get(i).share(Math.min(Math.max(x[at + i], 0), 1));
      }
      return siemens;
    }

    @Override
    public void rates(double[] x, int at, double volts, double[] rates) {
      for (int i = 0; i < gates.size(); i++) {
        rates[at + i] = gates.get(i).rate(x[at + i], volts);
      }
    }

    @Override
    public void advance(double[] x, int at, double volts, double seconds) {
      for (int i = 0; i < gates.size(); i++) {
        x[at + i] = gates.get(i).after(x[at + i], volts, seconds);
      }
    }

    @Override
    public boolean settles() {
      return true;
    }

    @Override
    public void settle(double[] x, int at, double volts) {
      for (int i = 0; i < gates.size(); i++) {
        x[at + i] = gates.get(i).settled(volts);
      }
    }

    @Override
    public double stateScale(double voltSeconds) {
      return 1;
    }
  }

  /** One of the device models of a crosspoint. */
  record Device(OnePort port) implements Memconductance {

    @Override
    public int states() {
      return 1;
    }

    private double within(double state) {
      return Math.min(Math.max(state, port.lowestState()), port.highestState());
    }

    @Override
    public double siemens(double[] x, int at) {
      return port.siemens(within(x[at]));
    }

    @Override
    public void rates(double[] x, int at, double volts, double[] rates) {
      rates[at] = port.rate(within(x[at]), volts);
    }

    @Override
    public void advance(double[] x, int at, double volts, double seconds) {
      x[at] = port.after(within(x[at]), volts, seconds);
    }

    @Override
    public boolean settles() {
      return port instanceof FixedConductor;
    }

    @Override
    public void settle(double[] x, int at, double volts) {
      if (!settles()) {
        throw new IllegalStateException(
            "one-port: a device has no rest at a constant voltage, give its state");
      }
      x[at] = 0;
    }

    @Override
    public double stateScale(double voltSeconds) {
      double range = port.highestState() - port.lowestState();
      return range < Double.POSITIVE_INFINITY ? range : voltSeconds;
    }

    @Override
    public double largestSiemens() {
      return port.maxSiemens();
    }
  }
}
