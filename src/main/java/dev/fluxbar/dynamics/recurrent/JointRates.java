package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.memristor.FluxControlled;

/** Fluxes and activations together. */
final class JointRates extends Rates {
  private final Neuron curve;
  private final FluxControlled device;
  private final FluxRates learning;
  private final double[] signs;
  private final double[] siemens;
  private final double[] activations;
  private final double[] volts;
  private final double[] amperes;

  JointRates(RecurrentNetwork network) {
    super(network, network.connections().cells(), network.size());
    this.curve = network.neurons().curve();
    this.device = network.connections().device();
    this.learning = new FluxRates(network);
    this.signs = network.connections().signs();
    this.siemens = new double[signs.length];
    this.activations = new double[network.size()];
    this.volts = new double[network.size()];
    this.amperes = new double[network.size()];
  }

  @Override
  public void rates(double[] y, double[] slopes) {
    System.arraycopy(y, fluxes(), activations, 0, activations.length);
    curve.volts(activations, volts, volts.length);
    device.memductancesSiemens(y, siemens, siemens.length);
    for (int cell = 0; cell < siemens.length; cell++) {
      siemens[cell] *= signs[cell];
    }
    DenseCurrents.of(siemens, volts, amperes);
    learning.rates(y, volts, slopes);
    activationSlopes(y, amperes, slopes);
  }
}
