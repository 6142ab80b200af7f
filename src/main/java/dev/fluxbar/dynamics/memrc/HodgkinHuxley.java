package dev.fluxbar.dynamics.memrc;

import java.util.List;

/**
 * The neuron of Hodgkin and Huxley as a circuit (Forni Examples 1, 3 and 4), one square centimetre
 * of membrane: classical parameters, moved to a rest of about -65 mV as textbooks have them.
 */
public final class HodgkinHuxley {

  /** Sodium, with the gates m and h. */
  public static final String SODIUM = "sodium";

  /** Potassium, with the gate n. */
  public static final String POTASSIUM = "potassium";

  /** What leaks. */
  public static final String LEAK = "leak";

  private static final double SODIUM_VOLTS = 0.050;
  private static final double POTASSIUM_VOLTS = -0.077;
  private static final double LEAK_VOLTS = -0.054387;

  private HodgkinHuxley() {}

  /** C = 1 uF, gNa = 120 mS, gK = 36 mS, gL = 0.3 mS, all a square centimetre. */
  public static MemrcCircuit membrane() {
    GatingVariable m =
        new GatingVariable(
            "m",
            3,
            new RateLaw.ExpLinear(1000, -0.040, 0.010),
            new RateLaw.Exponential(4000, -0.065, -0.018));
    GatingVariable h =
        new GatingVariable(
            "h",
            1,
            new RateLaw.Exponential(70, -0.065, -0.020),
            new RateLaw.Sigmoid(1000, -0.035, 0.010));
    // n stands in the fourth power: "n" in Forni (60a) is a misprint.
    GatingVariable n =
        new GatingVariable(
            "n",
            4,
            new RateLaw.ExpLinear(100, -0.055, 0.010),
            new RateLaw.Exponential(125, -0.065, -0.080));
    return new MemrcCircuit(
        1e-6,
        List.of(
            channel(SODIUM, 0.120, SODIUM_VOLTS, m, h),
            channel(POTASSIUM, 0.036, POTASSIUM_VOLTS, n),
            channel(LEAK, 0.0003, LEAK_VOLTS)));
  }

  /** A channel whose gates are written for the voltage of the membrane. */
  private static Branch channel(
      String name, double siemens, double volts, GatingVariable... gates) {
    List<GatingVariable> across = List.of(gates).stream().map(gate -> gate.across(volts)).toList();
    return new Branch(name, new Memconductance.Gated(siemens, across), volts);
  }

  /** Forni Example 4: 10 uA from 20 to 22 ms, 0 to 50 ms, from rest. */
  public static Course example4(int samples) {
    return course(new SuppliedCurrent.Pulse(0.020, 0.022, 1e-5), 0.050, samples);
  }

  /** From rest through one pulse. */
  public static Course course(SuppliedCurrent.Pulse pulse, double seconds, int samples) {
    MemrcCircuit membrane = membrane();
    return new Course(
        membrane,
        membrane.rest().orElseThrow(),
        new SuppliedCurrent(List.of(pulse)),
        seconds,
        samples);
  }
}
