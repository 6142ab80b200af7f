package dev.fluxbar.dynamics.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrajectoryTest {

  @Test
  void fluxesUnderHeldActivationsFollowTheirClosedForm() {
    RecurrentNetwork network = Networks.single(0.5, new double[] {1, -2}, new double[] {3, 2});
    State start = new Starts(2, 0.5, List.of(0.3, -0.9), 7).at(network, Mode.WEIGHTS, 0);
    Trajectory course = Trajectory.follow(network, Mode.WEIGHTS, start, 6, 3, 1e-11);

    double[] s = {Math.tanh(0.3), Math.tanh(-0.9)};
    for (int k = 0; k <= 3; k++) {
      double decay = Math.exp(-0.5 * course.instant(k));
      for (int cell = 0; cell < network.connections().cells(); cell++) {
        double sign = network.connections().sign(cell);
        double end = sign * s[cell % 2] * s[cell / 2 % 2] / 0.5;
        double expected = end + (start.fluxes()[cell] - end) * decay;
        // Some 50 steps of 1e-11 of a size of 2 V s.
        assertThat(course.states().get(k).fluxes()[cell])
            .as("sample %d, cell %d", k, cell)
            .isCloseTo(expected, within(1e-9));
      }
    }
  }

  /** The equations as they are printed, and steps of Runge and Kutta. */
  @Test
  void weightsAndActivationsFollowThePrintedEquations() {
    for (long seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      double[][] weights = Networks.drawn(3, false, random);
      double lambda = 0.4 * (seed - 1);
      RecurrentNetwork network = Networks.pairs(lambda, weights);
      State start = Networks.state(network, random);
      // y: x, then phi+ and phi-, row by row.
      double[] y = new double[3 + 9 + 9];
      System.arraycopy(start.activations(), 0, y, 0, 3);
      for (int cell = 0; cell < 18; cell++) {
        y[3 + 9 * (cell / 9) + 3 * (cell % 3) + cell / 3 % 3] = start.fluxes()[cell];
      }
      for (int n = 0; n < 4000; n++) {
        y = step(y, 1e-3, lambda);
      }
      State end = Trajectory.follow(network, Mode.BOTH, start, 4, 2, 1e-11).states().get(2);

      // 1e-12 of a fourth power of 1e-3 by a fifth derivative of some 1e3; ours 1e-11 a step.
      for (int i = 0; i < 3; i++) {
        assertThat(end.activations()[i]).as("seed %d", seed).isCloseTo(y[i], within(2e-9));
      }
      for (int cell = 0; cell < 18; cell++) {
        double phi = y[3 + 9 * (cell / 9) + 3 * (cell % 3) + cell / 3 % 3];
        assertThat(end.fluxes()[cell]).as("seed %d", seed).isCloseTo(phi, within(2e-9));
      }
    }
  }

  private static double[] step(double[] y, double h, double lambda) {
    double[] a = slopes(y, lambda);
    double[] b = slopes(moved(y, a, h / 2), lambda);
    double[] c = slopes(moved(y, b, h / 2), lambda);
    double[] d = slopes(moved(y, c, h), lambda);
    double[] next = y.clone();
    for (int k = 0; k < y.length; k++) {
      next[k] += h / 6 * (a[k] + 2 * b[k] + 2 * c[k] + d[k]);
    }
    return next;
  }

  private static double[] moved(double[] y, double[] slopes, double h) {
    double[] next = y.clone();
    for (int k = 0; k < y.length; k++) {
      next[k] += h * slopes[k];
    }
    return next;
  }

  private static double[] slopes(double[] y, double lambda) {
    double[] slopes = new double[y.length];
    for (int i = 0; i < 3; i++) {
      slopes[i] = -y[i];
      for (int j = 0; j < 3; j++) {
        int plus = 3 + 3 * i + j;
        double product = Math.tanh(y[i]) * Math.tanh(y[j]);
        double w = Math.atan(y[plus]) + 2 - (Math.atan(y[plus + 9]) + 2);
        slopes[i] += w * Math.tanh(y[j]);
        slopes[plus] = product - lambda * y[plus];
        slopes[plus + 9] = -product - lambda * y[plus + 9];
      }
    }
    return slopes;
  }

  @Test
  void symmetricFluxesStaySymmetric() {
    Random random = new Random(5);
    RecurrentNetwork network = Networks.pairs(0.5, Networks.drawn(4, true, random));
    State end =
        Trajectory.follow(network, Mode.BOTH, Networks.state(network, random), 5, 1, 1e-9)
            .states()
            .get(1);

    Matrix weights = network.connections().weights(end.fluxes());
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(weights.at(i, j)).isEqualTo(weights.at(j, i));
      }
    }
  }

  @Test
  void refusesWhatIsNoNetwork() {
    assertThatThrownBy(
            () -> Connections.single(ArctanMemristor.PAPER, Matrix.of(new double[] {1, 2})))
        .hasMessageContaining("rows=1, columns=2");
    assertThatThrownBy(
            () ->
                Connections.single(
                    ArctanMemristor.PAPER, Matrix.of(new double[] {1, 1}, new double[] {9, 1})))
        .hasMessageContaining("to=2, from=1, weight=9.0");
    assertThatThrownBy(() -> new Learning(1, Double.NaN)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> new Learning(0, 1)).hasMessageContaining("gain-per-volt=0.0");
    assertThatThrownBy(
            () ->
                new Neurons(Neuron.TANH, new double[] {1, 1}, new double[] {1, -1}, new double[2]))
        .hasMessageContaining("neuron=2, resistor-ohms=-1.0");
    assertThatThrownBy(
            () -> new Neurons(Neuron.TANH, new double[] {Double.NaN}, new double[1], new double[1]))
        .hasMessageContaining("neuron=1, capacitor-farads=NaN");
  }
}
