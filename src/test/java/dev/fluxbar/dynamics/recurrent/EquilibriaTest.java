package dev.fluxbar.dynamics.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquilibriaTest {

  private static List<Equilibrium> found(RecurrentNetwork network, Mode mode, int starts) {
    Starts box = new Starts(3, 0, List.of(), 1);
    Equilibria equilibria = new Equilibria(network, mode, box.at(network, mode, 0));
    for (int k = 0; k < starts; k++) {
      equilibria.add(box.at(network, mode, k).activations());
    }
    return equilibria.found();
  }

  @Test
  void oneNeuronForksWhereWeightTimesResistorIsOne() {
    // x = R w tanh x: one root up to R w = 1, three beyond. -x/R + w tanh x has the slope
    // (R w - 1) / R at 0.
    List<Equilibrium> before = found(Networks.single(1, new double[] {0.9}), Mode.ACTIVATION, 40);
    List<Equilibrium> beyond = found(Networks.single(1, new double[] {2}), Mode.ACTIVATION, 40);

    assertThat(before).hasSize(1);
    assertThat(before.get(0).stable()).isTrue();
    assertThat(before.get(0).largestRealPerSecond()).isCloseTo(-0.1, within(1e-12));
    assertThat(beyond).hasSize(3);
    double root = new BrentSolver(1e-14).solve(100, x -> x - 2 * Math.tanh(x), 1, 3);
    double slope = -1 + 2 * (1 - Math.pow(Math.tanh(root), 2));
    for (Equilibrium one : beyond) {
      double x = one.activations()[0];
      if (x == 0) {
        assertThat(one.stability()).isEqualTo(Equilibrium.Stability.UNSTABLE);
        assertThat(one.largestRealPerSecond()).isCloseTo(1, within(1e-12));
      } else {
        // Newton's error is that of the residual over the slope, 1e-12 / 0.8.
        assertThat(Math.abs(x)).isCloseTo(root, within(1e-11));
        assertThat(one.largestRealPerSecond()).isCloseTo(slope, within(1e-10));
        assertThat(one.stable()).isTrue();
      }
    }
  }

  @Test
  void aNeuronThatLearnsItsOwnWeightRestsWhereLearningBalancesForgetting() {
    // phi = s^2 / lambda, so x = (atan(tanh(x)^2 / lambda) + 2) tanh x; at 0 both directions are
    // free: W(0) - 1 and -lambda.
    List<Equilibrium> found = found(Networks.single(0.5, new double[] {2}), Mode.BOTH, 40);

    double root =
        new BrentSolver(1e-14)
            .solve(
                100, x -> x - (Math.atan(2 * Math.pow(Math.tanh(x), 2)) + 2) * Math.tanh(x), 1, 5);
    assertThat(found).hasSize(3);
    for (Equilibrium one : found) {
      if (one.activations()[0] == 0) {
        assertThat(one.stability()).isEqualTo(Equilibrium.Stability.SADDLE);
        assertThat(one.largestRealPerSecond()).isCloseTo(1, within(1e-12));
      } else {
        assertThat(Math.abs(one.activations()[0])).isCloseTo(root, within(1e-11));
        assertThat(one.stable()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 1.2, 2.5})
  void twoAlikeNeuronsHaveTheEquilibriaOfTheirSumAndDifference(double w) {
    // Exciting each other by w and nobody else: x1 = w tanh x2, x2 = w tanh x1. On x1 = x2 it is
    // x = w tanh x; x1 = -x2 gives x = -w tanh x, 0 alone. Eigenvalues -1 +- w s'.
    List<Equilibrium> found =
        found(Networks.single(1, new double[] {0, w}, new double[] {w, 0}), Mode.ACTIVATION, 60);

    assertThat(found).hasSize(w > 1 ? 3 : 1);
    for (Equilibrium one : found) {
      double[] x = one.activations();
      assertThat(x[0]).isCloseTo(x[1], within(1e-10));
      assertThat(x[0]).isCloseTo(w * Math.tanh(x[0]), within(1e-10));
      double slope = w * (1 - Math.pow(Math.tanh(x[0]), 2));
      assertThat(one.largestRealPerSecond()).isCloseTo(slope - 1, within(1e-10));
      assertThat(one.eigenvalues().get(1).realPerSecond()).isCloseTo(-slope - 1, within(1e-10));
    }
  }

  @Test
  void withoutForgettingActivationsRestAtBoundsOfTheirMemductances() {
    List<Equilibrium> found = found(Networks.single(0, new double[] {2}), Mode.BOTH, 40);

    double w = ArctanMemristor.PAPER.maxSiemens();
    double root = new BrentSolver(1e-14).solve(100, x -> x - w * Math.tanh(x), 1, 5);
    assertThat(found)
        .filteredOn(one -> one.activations()[0] > 0)
        .singleElement()
        .satisfies(one -> assertThat(one.activations()[0]).isCloseTo(root, within(1e-11)))
        .satisfies(one -> assertThat(one.weights().at(0, 0)).isEqualTo(w));
  }

  @Test
  void heldActivationsHaveOneEquilibriumOfTheirWeights() {
    RecurrentNetwork network = Networks.single(0.5, new double[] {2, 2}, new double[] {-2, 2});
    Starts box = new Starts(1, 0, List.of(0.7, -1.1), 1);
    State held = box.at(network, Mode.WEIGHTS, 3);
    Equilibria equilibria = new Equilibria(network, Mode.WEIGHTS, held);
    equilibria.add(held.activations());

    Matrix weights = equilibria.found().get(0).weights();
    double product = Math.tanh(0.7) * Math.tanh(-1.1) / 0.5;
    // To the arctangent's and the hyperbolic tangent's rounding.
    assertThat(weights.at(0, 1)).isCloseTo(2 + Math.atan(product), within(1e-14));
    // In the minus row the column is turned: what decorrelates them inhibits more.
    assertThat(weights.at(1, 0)).isCloseTo(-(2 + Math.atan(-product)), within(1e-14));
    assertThat(equilibria.found().get(0).largestRealPerSecond()).isEqualTo(-0.5);
  }

  @ParameterizedTest
  @EnumSource(names = {"ACTIVATION", "BOTH"})
  void eigenvaluesAreThoseOfTheWholeJacobianByDifferences(Mode mode) {
    for (long seed = 1; seed <= 4; seed++) {
      Random random = new Random(seed);
      Connections connections =
          Connections.pairs(
              ArctanMemristor.PAPER, Matrix.of(Networks.drawn(3, seed % 2 == 0, random)));
      RecurrentNetwork network = Networks.uneven(connections, 0.6, random);
      State start = Networks.state(network, random);
      Equilibria equilibria = new Equilibria(network, mode, start);
      for (int k = 0; k < 10; k++) {
        equilibria.add(Networks.state(network, random).activations());
      }
      assertThat(equilibria.found()).as("seed %d", seed).isNotEmpty();
      Equilibrium one = equilibria.found().get(0);
      double[] whole = realParts(network, mode, start, one);
      List<Double> ours =
          one.eigenvalues().stream()
              .map(Eigenvalue::realPerSecond)
              .sorted(Comparator.reverseOrder())
              .toList();

      // Central differences of 1e-5: 1e-10 of the third derivative and 1e-11 of rounding; a close
      // pair of eigenvalues turns 1e-10 into its root.
      if (mode == Mode.ACTIVATION) {
        assertThat(ours).as("seed %d", seed).hasSameSizeAs(whole);
      }
      for (double real : whole) {
        assertThat(ours)
            .as("seed %d, eigenvalue %s of %s", seed, real, ours)
            .anySatisfy(value -> assertThat(value).isCloseTo(real, within(2e-5)));
      }
      for (double real : ours) {
        assertThat(Arrays.stream(whole).boxed().toList())
            .as("seed %d, ours %s", seed, real)
            .anySatisfy(value -> assertThat(value).isCloseTo(real, within(2e-5)));
      }
    }
  }

  private static double[] realParts(
      RecurrentNetwork network, Mode mode, State start, Equilibrium at) {
    Rates rates = Rates.of(network, mode, start);
    double[] fluxes = start.fluxes();
    if (mode == Mode.BOTH) {
      for (int cell = 0; cell < fluxes.length; cell++) {
        int n = network.size();
        double product =
            network.neurons().curve().volts(at.activations()[cell % n])
                * network.neurons().curve().volts(at.activations()[cell / n % n]);
        fluxes[cell] = network.connections().sign(cell) * product * 0.7 / 0.6;
      }
    }
    double[] y = rates.pack(new State(fluxes, at.activations()));
    double[][] jacobian = new double[y.length][y.length];
    double[] up = new double[y.length];
    double[] down = new double[y.length];
    rates.rates(y, up);
    // The equilibrium is one of everything.
    assertThat(Arrays.stream(up).map(Math::abs).max().orElse(1)).isLessThan(1e-10);
    for (int k = 0; k < y.length; k++) {
      double before = y[k];
      y[k] = before + 1e-5;
      rates.rates(y, up);
      y[k] = before - 1e-5;
      rates.rates(y, down);
      y[k] = before;
      for (int i = 0; i < y.length; i++) {
        jacobian[i][k] = (up[i] - down[i]) / 2e-5;
      }
    }
    return new EigenDecomposition(new Array2DRowRealMatrix(jacobian, false)).getRealEigenvalues();
  }
}
