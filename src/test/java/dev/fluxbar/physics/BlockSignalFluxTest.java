package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.signal.BlockSignal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heidema Lemma 1 and Theorem 1 on circuits with ideal drives. */
class BlockSignalFluxTest {
  /** What the project promises; the symmetric rule keeps the residue near rounding, about 1e-14. */
  private static final double PROMISED_VOLT_SECONDS = 1e-9;

  private static final double TAU_SECONDS = 5;

  private static void plateau(Circuit circuit, int plateau, double[] volts, double seconds) {
    circuit.setColumnVolts(0, RandomNetwork.times(BlockSignal.sign(plateau), volts));
    circuit.advance(seconds);
  }

  @Test
  void everyFluxIsBackInTheMiddleAndAtTheEnd() {
    for (long seed = 0; seed < 500; seed++) {
      RandomNetwork network = RandomNetwork.of(seed);
      double[] volts = network.drive(3);
      Circuit circuit = network.cascade();
      plateau(circuit, 0, volts, TAU_SECONDS);
      plateau(circuit, 1, volts, TAU_SECONDS);
      assertThat(residue(network, circuit)).as("T/2, seed %s", seed).isLessThan(1e-11);
      plateau(circuit, 2, volts, TAU_SECONDS);
      plateau(circuit, 3, volts, TAU_SECONDS);
      assertThat(residue(network, circuit))
          .as("T, seed %s", seed)
          .isLessThan(PROMISED_VOLT_SECONDS / 100);
    }
  }

  private static double residue(RandomNetwork network, Circuit circuit) {
    return RandomNetwork.largestDifference(circuit.fluxesVoltSeconds(), network.fluxes());
  }

  @Test
  void aThousandBlockSignalsLeaveNoMoreThanIsPromisedForOne() {
    RandomNetwork network = RandomNetwork.of(12);
    double[] volts = network.drive(2);
    Circuit circuit = network.cascade();
    for (int i = 0; i < 1000; i++) {
      for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
        plateau(circuit, p, volts, 1);
      }
    }
    assertThat(residue(network, circuit)).isLessThan(PROMISED_VOLT_SECONDS);
  }

  @Test
  void fluxesAreEvenAboutAQuarterAndThreeQuartersOfThePeriod() {
    int points = 10;
    for (long seed = 0; seed < 50; seed++) {
      RandomNetwork network = RandomNetwork.of(seed);
      double[] volts = network.drive(2);
      Circuit circuit = network.cascade();
      List<List<Matrix>> course = new ArrayList<>(List.of(circuit.fluxesVoltSeconds()));
      circuit.observe(points, (seconds, c) -> course.add(c.fluxesVoltSeconds()));
      for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
        plateau(circuit, p, volts, TAU_SECONDS);
      }
      assertThat(course).hasSize(4 * points + 1);
      for (int i = 0; i <= 2 * points; i++) {
        for (int start : new int[] {0, 2 * points}) {
          assertThat(
                  RandomNetwork.largestDifference(
                      course.get(start + i), course.get(start + 2 * points - i)))
              .as("seed %s, point %s", seed, start + i)
              .isLessThan(1e-11);
        }
      }
    }
  }

  @Test
  void theMiddleShowsTheNetworkOfTheStartingMemductances() {
    for (long seed = 0; seed < 100; seed++) {
      RandomNetwork network = RandomNetwork.of(seed);
      double[] volts = network.drive(3);
      Circuit still = network.cascade();
      still.setColumnVolts(0, volts);
      Circuit circuit = network.cascade();
      plateau(circuit, 0, volts, TAU_SECONDS);
      plateau(circuit, 1, volts, TAU_SECONDS);
      for (int l = 0; l < network.shape().layers(); l++) {
        double[] expected = still.rowAmperes(l);
        double[] found = circuit.rowAmperes(l);
        for (int k = 0; k < found.length; k++) {
          // A residue of 1e-11 V s is at most 1e-11 * beta * volts * columns of current.
          assertThat(Math.abs(found[k] - expected[k])).as("seed %s", seed).isLessThan(1e-9);
        }
      }
    }
  }
}
