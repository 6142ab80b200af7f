package dev.fluxbar.dynamics.recurrent;

/** Fluxes under held activations. */
final class WeightRates extends Rates {
  private final FluxRates learning;
  private final double[] volts;

  WeightRates(RecurrentNetwork network, State start) {
    super(network, network.connections().cells(), 0);
    this.learning = new FluxRates(network);
    this.volts = new double[network.size()];
    network.neurons().curve().volts(start.activations(), volts, volts.length);
  }

  @Override
  public void rates(double[] y, double[] slopes) {
    learning.rates(y, volts, slopes);
  }
}
