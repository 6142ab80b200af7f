package dev.fluxbar.dynamics.recurrent;

/**
 * What neurons get from the memristors for the voltages that they send: a simulation, or an array
 * that is measured.
 */
@FunctionalInterface
public interface Currents {

  /**
   * The currents into the neurons.
   *
   * @param outputVolts s(x), one a neuron; not kept
   * @param amperes written, one a neuron
   */
  void currents(double[] outputVolts, double[] amperes);
}
