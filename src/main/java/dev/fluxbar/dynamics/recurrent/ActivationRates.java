package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;

/** Activations under fixed weights: {@code C dx/dt = -x / R + w s(x) + I}. */
final class ActivationRates extends Rates {
  private final Neuron curve;
  private final double[] weights;
  private final double[] volts;
  private final double[] amperes;

  ActivationRates(RecurrentNetwork network, State start) {
    super(network, 0, network.size());
    int n = network.size();
    Matrix matrix = network.connections().weights(start.fluxes());
    this.curve = network.neurons().curve();
    this.weights = new double[n * n];
    for (int cell = 0; cell < weights.length; cell++) {
      weights[cell] = matrix.at(cell % n, cell / n);
    }
    this.volts = new double[n];
    this.amperes = new double[n];
  }

  @Override
  public void rates(double[] y, double[] slopes) {
    curve.volts(y, volts, volts.length);
    DenseCurrents.of(weights, volts, amperes);
    activationSlopes(y, amperes, slopes);
  }
}
