package dev.fluxbar.dynamics.recurrent;

/** All fluxes and activations of a network. Immutable; copies in and out. */
public final class State {
  private final double[] fluxes;
  private final double[] activations;

  /**
   * @param fluxes volt-seconds, one a cell
   * @param activations volts, one a neuron
   */
  public State(double[] fluxes, double[] activations) {
    this.fluxes = fluxes.clone();
    this.activations = activations.clone();
  }

  /** Volt-seconds, one a cell; a new array. */
  public double[] fluxes() {
    return fluxes.clone();
  }

  /** Volts, one a neuron; a new array. */
  public double[] activations() {
    return activations.clone();
  }
}
