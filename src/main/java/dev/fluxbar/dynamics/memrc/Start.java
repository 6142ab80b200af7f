package dev.fluxbar.dynamics.memrc;

/** Where a circuit begins: the voltage of its capacitor and the states of all branches in order. */
public final class Start {
  private final double volts;
  private final double[] states;

  /**
   * @param states copied; as many as the branches of the circuit have together
   */
  public Start(double volts, double[] states) {
    if (!Double.isFinite(volts)) {
      throw new IllegalArgumentException(
          "circuit: start-volts=%s; it must be finite".formatted(volts));
    }
    this.volts = volts;
    this.states = states.clone();
  }

  public double volts() {
    return volts;
  }

  /** A copy. */
  public double[] states() {
    return states.clone();
  }

  Start of(MemrcCircuit circuit) {
    if (states.length != circuit.states()) {
      throw new IllegalArgumentException(
          "circuit: states=%d, given=%d; give one number a state"
              .formatted(circuit.states(), states.length));
    }
    return this;
  }
}
