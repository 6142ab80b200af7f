package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
import java.util.List;
import java.util.Random;

/** Networks that several tests use. */
final class Networks {

  private Networks() {}

  static RecurrentNetwork of(Connections connections, double lambda) {
    return new RecurrentNetwork(
        Neurons.alike(Neuron.TANH, connections.neurons(), 1, 1),
        connections,
        new Learning(1, lambda));
  }

  /** The paper's devices, one a connection. */
  static RecurrentNetwork single(double lambda, double[]... weights) {
    return of(Connections.single(ArctanMemristor.PAPER, Matrix.of(weights)), lambda);
  }

  static RecurrentNetwork pairs(double lambda, double[]... weights) {
    return of(Connections.pairs(ArctanMemristor.PAPER, Matrix.of(weights)), lambda);
  }

  /** Weights from -1.5 to 1.5 S. */
  static double[][] drawn(int n, boolean symmetric, Random random) {
    double[][] weights = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double weight = 3 * random.nextDouble() - 1.5;
        weights[i][j] = symmetric && j < i ? weights[j][i] : weight;
      }
    }
    return weights;
  }

  /** Neurons that are not alike, with currents. */
  static RecurrentNetwork uneven(Connections connections, double lambda, Random random) {
    int n = connections.neurons();
    double[] farads = new double[n];
    double[] ohms = new double[n];
    double[] amperes = new double[n];
    for (int i = 0; i < n; i++) {
      farads[i] = 0.5 + random.nextDouble();
      ohms[i] = 0.5 + random.nextDouble();
      amperes[i] = random.nextDouble() - 0.5;
    }
    return new RecurrentNetwork(
        new Neurons(new Neuron(1.5, 2), farads, ohms, amperes),
        connections,
        new Learning(0.7, lambda));
  }

  static State state(RecurrentNetwork network, Random random) {
    return new Starts(2, 0.5, List.of(), random.nextLong()).at(network, Mode.BOTH, 0);
  }
}
