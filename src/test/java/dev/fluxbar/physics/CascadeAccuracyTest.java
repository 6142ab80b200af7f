package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fluxes behind neurons against closed forms and against an independent integration. */
class CascadeAccuracyTest {

  /**
   * A neuron that is linear to the last bits: {@code a tanh(J / a)} differs from J by {@code J^3 /
   * (3 a^2)}, below 1e-12 for J up to 1e4.
   */
  private static final Activation LINEAR = new Activation(1e12, 1e12);

  /**
   * With linear neurons every flux is a sum of charges: {@code dX_k = sum over j of W(phi_kj + X_j)
   * dX_j}, so {@code X_k = sum of g(phi_kj + X_j) - g(phi_kj)}, whatever the course in time.
   */
  @Test
  void linearNeuronsPassOnTheChargeOfTheirRows() {
    for (long seed = 0; seed < 300; seed++) {
      RandomNetwork network = RandomNetwork.of(seed).with(LINEAR);
      double seconds = 2;
      double[] volts = network.drive(0.5);
      Circuit circuit = network.cascade();
      circuit.setColumnVolts(0, volts);
      circuit.advance(seconds);

      double[] received = RandomNetwork.times(seconds, volts);
      for (int l = 0; l < network.shape().layers(); l++) {
        Matrix expected = fluxesAfter(network, l, received);
        // Linear neurons amplify: fluxes reach thousands of V s, hence a relative bound.
        double scale = 1;
        for (double x : received) {
          scale = Math.max(scale, Math.abs(x));
        }
        assertThat(circuit.fluxesVoltSeconds().get(l).largestDifference(expected))
            .as("seed %s, layer %s", seed, l + 1)
            .isLessThan(1e-11 * scale);
        received = charges(network, l, received);
      }
    }
  }

  private static Matrix fluxesAfter(RandomNetwork network, int array, double[] received) {
    Matrix start = network.fluxes().get(array);
    return Matrix.fill(
        start.rows(),
        start.columns(),
        (k, j) ->
            start.at(k, j) + (network.switches().array(array).isClosed(k, j) ? received[j] : 0));
  }

  private static double[] charges(RandomNetwork network, int array, double[] received) {
    ArrayShape shape = network.shape().array(array);
    Matrix start = network.fluxes().get(array);
    Matrix end = fluxesAfter(network, array, received);
    double[] charges = new double[shape.neurons()];
    for (int k = 0; k < shape.rows(); k++) {
      for (int j = 0; j < shape.columns(); j++) {
        double charge =
            network.device().chargeCoulombs(end.at(k, j))
                - network.device().chargeCoulombs(start.at(k, j));
        charges[shape.neuronOf(k)] += k < shape.neurons() ? charge : -charge;
      }
    }
    return charges;
  }

  @Test
  void agreesWithAnIndependentIntegrationOverPlateausOfSeconds() {
    for (long seed = 1000; seed < 1040; seed++) {
      RandomNetwork network = RandomNetwork.of(seed);
      double[] volts = network.drive(1.5);
      Circuit circuit = network.cascade();
      circuit.setColumnVolts(0, volts);
      circuit.advance(4);

      List<Matrix> coarse = rungeKutta(network, volts, 4, 2000);
      List<Matrix> fine = rungeKutta(network, volts, 4, 4000);
      // Halving the step divides the error of a method of order 4 by 16. The difference thus says
      // how good the fine one is, and Richardson's combination is at least ten times better.
      double fineError = RandomNetwork.largestDifference(coarse, fine) / 15;
      assertThat(fineError).as("reference, seed %s", seed).isLessThan(1e-9);
      assertThat(
              RandomNetwork.largestDifference(
                  circuit.fluxesVoltSeconds(), richardson(coarse, fine)))
          .as("seed %s", seed)
          .isLessThan(1e-11 + fineError / 10);
    }
  }

  private static List<Matrix> richardson(List<Matrix> coarse, List<Matrix> fine) {
    List<Matrix> better = new ArrayList<>();
    for (int l = 0; l < fine.size(); l++) {
      Matrix c = coarse.get(l);
      Matrix f = fine.get(l);
      better.add(
          Matrix.fill(
              f.rows(), f.columns(), (k, j) -> f.at(k, j) + (f.at(k, j) - c.at(k, j)) / 15));
    }
    return better;
  }

  /** The classical method of order 4 on Heidema (8) cell by cell: no columns, no panels. */
  private static List<Matrix> rungeKutta(
      RandomNetwork network, double[] volts, double seconds, int steps) {
    double h = seconds / steps;
    double[][] state =
        network.fluxes().stream()
            .map(
                m ->
                    java.util.Arrays.stream(m.toArrays())
                        .flatMapToDouble(java.util.Arrays::stream)
                        .toArray())
            .toArray(double[][]::new);
    for (int i = 0; i < steps; i++) {
      double[][] k1 = slopes(network, volts, state);
      double[][] k2 = slopes(network, volts, plus(state, h / 2, k1));
      double[][] k3 = slopes(network, volts, plus(state, h / 2, k2));
      double[][] k4 = slopes(network, volts, plus(state, h, k3));
      state = plus(plus(state, h / 6, k1), h / 3, k2);
      state = plus(plus(state, h / 3, k3), h / 6, k4);
    }
    List<Matrix> result = new ArrayList<>();
    for (int l = 0; l < state.length; l++) {
      double[] cells = state[l];
      ArrayShape array = network.shape().array(l);
      result.add(
          Matrix.fill(array.rows(), array.columns(), (k, j) -> cells[k * array.columns() + j]));
    }
    return result;
  }

  private static double[][] plus(double[][] state, double factor, double[][] slope) {
    double[][] sum = new double[state.length][];
    for (int l = 0; l < sum.length; l++) {
      sum[l] = state[l].clone();
      for (int i = 0; i < sum[l].length; i++) {
        sum[l][i] += factor * slope[l][i];
      }
    }
    return sum;
  }

  private static double[][] slopes(RandomNetwork network, double[] volts, double[][] state) {
    double[][] slopes = new double[state.length][];
    double[] columnVolts = volts;
    for (int l = 0; l < state.length; l++) {
      ArrayShape array = network.shape().array(l);
      slopes[l] = new double[state[l].length];
      double[] amperes = new double[array.rows()];
      for (int i = 0; i < state[l].length; i++) {
        int k = i / array.columns();
        int j = i % array.columns();
        if (network.switches().array(l).isClosed(k, j)) {
          slopes[l][i] = columnVolts[j];
          amperes[k] += network.device().memductanceSiemens(state[l][i]) * columnVolts[j];
        }
      }
      columnVolts = network.activation().volts(array, amperes);
    }
    return slopes;
  }
}
