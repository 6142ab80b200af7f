package dev.fluxbar.dynamics.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecallTest {
  private static final Pattern ONE = new Pattern("one", 1, 1, 1, 1, -1, -1, -1, -1);
  private static final Pattern TWO = new Pattern("two", 1, -1, 1, -1, 1, -1, 1, -1);

  private static List<Recall.Try> from(int flipped) {
    Matrix weights = Hebbian.weights(List.of(ONE, TWO), 2.5);
    RecurrentNetwork network = Networks.of(Connections.pairs(ArctanMemristor.PAPER, weights), 0);
    return new Recall(network, List.of(ONE, TWO), 1, new Basins.Wanted(30, 100, 1e-7))
        .from(flipped);
  }

  @Test
  void weightsOfPatternsAreSumsOfTheirProductsScaledToTheDevice() {
    Matrix weights = Hebbian.weights(List.of(ONE, TWO), 2.5);

    assertThat(weights.at(0, 0)).isZero();
    assertThat(weights.at(0, 2)).isEqualTo(2.5);
    assertThat(weights.at(0, 7)).isEqualTo(-2.5);
    assertThat(weights.at(0, 1)).isZero();
  }

  @Test
  void patternsThatAreOrthogonalComeBackWhole() {
    assertThat(from(0)).hasSize(60).allMatch(Recall.Try::recalled);
    // Each neuron is held by three others through 2.5 S, and pulled by one wrong one at most.
    assertThat(from(1)).allMatch(Recall.Try::recalled);
  }

  @Test
  void aPatternWhoseEveryPixelIsTurnedIsItsMirrorImage() {
    assertThat(from(8))
        .noneMatch(Recall.Try::recalled)
        .allMatch(one -> (one.pattern() == 0 ? ONE : TWO).mirrored().isIn(one.end().activations()));
  }

  @Test
  void turnsAsManyNeuronsAsAsked() {
    assertThat(from(3))
        .allSatisfy(
            one -> {
              int[] signs = (one.pattern() == 0 ? ONE : TWO).signs();
              double[] x = one.start().activations();
              int turned = 0;
              for (int i = 0; i < x.length; i++) {
                assertThat(Math.abs(x[i])).isCloseTo(1, within(0.0));
                turned += x[i] * signs[i] < 0 ? 1 : 0;
              }
              assertThat(turned).isEqualTo(3);
            });
  }

  @Test
  void refusesPatternsOfDifferentSizes() {
    assertThatThrownBy(() -> Hebbian.weights(List.of(ONE, new Pattern("short", 1, -1)), 1))
        .hasMessageContaining("name=short, size=2");
    assertThatThrownBy(() -> new Pattern("bad", 1, 0)).hasMessageContaining("neuron=2, sign=0");
  }
}
