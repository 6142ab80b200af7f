package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TanhMemristorTest {

  @Nested
  class OfUnitScale extends FluxControlledContract {
    @Override
    FluxControlled device() {
      return new TanhMemristor(2, 1.5, 1);
    }

    @Override
    double reachVoltSeconds() {
      return 8;
    }
  }

  @Nested
  class OfMicrosiemens extends FluxControlledContract {
    @Override
    FluxControlled device() {
      return new TanhMemristor(5e-6, 4.9e-6, 0.02);
    }

    @Override
    double reachVoltSeconds() {
      return 0.1;
    }
  }

  @Test
  void isItsCentreAtFluxZero() {
    assertThat(new TanhMemristor(2, 1.5, 1).memductanceSiemens(0)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 0, 1",
    "2, -1, 1",
    "2, 1, 0",
    "NaN, 1, 1",
    "2, NaN, 1",
    "2, 1, NaN",
    "Infinity, 1, 1",
    "2, 1, Infinity"
  })
  void refusesParametersWithoutPositiveMemductance(double centre, double swing, double scale) {
    assertThatThrownBy(() -> new TanhMemristor(centre, swing, scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tanh memristor: ");
  }
}
