package dev.fluxbar.dynamics.recurrent;

/**
 * The equation of equilibria with the fluxes put in: {@code 0 = -x / R + w(s s^T) s(x) + I}, and
 * the matrices that belong to it.
 */
final class Balance {
  private final RecurrentNetwork network;
  private final SettledWeights weights;
  private final int n;

  Balance(RecurrentNetwork network, SettledWeights weights) {
    this.network = network;
    this.weights = weights;
    this.n = network.size();
  }

  double scaleVolts() {
    return network.neurons().curve().scaleVolts();
  }

  /** All at one place, so that weights are computed once. */
  final class Place {
    private final double[] s = new double[n];
    private final double[] slope = new double[n];
    private final double[][] w = new double[n][n];
    private final double[][] dw = new double[n][n];
    private final double[] x;

    private Place(double[] x) {
      this.x = x;
      Neuron curve = network.neurons().curve();
      for (int i = 0; i < n; i++) {
        s[i] = curve.volts(x[i]);
        slope[i] = curve.slope(x[i]);
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          w[i][j] = weights.weight(i, j, s[i] * s[j]);
          dw[i][j] = weights.weightSlope(i, j, s[i] * s[j]);
        }
      }
    }

    /** The current that loads each capacitor, amperes. */
    double[] amperes() {
      double[] amperes = new double[n];
      for (int i = 0; i < n; i++) {
        amperes[i] = network.neurons().amperes(i) - x[i] / network.neurons().ohms(i);
        for (int j = 0; j < n; j++) {
          amperes[i] += w[i][j] * s[j];
        }
      }
      return amperes;
    }

    /** The largest of them, as a share of the currents that should cancel. */
    double largest() {
      double largest = 0;
      double[] amperes = amperes();
      for (int i = 0; i < n; i++) {
        double scale = Math.abs(x[i]) + network.neurons().curve().scaleVolts();
        double flows = scale / network.neurons().ohms(i) + Math.abs(network.neurons().amperes(i));
        for (int j = 0; j < n; j++) {
          flows += Math.abs(w[i][j] * s[j]);
        }
        largest = Math.max(largest, Math.abs(amperes[i]) / flows);
      }
      return largest;
    }

    /** Its derivative by x with the weights held: siemens, {@code [to][from]}. */
    double[][] heldSlopes() {
      double[][] slopes = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          slopes[i][j] = w[i][j] * slope[j];
        }
        slopes[i][i] -= 1 / network.neurons().ohms(i);
      }
      return slopes;
    }

    /** What weights that follow add to it: siemens, {@code [to][from]}. */
    double[][] learnedSlopes() {
      double[][] slopes = new double[n][n];
      for (int i = 0; i < n; i++) {
        double own = 0;
        for (int j = 0; j < n; j++) {
          own += dw[i][j] * s[j] * s[j];
          slopes[i][j] += dw[i][j] * s[i] * s[j] * slope[j];
        }
        slopes[i][i] += own * slope[i];
      }
      return slopes;
    }

    /** w, in siemens, {@code [to][from]}; not copied. */
    double[][] siemens() {
      return w;
    }
  }

  /** Everything at x, which is not copied. */
  Place at(double[] x) {
    return new Place(x);
  }
}
