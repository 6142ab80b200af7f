package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakyMemristorTest extends OnePortContract {
  private static final LeakyMemristor DEVICE =
      new LeakyMemristor(new ArctanMemristor(30e-6, 14e-6, 0.02), 0.5);

  @Override
  OnePort device() {
    return DEVICE;
  }

  @Override
  double lowState() {
    return -0.1;
  }

  @Override
  double highState() {
    return 0.1;
  }

  @Override
  double reachVolts() {
    return 1;
  }

  @Override
  double reachSeconds() {
    return 0.1;
  }

  @Test
  void forgetsExponentiallyAndSettlesWhereDriveAndForgettingBalance() {
    assertThat(DEVICE.after(0.04, 0, 1)).isCloseTo(0.04 * Math.exp(-2), within(1e-17));
    assertThat(DEVICE.after(0.04, 0.1, 100)).isCloseTo(0.05, within(1e-16));
    assertThat(DEVICE.rate(0.05, 0.1)).isCloseTo(0, within(1e-16));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesForgettingThatIsNone(double seconds) {
    assertThatThrownBy(() -> new LeakyMemristor(ArctanMemristor.PAPER, seconds))
        .hasMessageContaining("forget-seconds=" + seconds);
  }
}
