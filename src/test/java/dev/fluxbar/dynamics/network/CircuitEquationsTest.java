package dev.fluxbar.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodal analysis against the formulas of the paper as they are printed, with matrices. */
class CircuitEquationsTest {
  static final MemristorLaw CURRENT = new MemristorLaw(100, 16000, 0.3, 0.01, Control.CURRENT);

  /** A random circuit; a share of its elements is active, polarities are mixed. */
  static MemristiveCircuit random(int seed, int nodes, int memristors, double activeShare) {
    Random random = new Random(seed);
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : GeneratedCircuit.random(nodes, memristors, random, fill(random))) {
      boolean active = random.nextDouble() < activeShare;
      edges.add(
          new Edge(
              edge.from(),
              edge.to(),
              edge.source(),
              edge.w0(),
              random.nextBoolean() ? 1 : -1,
              active ? Edge.Kind.ACTIVE : Edge.Kind.PASSIVE));
    }
    return new MemristiveCircuit(edges);
  }

  static GeneratedCircuit.Fill fill(Random random) {
    return new GeneratedCircuit.Fill() {
      @Override
      public Source source() {
        return Source.constant(2 * random.nextDouble() - 1);
      }

      @Override
      public double w0() {
        return 0.2 + 0.6 * random.nextDouble();
      }
    };
  }

  private static RealMatrix matrix(Matrix matrix) {
    return new Array2DRowRealMatrix(matrix.toArrays(), false);
  }

  private static RealMatrix inverse(RealMatrix matrix) {
    return new LUDecomposition(matrix).getSolver().getInverse();
  }

  private static RealMatrix signs(MemristiveCircuit circuit) {
    double[] signs = new double[circuit.memristors()];
    for (int k = 0; k < signs.length; k++) {
      signs[k] = circuit.graph().sign(k);
    }
    return MatrixUtils.createRealDiagonalMatrix(signs);
  }

  /** Omega = A^t (A P A^t)^-1 A P, from the cycles. */
  private static RealMatrix omega(MemristiveCircuit circuit) {
    RealMatrix a = matrix(new SpanningTree(circuit).cycles());
    RealMatrix p = signs(circuit);
    return a.transpose()
        .multiply(inverse(a.multiply(p).multiply(a.transpose())))
        .multiply(a)
        .multiply(p);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void theProjectorNeedsNoCycles(double activeShare) {
    for (int seed = 1; seed <= 5; seed++) {
      MemristiveCircuit circuit = random(seed, 9, 20, activeShare);
      double difference =
          new Projector(circuit).dense().largestDifference(Matrix.of(omega(circuit).getData()));
      // Both are solutions of systems of 20 unknowns whose condition is below 1e4 here.
      assertThat(difference).as("seed %d", seed).isLessThan(1e-10);
    }
  }

  @ParameterizedTest
  @EnumSource(Control.class)
  void theRatesAreThoseOfThePrintedEquations(Control control) {
    for (int seed = 1; seed <= 20; seed++) {
      MemristiveCircuit circuit = random(seed, 9, 20, seed % 2 == 0 ? 0 : 0.3);
      MemristorLaw law = new MemristorLaw(100, 16000, 0.3, 0.01, control);
      CircuitEquations equations = new CircuitEquations(circuit, law);
      double[] w = circuit.w0();
      double[] rates = new double[w.length];

      equations.rates(0, w, rates);

      RealMatrix omega = omega(circuit);
      RealMatrix memory = MatrixUtils.createRealDiagonalMatrix(w);
      RealMatrix one = MatrixUtils.createRealIdentityMatrix(w.length);
      RealMatrix front = inverse(one.add(omega.multiply(memory).scalarMultiply(law.xi())));
      if (control == Control.VOLTAGE) {
        front = one.add(memory.scalarMultiply(law.xi())).multiply(front);
      }
      double[] drive =
          front.multiply(omega).multiply(signs(circuit)).operate(equations.sourceVolts(0));
      double largest = ConservationLaws.largest(rates);
      for (int k = 0; k < w.length; k++) {
        double printed = 0.3 * w[k] - equations.polarity(k) * drive[k] / 0.01;
        assertThat(rates[k]).as("seed %d", seed).isCloseTo(printed, within(1e-10 * largest));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void currentsAreThoseOfLoopAnalysis(double activeShare) {
    for (int seed = 1; seed <= 5; seed++) {
      MemristiveCircuit circuit = random(seed, 12, 30, activeShare);
      CircuitEquations equations = new CircuitEquations(circuit, CURRENT);
      double[] w = circuit.w0();
      RealMatrix a = matrix(new SpanningTree(circuit).cycles());
      double[] ohms = new double[w.length];
      for (int k = 0; k < w.length; k++) {
        ohms[k] = circuit.graph().sign(k) * CURRENT.ohms(w[k]);
      }
      RealMatrix r = MatrixUtils.createRealDiagonalMatrix(ohms);
      double[] loops =
          inverse(a.multiply(r).multiply(a.transpose()))
              .multiply(a)
              .operate(equations.sourceVolts(0));
      double[] expected = a.transpose().operate(loops);

      double[] amperes = equations.edgeAmperes(w, 0);

      double largest = ConservationLaws.largest(expected);
      for (int k = 0; k < w.length; k++) {
        assertThat(amperes[k]).as("seed %d", seed).isCloseTo(expected[k], within(1e-10 * largest));
      }
    }
  }

  @Test
  void factorsOfAnEarlierStateDoNotShowInTheCurrents() {
    MemristiveCircuit circuit = random(3, 60, 200, 0);
    CircuitEquations used = new CircuitEquations(circuit, CURRENT);
    Random random = new Random(8);
    double[] w = circuit.w0();
    for (int step = 0; step < 40; step++) {
      for (int k = 0; k < w.length; k++) {
        // Now little, now all: both the reuse of factors and their renewal.
        double move = step % 10 == 9 ? 1 : 0.02;
        w[k] = (1 - move) * w[k] + move * random.nextDouble();
      }
      double[] kept = used.edgeAmperes(w, 0);
      double[] fresh = new CircuitEquations(circuit, CURRENT).edgeAmperes(w, 0);
      // Both leave 1e-14 of the driven current at the nodes; the condition adds two digits.
      assertThat(Symmetries.distance(kept, fresh)).as("step %d", step).isLessThan(1e-11);
    }
  }

  @Test
  void idealSourcesActAsMemristorsOfVanishingResistanceDo() {
    List<Edge> edges = GeneratedCircuit.crossbar(3, 4, Source.constant(1), fill(new Random(5)));
    MemristiveCircuit circuit = new MemristiveCircuit(edges);
    double[] amperes = new CircuitEquations(circuit, CURRENT).edgeAmperes(circuit.w0(), 0);

    // Kirchhoff at every node, and 1 V along every loop through the driver.
    double[] volts = new double[edges.size()];
    for (int k = 0; k < 12; k++) {
      volts[k] = amperes[k] * CURRENT.ohms(edges.get(k).w0());
    }
    for (String node : circuit.nodes()) {
      double out = 0;
      for (int k = 0; k < edges.size(); k++) {
        out += edges.get(k).from().equals(node) ? amperes[k] : 0;
        out -= edges.get(k).to().equals(node) ? amperes[k] : 0;
      }
      assertThat(out).as(node).isCloseTo(0, within(1e-15));
    }
    assertThat(volts[0]).isCloseTo(1, within(1e-12));
    for (int row = 1; row < 3; row++) {
      for (int column = 1; column < 4; column++) {
        // Sneak path: down the driven column, back along another one, into the grounded row.
        double path = volts[4 * row] - volts[4 * row + column] + volts[column];
        assertThat(path).isCloseTo(1, within(1e-12));
      }
    }
    assertThat(amperes[12]).isCloseTo(amperes[13], within(1e-15)).isGreaterThan(amperes[0]);
  }

  @Test
  void theDynamicsKnowsNeitherNamesNorOrientationsNorUnseenSources() {
    for (int seed = 1; seed <= 6; seed++) {
      MemristiveCircuit circuit = random(seed, 10, 24, seed % 2 == 0 ? 0 : 0.3);
      CircuitEquations equations = new CircuitEquations(circuit, CURRENT);
      // Rounding of a random mixed circuit, whose condition may be a thousand.
      assertThat(Symmetries.error(equations, circuit.w0(), 0)).as("seed %d", seed).isLessThan(1e-9);
    }
  }

  @Test
  void aSourceThatLoopsSeeIsNoGauge() {
    MemristiveCircuit circuit = random(1, 10, 24, 0);
    CircuitEquations equations = new CircuitEquations(circuit, CURRENT);
    double[] w = circuit.w0();
    double[] sources = equations.sourceVolts(0);
    double[] before = new double[w.length];
    double[] after = new double[w.length];
    equations.rates(w, sources, before);
    int chord = new SpanningTree(circuit).chords().get(0);
    sources[chord] += 0.5;
    equations.rates(w, sources, after);
    assertThat(Symmetries.distance(after, before)).isGreaterThan(1e-3);
  }
}
