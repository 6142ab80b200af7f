package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.memristor.FluxControlled;

/**
 * A function of activations and fluxes that decreases along every solution of a network with
 * symmetric weights:
 *
 * <pre>
 *   E = sum_i (1/R_i) int_0^s_i s^-1(v) dv - sum_i I_i s_i - 1/2 sum_ij w_ij s_i s_j
 *       + (lambda / 2 gain) sum_cells int_0^phi p W'(p) dp
 *   dE/dt = - sum_i C_i s'(x_i) (dx_i/dt)^2 - (1 / 2 gain) sum_cells W'(phi) (dphi/dt)^2
 * </pre>
 *
 * The first line is that of Cohen and Grossberg (IEEE Trans. SMC 13, 1983) and Hopfield (PNAS 81,
 * 1984); with held fluxes the second terms stay as they are. It needs {@code w_ij = w_ji}: fluxes
 * that start symmetric stay so. Where fluxes are never forgotten (lambda = 0) the function is
 * bounded from below all the same, since memductances are. Its unit is the watt. Not for several
 * threads.
 */
public final class NetworkEnergy {
  private final RecurrentNetwork network;
  private final Connections connections;
  private final FluxControlled device;

  public NetworkEnergy(RecurrentNetwork network) {
    this.network = network;
    this.connections = network.connections();
    this.device = connections.device();
  }

  /** E in watts. */
  public double watts(State state) {
    double[] phi = state.fluxes();
    double[] s = outputs(state.activations());
    return neuronWatts(state.activations(), s) - exchangeWatts(phi, s) + forgettingWatts(phi);
  }

  private double[] outputs(double[] x) {
    double[] s = new double[x.length];
    network.neurons().curve().volts(x, s, s.length);
    return s;
  }

  private double neuronWatts(double[] x, double[] s) {
    Neurons neurons = network.neurons();
    double watts = 0;
    for (int i = 0; i < x.length; i++) {
      watts += neurons.curve().contentSquareVolts(x[i]) / neurons.ohms(i);
      watts -= neurons.amperes(i) * s[i];
    }
    return watts;
  }

  /** {@code 1/2 sum_ij w_ij s_i s_j}. */
  private double exchangeWatts(double[] phi, double[] s) {
    double watts = 0;
    for (int cell = 0; cell < connections.cells(); cell++) {
      if (connections.sign(cell) != 0) {
        double product = s[cell % s.length] * s[cell / s.length % s.length];
        watts += connections.sign(cell) * device.memductanceSiemens(phi[cell]) * product / 2;
      }
    }
    return watts;
  }

  private double forgettingWatts(double[] phi) {
    Learning learning = network.learning();
    double watts = 0;
    for (int cell = 0; cell < connections.cells() && learning.forgets(); cell++) {
      if (connections.sign(cell) != 0) {
        // By parts: the integral of p W'(p) is phi W(phi) less the charge.
        double work = phi[cell] * device.memductanceSiemens(phi[cell]);
        watts += work - device.chargeCoulombs(phi[cell]);
      }
    }
    return learning.lambdaPerSecond() / (2 * learning.gainPerVolt()) * watts;
  }

  /**
   * dE/dt in watts a second, by the second line above; never positive.
   *
   * @param slopes of the fluxes and the activations; 0 where one is held
   */
  public double slopeWattsPerSecond(State state, State slopes) {
    Neurons neurons = network.neurons();
    double[] x = state.activations();
    double[] phi = state.fluxes();
    double[] dx = slopes.activations();
    double[] dphi = slopes.fluxes();
    double lost = 0;
    for (int i = 0; i < x.length; i++) {
      lost += neurons.farads(i) * neurons.curve().slope(x[i]) * dx[i] * dx[i];
    }
    double gain = network.learning().gainPerVolt();
    for (int cell = 0; cell < phi.length; cell++) {
      if (connections.sign(cell) != 0) {
        lost += device.slopeSiemensPerVoltSecond(phi[cell]) * dphi[cell] * dphi[cell] / (2 * gain);
      }
    }
    return -lost;
  }
}
