package dev.fluxbar.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LyapunovMatrixTest {

  @ParameterizedTest
  @EnumSource(Control.class)
  void isTheDerivativeOfTheRates(Control control) {
    for (int seed = 1; seed <= 6; seed++) {
      MemristiveCircuit circuit = CircuitEquationsTest.random(seed, 6, 12, seed % 2 == 0 ? 0 : 0.3);
      CircuitEquations equations =
          new CircuitEquations(circuit, new MemristorLaw(100, 600, 0.7, 0.1, control));
      double[] w = circuit.w0();
      Matrix matrix = LyapunovMatrix.at(equations, w, equations.sourceVolts(0)).matrix();
      double step = 1e-5;
      double[] up = new double[w.length];
      double[] down = new double[w.length];
      double largest = 0;
      for (double[] row : matrix.toArrays()) {
        largest = Math.max(largest, ConservationLaws.largest(row));
      }
      for (int i = 0; i < w.length; i++) {
        double at = w[i];
        w[i] = at + step;
        equations.rates(0, w, up);
        w[i] = at - step;
        equations.rates(0, w, down);
        w[i] = at;
        for (int j = 0; j < w.length; j++) {
          // Central differences err by step^2 times a third derivative: (xi step)^2 and a margin.
          assertThat((up[j] - down[j]) / (2 * step))
              .as("seed %d", seed)
              .isCloseTo(matrix.at(j, i), within(1e-5 * largest));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Control.class)
  void resistancesOfOneSignHaveRealEigenvaluesWhateverTheDrive(Control control) {
    for (int seed = 1; seed <= 8; seed++) {
      MemristiveCircuit circuit = CircuitEquationsTest.random(seed, 8, 20, seed % 2);
      CircuitEquations equations =
          new CircuitEquations(circuit, new MemristorLaw(100, 1600, 0.7, 0.1, control));
      LyapunovMatrix matrix = LyapunovMatrix.at(equations, circuit.w0(), equations.sourceVolts(0));
      assertThat(matrix.drivePositive()).as("seed %d", seed).isFalse();
      assertThat(matrix.oscillates()).as("seed %d", seed).isFalse();
    }
  }

  /** Sources that make given memories a fixed point: S = P R i with i = alpha beta J w / Ron. */
  private static CircuitEquations withFixedPoint(
      MemristiveCircuit circuit, double[] loops, MemristorLaw law) {
    List<Edge> edges = new ArrayList<>();
    for (int k = 0; k < circuit.memristors(); k++) {
      Edge edge = circuit.edges().get(k);
      double w = loops[k];
      double amperes = law.alphaPerSecond() * law.betaVoltSeconds() * w / law.onOhms();
      double sign = circuit.graph().sign(k);
      edges.add(
          new Edge(
              edge.from(),
              edge.to(),
              Source.constant(sign * law.ohms(w) * amperes),
              w,
              1,
              edge.kind()));
    }
    return new CircuitEquations(new MemristiveCircuit(edges), law);
  }

  /** A circuit turned so that a sum of its loops, with random weights, is positive everywhere. */
  private static CircuitEquations drawn(int seed, double activeShare, double alpha) {
    MemristorLaw law = new MemristorLaw(100, 1600, alpha, 0.1, Control.CURRENT);
    Random random = new Random(seed);
    MemristiveCircuit circuit = CircuitEquationsTest.random(seed, 7, 16, activeShare);
    SpanningTree tree = new SpanningTree(circuit);
    double[] sum = new double[circuit.memristors()];
    for (int chord : tree.chords()) {
      int[] loop = tree.loop(chord);
      double weight = 0.05 + 0.2 * random.nextDouble();
      for (int k = 0; k < sum.length; k++) {
        sum[k] += weight * loop[k];
      }
    }
    List<Edge> turned = new ArrayList<>();
    double largest = ConservationLaws.largest(sum);
    for (int k = 0; k < sum.length; k++) {
      Edge edge = circuit.edges().get(k);
      turned.add(sum[k] >= 0 ? edge : edge.turned());
      sum[k] = 0.9 * Math.abs(sum[k]) / largest;
    }
    return withFixedPoint(new MemristiveCircuit(turned), sum, law);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, -0.5})
  void fixedPointsOfPassiveCircuitsRepelForPositiveAlphaAndAttractForNegative(double alpha) {
    for (int seed = 1; seed <= 12; seed++) {
      CircuitEquations equations = drawn(seed, 0, alpha);
      double[] expected = equations.circuit().w0();
      double[] start = expected.clone();
      for (int k = 0; k < start.length; k++) {
        start[k] = 0.9 * start[k] + 0.03;
      }
      FixedPoint point = FixedPoint.near(equations, start).orElseThrow();
      for (int k = 0; k < expected.length; k++) {
        assertThat(point.w()[k]).as("seed %d", seed).isCloseTo(expected[k], within(1e-8));
      }
      double xi = equations.law().xi();
      for (Eigenvalue value : point.lyapunov().eigenvalues()) {
        // alpha (2 - lambda), 1/(1 + xi) <= lambda <= 1; rounding aside.
        assertThat(value.realPerSecond() / alpha)
            .as("seed %d", seed)
            .isBetween(1 - 1e-9, 2 - 1 / (1 + xi));
        assertThat(value.imaginaryPerSecond()).isCloseTo(0, within(1e-6));
      }
      assertThat(point.lyapunov().drivePositive()).isEqualTo(alpha > 0);
    }
  }

  @Test
  void someMixturesOscillateAroundTheirFixedPoints() {
    int turning = 0;
    for (int seed = 1; seed <= 60; seed++) {
      CircuitEquations equations = drawn(seed, 0.4, 0.5);
      LyapunovMatrix matrix =
          LyapunovMatrix.at(equations, equations.circuit().w0(), equations.sourceVolts(0));
      turning += matrix.oscillates() ? 1 : 0;
    }
    assertThat(turning).isPositive();
  }

  @Test
  void withoutDecayThereIsNoFixedPointToSearch() {
    MemristiveCircuit circuit = CircuitEquationsTest.random(1, 6, 12, 0);
    CircuitEquations equations =
        new CircuitEquations(circuit, new MemristorLaw(100, 600, 0, 0.1, Control.CURRENT));
    assertThatThrownBy(() -> FixedPoint.near(equations, circuit.w0()))
        .hasMessageContaining("alpha=0");
  }

  @Test
  void theWeakRegimeIsAGradientDescentButNotThePrintedOne() {
    double[] printed = new double[2];
    double[] first = new double[2];
    for (int i = 0; i < 2; i++) {
      double xi = i == 0 ? 0.02 : 0.0002;
      MemristiveCircuit circuit = CircuitEquationsTest.random(5, 8, 18, 0);
      CircuitEquations equations =
          new CircuitEquations(
              circuit, new MemristorLaw(100, 100 * (1 + xi), 0, 0.1, Control.CURRENT));
      WeakRegime weak = new WeakRegime(equations, circuit.w0(), equations.sourceVolts(0));
      printed[i] = weak.printedDistance();
      first[i] = weak.firstOrderDistance();
      double[] rates = weak.exactRates();
      double step = 1e-3 * 0.1;
      double[] next = circuit.w0();
      for (int k = 0; k < next.length; k++) {
        next[k] += step * rates[k];
      }
      WeakRegime later = new WeakRegime(equations, next, equations.sourceVolts(0));
      assertThat(later.functional()).isLessThan(weak.functional());
    }
    // The first order leaves xi^2; (48) stays as far away as it is.
    assertThat(first[0]).isLessThan(0.02 * 0.02);
    assertThat(first[1]).isLessThan(first[0] / 5000);
    assertThat(printed[0]).isGreaterThan(0.1);
    assertThat(printed[1]).isCloseTo(printed[0], within(0.1 * printed[0]));
  }
}
