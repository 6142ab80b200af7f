package dev.fluxbar.dynamics.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class BasinsTest {

  private static Basins.Outcome of(RecurrentNetwork network, Mode mode, int starts) {
    return Basins.of(
        network,
        mode,
        new Starts(2, 0.5, List.of(), 3),
        new Basins.Wanted(starts, 200, 1e-8),
        starts);
  }

  @Test
  void twoGroupsShareTheStarts() {
    double[][] weights = {{0.6, 0.6, -0.6}, {0.6, 0.6, -0.6}, {-0.6, -0.6, 0.6}};
    Basins.Outcome outcome = of(Networks.single(1, weights), Mode.ACTIVATION, 400);

    assertThat(outcome.convergedShare()).isEqualTo(1);
    assertThat(outcome.equilibria()).hasSize(3);
    double shares = 0;
    for (int k = 0; k < 3; k++) {
      boolean stable = outcome.equilibria().get(k).stable();
      // Each is the mirror image of the other: halves, to 4 standard deviations of 400 throws.
      assertThat(outcome.share(k)).isCloseTo(stable ? 0.5 : 0, within(0.1));
      shares += outcome.share(k);
    }
    assertThat(shares).isCloseTo(1, within(1e-12));
  }

  @Test
  void learningMakesMoreEquilibriaStable() {
    double[][] weights = {{0.6, 0.6, -0.6}, {0.6, 0.6, -0.6}, {-0.6, -0.6, 0.6}};
    Basins.Outcome fixed = of(Networks.single(0.25, weights), Mode.ACTIVATION, 200);
    Basins.Outcome both = of(Networks.single(0.25, weights), Mode.BOTH, 200);

    assertThat(fixed.equilibria().stream().filter(Equilibrium::stable).count()).isEqualTo(2);
    assertThat(both.equilibria().stream().filter(Equilibrium::stable).count()).isEqualTo(8);
    assertThat(both.convergedShare()).isEqualTo(1);
  }

  @Test
  void aRingThatInhibitsNeverRests() {
    // Three neurons, w s' = 3 at 0: the eigenvalues -1 + 3 (1/2 +- i sqrt(3)/2) grow and turn.
    double[][] weights = {{0, 0, -3}, {-3, 0, 0}, {0, -3, 0}};
    Basins.Outcome outcome = of(Networks.single(1, weights), Mode.ACTIVATION, 20);

    assertThat(outcome.convergedShare()).isZero();
    assertThat(outcome.equilibria()).hasSize(1);
    Equilibrium zero = outcome.equilibria().get(0);
    assertThat(zero.stability()).isEqualTo(Equilibrium.Stability.SADDLE);
    assertThat(zero.eigenvalues().get(0).realPerSecond()).isCloseTo(0.5, within(1e-9));
    assertThat(zero.eigenvalues().get(0).imaginaryPerSecond())
        .isCloseTo(1.5 * Math.sqrt(3), within(1e-9));
  }

  @Test
  void activationsRestWhileMemductancesCreepToTheirBounds() {
    double[][] weights = {{2, -2}, {-2, 2}};
    Basins.Outcome outcome = of(Networks.single(0, weights), Mode.BOTH, 60);

    assertThat(outcome.convergedShare()).isEqualTo(1);
    for (int k = 0; k < outcome.equilibria().size(); k++) {
      Equilibrium one = outcome.equilibria().get(k);
      if (outcome.counts().get(k) > 0) {
        double[] x = one.activations();
        double high = 2 + Math.PI / 2;
        double across = x[0] * x[1] < 0 ? high : 2 - Math.PI / 2;
        // An inhibiting memristor grows between opposite outputs, and shrinks between like ones.
        assertThat(one.weights().at(0, 1)).isCloseTo(-across, within(1e-12));
        assertThat(one.weights().at(0, 0)).isCloseTo(high, within(1e-12));
      }
    }
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() throws Exception {
    RecurrentNetwork network = Networks.pairs(0.5, Networks.drawn(4, false, new Random(2)));
    Basins.Outcome one = inPool(1, network);
    Basins.Outcome three = inPool(3, network);

    assertThat(three.counts()).isEqualTo(one.counts());
    assertThat(three.steps()).isEqualTo(one.steps());
    assertThat(three.restSeconds()).isEqualTo(one.restSeconds());
    for (int k = 0; k < one.equilibria().size(); k++) {
      assertThat(three.equilibria().get(k).activations())
          .isEqualTo(one.equilibria().get(k).activations());
    }
  }

  private static Basins.Outcome inPool(int threads, RecurrentNetwork network) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> of(network, Mode.BOTH, 150)).get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aStartIsTheSameWhateverElseIsDrawn() {
    RecurrentNetwork network = Networks.pairs(0.5, Networks.drawn(4, true, new Random(2)));
    Starts starts = new Starts(2, 0.5, List.of(), 3);

    double[] again = starts.at(network, Mode.BOTH, 17).activations();
    assertThat(starts.at(network, Mode.BOTH, 17).activations()).isEqualTo(again);
    assertThat(starts.at(network, Mode.BOTH, 18).activations()).isNotEqualTo(again);
    assertThat(starts.at(network, Mode.ACTIVATION, 17).fluxes())
        .isEqualTo(network.connections().fluxesVoltSeconds());
  }
}
