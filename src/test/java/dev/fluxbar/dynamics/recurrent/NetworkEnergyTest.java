package dev.fluxbar.dynamics.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.TanhMemristor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Energies of symmetric networks: that they fall, and exactly how fast. */
class NetworkEnergyTest {

  private static RecurrentNetwork network(boolean pairs, double lambda, Random random) {
    double[][] drawn = Networks.drawn(4, true, random);
    FluxControlled device =
        random.nextBoolean() ? ArctanMemristor.PAPER : new TanhMemristor(2, 1.5, 0.8);
    Matrix weights =
        Matrix.of(drawn).map(w -> pairs ? w : Math.signum(w) * (0.6 + 2.5 * Math.abs(w) / 1.5));
    return Networks.uneven(
        pairs ? Connections.pairs(device, weights) : Connections.single(device, weights),
        lambda,
        random);
  }

  private static State slopes(RecurrentNetwork network, Mode mode, State state) {
    Rates rates = Rates.of(network, mode, state);
    double[] slopes = new double[rates.size()];
    rates.rates(rates.pack(state), slopes);
    State still =
        new State(new double[state.fluxes().length], new double[state.activations().length]);
    return rates.unpack(slopes, still);
  }

  private static State along(State from, State slopes, double seconds) {
    double[] phi = from.fluxes();
    double[] x = from.activations();
    Arrays.setAll(phi, k -> phi[k] + seconds * slopes.fluxes()[k]);
    Arrays.setAll(x, i -> x[i] + seconds * slopes.activations()[i]);
    return new State(phi, x);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 0.5, ACTIVATION",
    "true, 0.5, ACTIVATION",
    "false, 0.5, BOTH",
    "true, 0.5, BOTH",
    "false, 0, BOTH",
    "true, 0, BOTH"
  })
  void fallsByTheSquaresOfAllRates(boolean pairs, double lambda, Mode mode) {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      RecurrentNetwork network = network(pairs, lambda, random);
      NetworkEnergy energy = new NetworkEnergy(network);
      State state = Networks.state(network, random);
      State slopes = slopes(network, mode, state);

      double stated = energy.slopeWattsPerSecond(state, slopes);
      double measured =
          (energy.watts(along(state, slopes, 1e-5)) - energy.watts(along(state, slopes, -1e-5)))
              / 2e-5;

      assertThat(stated).as("seed %d", seed).isNegative();
      // E is some 10 W: rounding 1e-15 of it over 2e-5 s; and 1e-10 times a third derivative of
      // some 1e3 W/s^3.
      assertThat(measured).as("seed %d", seed).isCloseTo(stated, within(1e-6 - 1e-7 * stated));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 0.5, BOTH", "true, 0.5, BOTH", "false, 0, BOTH", "true, 0.5, ACTIVATION"})
  void neverRisesAlongASolution(boolean pairs, double lambda, Mode mode) {
    for (long seed = 1; seed <= 5; seed++) {
      Random random = new Random(seed);
      RecurrentNetwork network = network(pairs, lambda, random);
      State start = Networks.state(network, random);
      double[] watts = Trajectory.follow(network, mode, start, 20, 100, 1e-10).energyWatts(network);

      for (int k = 1; k < watts.length; k++) {
        // Steps err by 1e-10 of the sizes of some 50 numbers, each with a slope of E of some 1 W.
        assertThat(watts[k])
            .as("seed %d, sample %d", seed, k)
            .isLessThanOrEqualTo(watts[k - 1] + 1e-8);
      }
      assertThat(watts[100]).as("seed %d", seed).isLessThan(watts[0]);
    }
  }
}
