package dev.fluxbar.dynamics.recurrent;

/** {@code dphi/dt = gain s_i u_j - lambda phi}, cell by cell. */
final class FluxRates {
  private final double[] signs;
  private final Learning learning;

  FluxRates(RecurrentNetwork network) {
    this.signs = network.connections().signs();
    this.learning = network.learning();
  }

  /** Into the first slopes, one a cell, from the first numbers of {@code y}. */
  void rates(double[] y, double[] volts, double[] slopes) {
    int n = volts.length;
    double lambda = learning.lambdaPerSecond();
    for (int column = 0; column * n < signs.length; column++) {
      add(learning.gainPerVolt() * volts[column % n], lambda, column * n, y, volts, slopes);
    }
  }

  private void add(
      double drive, double lambda, int at, double[] y, double[] volts, double[] slopes) {
    for (int i = 0; i < volts.length; i++) {
      slopes[at + i] = signs[at + i] * drive * volts[i] - lambda * y[at + i];
    }
  }
}
