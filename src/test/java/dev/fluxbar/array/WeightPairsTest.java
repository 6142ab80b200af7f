package dev.fluxbar.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.fluxbar.array.WeightPairs.Mapping;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightPairsTest {
  private static final double LOW = 0.5;
  private static final double HIGH = 3.5;

  private static WeightPairs pairs(Mapping mapping) {
    return new WeightPairs(LOW, HIGH, mapping);
  }

  private static Matrix weights(Random random) {
    return Matrix.fill(5, 7, (k, j) -> 3 * (2 * random.nextDouble() - 1));
  }

  /** Halving and adding to numbers below 4 rounds by at most 2^-51 each time, in both devices. */
  @ParameterizedTest
  @EnumSource(Mapping.class)
  void everyWeightComesBackFromItsPairWithinTheRange(Mapping mapping) {
    for (long seed = 1; seed <= 50; seed++) {
      Matrix weights = weights(new Random(seed));
      Matrix siemens = pairs(mapping).siemens(List.of(weights)).array(0);
      assertThat(siemens.rows()).isEqualTo(10);
      for (double[] row : siemens.toArrays()) {
        for (double value : row) {
          assertThat(value).as("seed %d", seed).isBetween(LOW, HIGH);
        }
      }
      assertThat(WeightPairs.weights(siemens).largestDifference(weights))
          .as("seed %d", seed)
          .isLessThan(0x1p-49);
    }
  }

  @Test
  void centredPairsLieAroundTheMiddle() {
    Matrix siemens =
        pairs(Mapping.CENTRED).siemens(List.of(Matrix.of(new double[] {1, -3}))).array(0);
    assertThat(siemens.toArrays()).isDeepEqualTo(new double[][] {{2.5, 0.5}, {1.5, 3.5}});
  }

  @Test
  void oneOfAMinimalPairIsAtTheLowerEndAndTheirSumIsTheLeast() {
    Matrix weights = Matrix.of(new double[] {1, -3, 0});
    Matrix siemens = pairs(Mapping.MINIMAL).siemens(List.of(weights)).array(0);
    assertThat(siemens.toArrays()).isDeepEqualTo(new double[][] {{1.5, 0.5, 0.5}, {0.5, 3.5, 0.5}});
    Matrix centred = pairs(Mapping.CENTRED).siemens(List.of(weights)).array(0);
    for (int j = 0; j < 3; j++) {
      assertThat(siemens.at(0, j) + siemens.at(1, j))
          .isLessThanOrEqualTo(centred.at(0, j) + centred.at(1, j));
    }
  }

  @Test
  void refusesAWeightThatNoPairCarriesAndNamesIt() {
    Matrix fits = Matrix.of(new double[] {3, -3});
    Matrix not = Matrix.of(new double[] {1}, new double[] {-3.1});
    assertThatThrownBy(() -> pairs(Mapping.CENTRED).siemens(List.of(fits, not)))
        .hasMessageContaining("layer=2, neuron=2, input=1, weight=-3.1, largest=3.0")
        .hasMessageContaining("scale");
  }

  @ParameterizedTest
  @EnumSource(Mapping.class)
  void aFittingScaleFitsAndUsesTheWholeRange(Mapping mapping) {
    WeightPairs pairs = pairs(mapping);
    assertThat(pairs.fittingScale(List.of(Matrix.of(new double[] {3, 1})))).isEqualTo(1);
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      double size = 3 + 100 * random.nextDouble();
      Matrix large = Matrix.of(new double[] {size, -size / 3});
      double scale = pairs.fittingScale(List.of(large));
      Matrix scaled = large.map(weight -> scale * weight);
      assertThat(pairs.siemens(List.of(scaled)).array(0).rows()).as("seed %d", seed).isEqualTo(2);
      // The whole range is used, but for what the fifth digit of the scale is worth.
      assertThat(scaled.at(0, 0)).as("seed %d", seed).isBetween(3 * 0.999, 3.0);
      assertThat(BigDecimal.valueOf(scale).precision()).as("seed %d", seed).isLessThan(5);
    }
  }

  /** {@code A tanh(cJ / (c s)) = A tanh(J / s)}: roundings of an argument below 5, slope 0.75. */
  @Test
  void aScaledNeuronGivesForScaledCurrentsWhatItGaveBefore() {
    Activation scaled = Activation.SCALED_SIGMOID.scaled(0.3);
    for (double amperes = -9; amperes < 9; amperes += 0.37) {
      assertThat(scaled.volts(0.3 * amperes))
          .isCloseTo(Activation.SCALED_SIGMOID.volts(amperes), offset(1e-14));
    }
  }

  @Test
  void refusesARangeThatIsNone() {
    assertThatThrownBy(() -> new WeightPairs(0, 1, Mapping.CENTRED)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new WeightPairs(2, 2, Mapping.CENTRED)).hasMessageContaining("2.0");
    assertThatThrownBy(() -> new WeightPairs(1, Double.NaN, Mapping.CENTRED))
        .hasMessageContaining("NaN");
  }
}
