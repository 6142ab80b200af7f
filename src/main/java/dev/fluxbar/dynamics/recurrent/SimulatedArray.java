package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;

/** The memristors of a network, ideal and without forgetting. Not for several threads. */
public final class SimulatedArray implements WeightArray {
  private final Connections connections;
  private final double[] signs;
  private final double[] fluxes;
  private final double[] siemens;

  /** At the fluxes of the start. */
  public SimulatedArray(Connections connections) {
    this.connections = connections;
    this.signs = connections.signs();
    this.fluxes = connections.fluxesVoltSeconds();
    this.siemens = new double[fluxes.length];
  }

  @Override
  public void currents(double[] outputVolts, double[] amperes) {
    connections.device().memductancesSiemens(fluxes, siemens, siemens.length);
    for (int cell = 0; cell < siemens.length; cell++) {
      siemens[cell] *= signs[cell];
    }
    DenseCurrents.of(siemens, outputVolts, amperes);
  }

  @Override
  public void learn(double[] outputVolts, double gainSeconds) {
    int n = outputVolts.length;
    for (int cell = 0; cell < fluxes.length; cell++) {
      double product = outputVolts[cell % n] * outputVolts[cell / n % n];
      fluxes[cell] += gainSeconds * signs[cell] * product;
    }
  }

  /** The weights now, {@code [to][from]}, in siemens. */
  public Matrix weights() {
    return connections.weights(fluxes);
  }
}
