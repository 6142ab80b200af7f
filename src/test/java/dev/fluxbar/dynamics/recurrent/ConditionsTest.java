package dev.fluxbar.dynamics.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static Conditions activation(double[]... weights) {
    return Conditions.of(Networks.single(1, weights), Mode.ACTIVATION);
  }

  private static Conditions both(double lambda, double[]... weights) {
    return Conditions.of(Networks.single(lambda, weights), Mode.BOTH);
  }

  @Test
  void excitationAloneIsCooperative() {
    Conditions ring = activation(row(0, 0, 1), row(1, 0, 0), row(0, 2, 0));

    assertThat(ring.cooperative()).isTrue();
    assertThat(ring.irreducible()).isTrue();
    assertThat(ring.symmetric()).isFalse();
    assertThat(ring.convergence()).isEqualTo(Conditions.Convergence.ALMOST_EVERY);
  }

  @Test
  void anInhibitingLoopOfItsOwnDoesNotCount() {
    // The diagonal of the Jacobian may have any sign.
    assertThat(activation(row(-1, 1), row(1, -1)).cooperative()).isTrue();
  }

  @Test
  void aChainIsReducible() {
    Conditions chain = activation(row(1, 0, 0), row(1, 1, 0), row(0, 1, 1));

    assertThat(chain.irreducible()).isFalse();
    assertThat(activation(row(1, 1, 0), row(0, 1, 1), row(0, 0, 1)).irreducible()).isFalse();
    assertThat(chain.convergence()).isEqualTo(Conditions.Convergence.NOTHING);
  }

  @Test
  void twoGroupsAreCooperativeUpToSigns() {
    Conditions groups = activation(row(1, 1, -1), row(1, 1, -2), row(-1, -1, 1));

    assertThat(groups.cooperative()).isFalse();
    assertThat(groups.signature()).hasValue(List.of(1, 1, -1));
    assertThat(groups.convergence()).isEqualTo(Conditions.Convergence.ALMOST_EVERY);
  }

  @Test
  void anOddLoopOfInhibitionHasNoSignature() {
    // Three that inhibit in a ring: the oscillator of that name.
    Conditions ring = activation(row(0, 0, -3), row(-3, 0, 0), row(0, -3, 0));

    assertThat(ring.signature()).isEmpty();
    assertThat(ring.convergence()).isEqualTo(Conditions.Convergence.NOTHING);
  }

  @Test
  void neuronsThatActOnEachOtherWithOppositeSignsHaveNoSignature() {
    assertThat(activation(row(1, 1), row(-1, 1)).signature()).isEmpty();
  }

  @Test
  void symmetryIsThatOfEveryMemristor() {
    assertThat(activation(row(1, -2), row(-2, 3)).symmetric()).isTrue();
    assertThat(activation(row(1, -2), row(-2.0000001, 3)).symmetric()).isFalse();
    assertThat(activation(row(1, -2), row(2, 3)).symmetric()).isFalse();
  }

  @Test
  void weightsAndActivationsTogetherFitOnlyTheOrthantsOfTheirSigns() {
    Conditions groups = both(1, row(1, 1, -1), row(1.1, 1, -1), row(-1, -1, 1));

    assertThat(groups.cooperative()).isFalse();
    assertThat(groups.invariantOrthants()).isEqualTo(2);
    assertThat(groups.convergence()).isEqualTo(Conditions.Convergence.ALMOST_EVERY_IN_ORTHANTS);
    assertThat(both(1, row(1, 1), row(-1, 1)).invariantOrthants()).isZero();
  }

  @Test
  void pairsFitEveryOrthantAndCurrentsChooseAmongThem() {
    double[][] none = new double[3][3];
    RecurrentNetwork free = Networks.pairs(1, none);
    RecurrentNetwork pushed =
        new RecurrentNetwork(
            new Neurons(Neuron.TANH, row(1, 1, 1), row(1, 1, 1), row(0.5, 0, -0.1)),
            free.connections(),
            free.learning());

    assertThat(Conditions.of(free, Mode.BOTH).invariantOrthants()).isEqualTo(8);
    assertThat(Conditions.of(pushed, Mode.BOTH).invariantOrthants()).isEqualTo(2);
    assertThat(Conditions.of(free, Mode.BOTH).irreducible()).isTrue();
  }

  @Test
  void theWholeJacobianHasOneSignStructureInAnInvariantOrthant() {
    // d_a J_ab d_b >= 0 off the diagonal, with signs d of the orthant and sign s_i s_j of a cell.
    int[] orthant = {1, 1, -1};
    for (long seed = 1; seed <= 10; seed++) {
      Random random = new Random(seed);
      Connections connections =
          Connections.single(
              ArctanMemristor.PAPER,
              Matrix.fill(
                  3, 3, (i, j) -> orthant[i] * orthant[j] * (0.6 + 2 * random.nextDouble())));
      RecurrentNetwork network = Networks.of(connections, 0.5);
      Rates rates = Rates.of(network, Mode.BOTH, Networks.state(network, random));
      double[] y = new double[rates.size()];
      int[] d = new int[y.length];
      for (int i = 0; i < 3; i++) {
        y[rates.fluxes() + i] = orthant[i] * (0.1 + random.nextDouble());
        d[rates.fluxes() + i] = orthant[i];
      }
      for (int cell = 0; cell < rates.fluxes(); cell++) {
        y[cell] = random.nextDouble() - 0.5;
        d[cell] =
            (connections.sign(cell) == 0 ? 1 : (int) connections.sign(cell))
                * orthant[cell % 3]
                * orthant[cell / 3 % 3];
      }
      double[] up = new double[y.length];
      double[] down = new double[y.length];
      for (int b = 0; b < y.length; b++) {
        double before = y[b];
        y[b] = before + 1e-6;
        rates.rates(y, up);
        y[b] = before - 1e-6;
        rates.rates(y, down);
        y[b] = before;
        for (int a = 0; a < y.length; a++) {
          // Differences of 2e-6 V know entries of some 1 to 1e-9.
          if (a != b) {
            assertThat(d[a] * d[b] * (up[a] - down[a]) / 2e-6)
                .as("seed %d, entry %d %d", seed, a, b)
                .isGreaterThan(-1e-8);
          }
        }
      }
    }
  }

  @Test
  void energyProvesMoreThanSigns() {
    assertThat(activation(row(1, -2), row(-2, 3)).convergence())
        .isEqualTo(Conditions.Convergence.EVERY);
    assertThat(both(1, row(1, -2), row(-2, 3)).convergence())
        .isEqualTo(Conditions.Convergence.EVERY);
    assertThat(both(0, row(1, -2), row(-2, 3)).convergence())
        .isEqualTo(Conditions.Convergence.ACTIVATIONS);
  }

  private static double[] row(double... entries) {
    return entries;
  }
}
