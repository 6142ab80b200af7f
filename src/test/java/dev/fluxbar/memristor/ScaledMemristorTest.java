package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScaledMemristorTest extends FluxControlledContract {
  @Override
  FluxControlled device() {
    return new ScaledMemristor(ArctanMemristor.PAPER, 1.3, 0.7);
  }

  @Override
  double reachVoltSeconds() {
    return 20;
  }

  @Test
  void refusesFactorsThatAreNotPositive() {
    assertThatThrownBy(() -> new ScaledMemristor(ArctanMemristor.PAPER, 0, 1))
        .hasMessageContaining("conductance=0");
    assertThatThrownBy(() -> new ScaledMemristor(ArctanMemristor.PAPER, 1, Double.NaN))
        .hasMessageContaining("sluggishness=NaN");
  }
}
