package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.Path;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.TanhMemristor;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Paths of three layers: Heidema Lemma 2 as it shows in the voltages and in the fluxes. */
class PathFluxTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(3, 4, 2, 3);

  private record Drawn(
      long seed, Path path, double volts, FluxControlled device, Activation activation) {

    static Drawn of(long seed) {
      Random random = new Random(seed);
      Cell target = new Cell(2, random.nextInt(3), random.nextInt(2));
      return new Drawn(
          seed,
          Path.to(SHAPE, target, random.nextInt(3)),
          (random.nextBoolean() ? 1 : -1) * (0.01 + 2 * random.nextDouble()),
          random.nextBoolean() ? ArctanMemristor.PAPER : new TanhMemristor(1, 0.6, 0.3),
          random.nextBoolean() ? Activation.TANH : Activation.SCALED_SIGMOID);
    }

    List<Matrix> fluxes() {
      Random random = new Random(~seed);
      return SHAPE.arrays().stream()
          .map(a -> Matrix.fill(a.rows(), a.columns(), (k, j) -> random.nextGaussian()))
          .toList();
    }

    Circuit driven() {
      Circuit circuit = new IdealCircuit(SHAPE, Topology.CASCADE, activation, device, fluxes());
      circuit.setSwitches(SwitchSetting.along(SHAPE, path));
      circuit.setColumnVolts(0, Volts.only(3, path.firstColumn(), volts).toArray());
      return circuit;
    }

    /** f^kappa of Heidema (12), the voltage over the path's memristor in array kappa - 1. */
    double f(Circuit circuit, int array) {
      return circuit.columnVolts(array)[path.cells().get(array).column()];
    }
  }

  private interface Property {
    void check(Drawn drawn, Circuit circuit);
  }

  private static void throughoutAPulse(Property property) {
    for (long seed = 0; seed < 200; seed++) {
      Drawn drawn = Drawn.of(seed);
      Circuit circuit = drawn.driven();
      property.check(drawn, circuit);
      circuit.observe(5, (seconds, c) -> property.check(drawn, c));
      circuit.advance(3);
    }
  }

  @Test
  void everyVoltageOnThePathHasTheSignOfTheDrive() {
    throughoutAPulse(
        (drawn, circuit) -> {
          for (int l = 0; l < 3; l++) {
            assertThat(Math.signum(drawn.f(circuit, l)))
                .as("%s", drawn)
                .isEqualTo(Math.signum(drawn.volts));
          }
        });
  }

  @Test
  void noVoltageOnThePathExceedsItsLipschitzBound() {
    throughoutAPulse(
        (drawn, circuit) -> {
          double gain = drawn.activation.lipschitzOhms() * drawn.device.maxSiemens();
          for (int l = 0; l < 3; l++) {
            assertThat(Math.abs(drawn.f(circuit, l)))
                .as("%s", drawn)
                .isLessThanOrEqualTo(Math.pow(gain, l) * Math.abs(drawn.volts));
          }
        });
  }

  @Test
  void everyVoltageOnThePathKeepsTheShareOfTheSmallestMemductance() {
    throughoutAPulse(
        (drawn, circuit) -> {
          for (int l = 0; l < 2; l++) {
            double before = Math.abs(drawn.f(circuit, l));
            assertThat(Math.abs(drawn.f(circuit, l + 1)))
                .as("%s", drawn)
                .isGreaterThanOrEqualTo(drawn.activation.volts(drawn.device.minSiemens() * before));
          }
        });
  }

  @Test
  void aPulseMovesThePathTowardsItsSignAndNothingElse() {
    for (long seed = 0; seed < 200; seed++) {
      Drawn drawn = Drawn.of(seed);
      Circuit circuit = drawn.driven();
      circuit.advance(1);
      List<Cell> moved = new ArrayList<>();
      for (int l = 0; l < 3; l++) {
        Matrix before = drawn.fluxes().get(l);
        Matrix after = circuit.fluxesVoltSeconds().get(l);
        for (int k = 0; k < before.rows(); k++) {
          for (int j = 0; j < before.columns(); j++) {
            if (before.at(k, j) != after.at(k, j)) {
              moved.add(new Cell(l, k, j));
              assertThat(Math.signum(after.at(k, j) - before.at(k, j)))
                  .as("%s", drawn)
                  .isEqualTo(Math.signum(drawn.volts));
            }
          }
        }
      }
      assertThat(moved).as("%s", drawn).isEqualTo(drawn.path.cells());
    }
  }
}
