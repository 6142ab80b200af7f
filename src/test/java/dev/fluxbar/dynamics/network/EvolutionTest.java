package dev.fluxbar.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.dynamics.ode.DormandPrince;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvolutionTest {
  private static final double XI = 159;

  private static MemristorLaw law(double alpha, double beta, Control control) {
    return new MemristorLaw(100, 100 * (1 + XI), alpha, beta, control);
  }

  private static List<Edge> ring(int memristors, Source source, double w0) {
    return GeneratedCircuit.series(
        memristors,
        new GeneratedCircuit.Fill() {
          @Override
          public Source source() {
            return source;
          }

          @Override
          public double w0() {
            return w0;
          }
        });
  }

  private static Trajectory run(List<Edge> edges, MemristorLaw law, double end, double tolerance) {
    return Evolution.run(
        new CircuitEquations(new MemristiveCircuit(edges), law),
        new Evolution.Wanted(end, tolerance, 50));
  }

  /** w of a uniform ring: Caravelli (7) integrated, w + xi w^2 / 2 falls by S t / beta. */
  private static double ringMemory(double w0, double voltSeconds, double beta) {
    double square = w0 + XI * w0 * w0 / 2 - voltSeconds / beta;
    return (Math.sqrt(1 + 2 * XI * square) - 1) / XI;
  }

  @Test
  void aUniformRingFollowsTheClosedForm() {
    Trajectory trajectory =
        run(ring(7, Source.constant(1), 0.8), law(0, 0.01, Control.CURRENT), 0.4, 1e-9);

    for (Trajectory.Sample sample : trajectory.samples()) {
      double expected = ringMemory(0.8, sample.seconds(), 0.01);
      // Errors of some 30 steps of 1e-9, which grow as 1/w does.
      assertThat(sample.w()[3]).isCloseTo(expected, within(1e-7));
    }
    assertThat(trajectory.samples()).hasSize(51);
    assertThat(trajectory.wEnd()[0]).isLessThan(0.4);
  }

  @Test
  void aRingUnderASineLeavesTheBoundWhenTheVoltageTurns() {
    // At 1 Hz half a period carries 1/pi V s. From w = 0.3 it reaches 0 on the way (7.455 beta =
    // 0.0745 V s), rests there until the voltage turns at 0.5 s, and rises again from 0.
    Trajectory trajectory =
        run(ring(4, Source.sine(1, 1), 0.3), law(0, 0.01, Control.CURRENT), 1, 1e-9);

    double reached = Math.acos(1 - 2 * Math.PI * 0.07455) / (2 * Math.PI);
    for (Trajectory.Sample sample : trajectory.samples()) {
      double t = sample.seconds();
      double given = (1 - Math.cos(2 * Math.PI * Math.min(t, 0.5))) / (2 * Math.PI);
      double back = (-1 - Math.cos(2 * Math.PI * t)) / (2 * Math.PI);
      double expected =
          t <= reached ? ringMemory(0.3, given, 0.01) : t <= 0.5 ? 0 : ringMemory(0, back, 0.01);
      // Where w = 0 its slope is 160 times that of the square: 1e-9 a step grow to 1e-6.
      assertThat(sample.w()[1]).as("t = %s", t).isCloseTo(expected, within(1e-5));
    }
    assertThat(trajectory.boundEvents()).isEqualTo(8);
    assertThat(trajectory.conservationError()).isLessThan(1e-6);
  }

  @Test
  void decayAloneIsExponentialUntilTheBound() {
    Trajectory trajectory =
        run(ring(3, Source.NONE, 0.25), law(2, 0.01, Control.CURRENT), 1, 1e-10);

    for (Trajectory.Sample sample : trajectory.samples()) {
      double expected = Math.min(1, 0.25 * Math.exp(2 * sample.seconds()));
      assertThat(sample.w()[0]).isCloseTo(expected, within(1e-8));
    }
    assertThat(trajectory.wEnd()).containsOnly(1);
  }

  @ParameterizedTest
  @EnumSource(Control.class)
  void chargeAndFluxAreConservedThroughDecayBoundsAndPolarities(Control control) {
    for (int seed = 1; seed <= 4; seed++) {
      List<Edge> edges = new ArrayList<>();
      for (Edge edge : CircuitEquationsTest.random(seed, 8, 18, 0).edges()) {
        edges.add(
            new Edge(
                edge.from(),
                edge.to(),
                Source.sine(edge.source().volts(), 3),
                edge.w0(),
                edge.polarity(),
                edge.kind()));
      }
      double beta = control == Control.CURRENT ? 1e-3 : 0.05;
      Trajectory coarse = run(edges, law(0.4, beta, control), 1, 1e-5);
      Trajectory fine = run(edges, law(0.4, beta, control), 1, 1e-9);

      // An independent measure of the error of the integration: it follows the tolerance.
      assertThat(fine.boundEvents()).as("seed %d", seed).isPositive();
      assertThat(fine.conservationError()).as("seed %d", seed).isLessThan(1e-5);
      assertThat(coarse.conservationError())
          .as("seed %d", seed)
          .isGreaterThan(20 * fine.conservationError());
    }
  }

  @Test
  void theStrongRegimeIsALimitAndTheExactLawIsNot() {
    double[] violation = new double[2];
    for (int i = 0; i < 2; i++) {
      double xi = i == 0 ? 20 : 2000;
      MemristorLaw law = new MemristorLaw(1, 1 + xi, 0, 0.1 / xi, Control.CURRENT);
      MemristiveCircuit circuit = CircuitEquationsTest.random(4, 8, 18, 0);
      List<Edge> edges = new ArrayList<>();
      circuit
          .edges()
          .forEach(e -> edges.add(Edge.of(e.from(), e.to(), 0.01 * e.source().volts(), e.w0())));
      CircuitEquations equations = new CircuitEquations(new MemristiveCircuit(edges), law);
      Trajectory trajectory = Evolution.run(equations, new Evolution.Wanted(1, 1e-10, 10));
      double[] flux = equations.sourceVoltSeconds(1);
      double[] end = trajectory.wEnd();
      double[] start = circuit.w0();
      for (int k = 0; k < end.length; k++) {
        flux[k] += xi * law.betaVoltSeconds() / 2 * (end[k] * end[k] - start[k] * start[k]);
      }
      Projector projector = new Projector(circuit);
      double driven = ConservationLaws.largest(projector.times(equations.sourceVoltSeconds(1)));
      violation[i] = ConservationLaws.largest(projector.times(flux)) / driven;
      assertThat(trajectory.boundEvents()).isZero();
      assertThat(trajectory.conservationError()).isLessThan(1e-7);
    }
    // (27) leaves out beta (w - w0) beside xi beta (w^2 - w0^2) / 2: a share of about 1/xi.
    assertThat(violation[0]).isGreaterThan(0.02);
    assertThat(violation[1]).isBetween(violation[0] / 200, violation[0] / 50);
  }

  @Test
  void sourcesDoNotRiseAlongTheFlow() {
    MemristiveCircuit random = CircuitEquationsTest.random(6, 8, 18, 0);
    List<Edge> edges = new ArrayList<>();
    random.edges().forEach(e -> edges.add(Edge.of(e.from(), e.to(), e.source().volts(), e.w0())));
    CircuitEquations equations =
        new CircuitEquations(new MemristiveCircuit(edges), law(0, 0.01, Control.CURRENT));
    Trajectory trajectory = Evolution.run(equations, new Evolution.Wanted(0.05, 1e-9, 40));

    double[] sources = equations.sourceVolts(0);
    double before = Double.POSITIVE_INFINITY;
    for (Trajectory.Sample sample : trajectory.samples()) {
      double product = 0;
      for (int k = 0; k < sources.length; k++) {
        product += sources[k] * sample.w()[k];
      }
      // For every xi, since M is positive: dw/dt = -(1/beta) M grad (S . w).
      assertThat(product).isLessThan(before);
      before = product;
    }
  }

  @Test
  void refusesToFollowACircuitThatCancelsItself() {
    List<Edge> edges =
        List.of(
            Edge.of("a", "b", 1, 0.5),
            new Edge("a", "b", Source.NONE, 0.5, 1, Edge.Kind.ACTIVE),
            Edge.of("b", "a", 0, 0.2));
    assertThat(new Projector(new MemristiveCircuit(edges)).isSymmetric()).isFalse();
    List<Edge> balanced = edges.subList(0, 2);
    assertThatThrownBy(() -> run(balanced, law(0, 0.01, Control.CURRENT), 1, 1e-8))
        .isInstanceOf(SingularCircuit.class)
        .hasMessageContaining("node=b");
  }

  @Test
  void theInterpolantHasTheOrderThatItClaims() {
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      double share = random.nextDouble();
      for (int power = 0; power <= 3; power++) {
        double sum = 0;
        double slope = 0;
        for (int stage = 0; stage < DormandPrince.STAGES; stage++) {
          double instant = Math.pow(DormandPrince.instant(stage), power);
          sum += DormandPrince.inside(stage, share) * instant;
          slope += DormandPrince.slope(stage, share) * instant;
        }
        assertThat(sum).isCloseTo(Math.pow(share, power + 1) / (power + 1), within(1e-13));
        assertThat(slope).isCloseTo(Math.pow(share, power), within(1e-12));
      }
    }
    double error = 0;
    for (int stage = 0; stage < DormandPrince.STAGES; stage++) {
      double end = stage == 6 ? 0 : DormandPrince.stage(6, stage);
      assertThat(DormandPrince.inside(stage, 1)).isCloseTo(end, within(1e-13));
      error += DormandPrince.error(stage);
    }
    assertThat(error).isCloseTo(0, within(1e-16));
  }

  @Test
  void refusesAnEndThatIsNotANumber() {
    assertThatThrownBy(() -> new Evolution.Wanted(Double.NaN, 1e-8, 10))
        .hasMessageContaining("t-end=NaN");
    assertThatThrownBy(() -> new Evolution.Wanted(1, 0, 10)).hasMessageContaining("tolerance=0.0");
  }
}
