package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.numeric.Arctangent;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArctanMemristorTest {

  @Nested
  class OfThePaper extends FluxControlledContract {
    @Override
    FluxControlled device() {
      return ArctanMemristor.PAPER;
    }

    @Override
    double reachVoltSeconds() {
      return 50;
    }
  }

  @Nested
  class OfMilliseconds extends FluxControlledContract {
    @Override
    FluxControlled device() {
      return new ArctanMemristor(1.3e-4, 7e-5, 3e-3);
    }

    @Override
    double reachVoltSeconds() {
      return 0.1;
    }
  }

  @Test
  void isThePapersMemductanceToItsLastPlaces() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double flux = random.nextGaussian() * Math.pow(10, random.nextInt(-8, 9));
      // The arctangent's own bound, and the rounding of each of the two sums.
      double bound = Arctangent.ERROR + 2 * Math.ulp(2.0) / 2;
      assertThat(ArctanMemristor.PAPER.memductanceSiemens(flux))
          .as("seed %s, flux %s", seed, flux)
          .isCloseTo(Math.atan(flux) + 2, within(bound));
    }
  }

  @Test
  void hasThePapersBoundsAndLipschitzConstant() {
    assertThat(ArctanMemristor.PAPER.minSiemens()).isEqualTo(2 - Math.PI / 2);
    assertThat(ArctanMemristor.PAPER.maxSiemens()).isEqualTo(2 + Math.PI / 2);
    assertThat(ArctanMemristor.PAPER.lipschitzSiemensPerVoltSecond()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1, 1",
    "2, 0, 1",
    "2, -1, 1",
    "2, 1, 0",
    "2, 1, -1",
    "NaN, 1, 1",
    "2, NaN, 1",
    "2, 1, NaN",
    "Infinity, 1, 1",
    "2, Infinity, 1",
    "2, 1, Infinity"
  })
  void refusesParametersWithoutPositiveMemductance(double centre, double swing, double scale) {
    assertThatThrownBy(() -> new ArctanMemristor(centre, swing, scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arctan memristor: ");
  }
}
