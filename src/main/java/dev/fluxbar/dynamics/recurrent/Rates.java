package dev.fluxbar.dynamics.recurrent;

/**
 * The right-hand side of one mode. A state has the fluxes that evolve first, one a cell, then the
 * activations that evolve, one a neuron. An instance has room of its own to work in: one a thread.
 */
public abstract sealed class Rates permits ActivationRates, WeightRates, JointRates {
  private final RecurrentNetwork network;
  private final int fluxes;
  private final int activations;

  Rates(RecurrentNetwork network, int fluxes, int activations) {
    this.network = network;
    this.fluxes = fluxes;
    this.activations = activations;
  }

  /**
   * The right-hand side of a mode.
   *
   * @param start the fluxes and activations; those that do not evolve stay as they are there
   */
  public static Rates of(RecurrentNetwork network, Mode mode, State start) {
    return switch (mode) {
      case ACTIVATION -> new ActivationRates(network, start);
      case WEIGHTS -> new WeightRates(network, start);
      case BOTH -> new JointRates(network);
    };
  }

  final RecurrentNetwork network() {
    return network;
  }

  /** Numbers of a state. */
  public final int size() {
    return fluxes + activations;
  }

  /** How many of them are fluxes; they come first. */
  public final int fluxes() {
    return fluxes;
  }

  /** dy/dt into {@code slopes}. Allocates nothing. */
  public abstract void rates(double[] y, double[] slopes);

  /** The numbers of a state that evolve here; a new array. */
  public final double[] pack(State state) {
    double[] y = new double[size()];
    System.arraycopy(state.fluxes(), 0, y, 0, fluxes);
    System.arraycopy(state.activations(), 0, y, fluxes, activations);
    return y;
  }

  /** Back from {@link #pack}; what does not evolve is taken from {@code start}. */
  public final State unpack(double[] y, State start) {
    double[] phi = start.fluxes();
    double[] x = start.activations();
    System.arraycopy(y, 0, phi, 0, fluxes);
    System.arraycopy(y, fluxes, x, 0, activations);
    return new State(phi, x);
  }

  /**
   * Into {@code slopes} from {@code at} on: {@code (-x / R + currents + I) / C}.
   *
   * @param amperes what the memristors bring
   */
  final void activationSlopes(double[] y, double[] amperes, double[] slopes) {
    Neurons neurons = network.neurons();
    for (int i = 0; i < amperes.length; i++) {
      double into = amperes[i] + neurons.amperes(i) - y[fluxes + i] / neurons.ohms(i);
      slopes[fluxes + i] = into / neurons.farads(i);
    }
  }
}
