package dev.fluxbar.dynamics.recurrent;

/** Memristors that tell their currents and learn when they are told to: simulated, or a bench. */
public interface WeightArray extends Currents {

  /**
   * Moves every flux by {@code gainSeconds s_i u_j}, u_j being s_j in the plus array and -s_j in
   * the minus array.
   *
   * @param outputVolts s(x), one a neuron; not kept
   * @param gainSeconds gain of {@link Learning} times the time that passes, in seconds a volt
   */
  void learn(double[] outputVolts, double gainSeconds);
}
