package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VteamMemristorTest {
  private static VteamMemristor with(Window window) {
    return new VteamMemristor(1e4, 1e5, -0.6, 0.5, -40, 30, 3, 2, window);
  }

  abstract static class OfThresholds extends OnePortContract {
    @Override
    double lowState() {
      return 0;
    }

    @Override
    double highState() {
      return 1;
    }

    @Override
    double reachVolts() {
      return 1.5;
    }

    @Override
    double reachSeconds() {
      return 0.01;
    }
  }

  @Nested
  class WithoutWindow extends OfThresholds {
    @Override
    OnePort device() {
      return with(Window.NONE);
    }
  }

  @Nested
  class WithWindow extends OfThresholds {
    @Override
    OnePort device() {
      return with(new Window.Joglekar(2));
    }
  }

  @Nested
  class Reversed extends OfThresholds {
    @Override
    OnePort device() {
      return new ReversedPort(with(Window.NONE));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.6, -0.1, 0, 0.1, 0.5})
  void standsExactlyStillBetweenItsThresholds(double volts) {
    for (Window window : new Window[] {Window.NONE, new Window.Joglekar(1)}) {
      assertThat(with(window).rate(0.3, volts)).isZero();
      assertThat(with(window).after(0.3, volts, 1e6)).isEqualTo(0.3);
    }
  }

  /** At twice the threshold the power is 1: rates are those given. */
  @Test
  void movesAtItsRatesAtTwiceItsThresholds() {
    assertThat(with(Window.NONE).after(0.3, 1, 0.01)).isCloseTo(0.6, within(1e-15));
    assertThat(with(Window.NONE).after(0.6, -1.2, 0.01)).isCloseTo(0.2, within(1e-15));
    assertThat(with(Window.NONE).after(0.3, 1.5, 0.01)).isEqualTo(1);
    assertThat(new ReversedPort(with(Window.NONE)).after(0.3, -1, 0.01))
        .isCloseTo(0.6, within(1e-15));
  }

  /** Under Joglekar's window of p = 1 the state is logistic: x / (1 - x) grows by exp(4 k t). */
  @Test
  void isLogisticUnderJoglekarsWindow() {
    double odds = 0.3 / 0.7 * Math.exp(4 * 30 * 0.01);
    assertThat(with(new Window.Joglekar(1)).after(0.3, 1, 0.01))
        .isCloseTo(odds / (1 + odds), within(1e-11));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1e5, -0.6, 0.5, -40, 30, 3, 2, on-ohms",
    "1e5, 1e5, -0.6, 0.5, -40, 30, 3, 2, off-ohms",
    "1e4, 1e5, 0.6, 0.5, -40, 30, 3, 2, on-volts",
    "1e4, 1e5, NaN, 0.5, -40, 30, 3, 2, on-volts",
    "1e4, 1e5, -0.6, 0, -40, 30, 3, 2, off-volts",
    "1e4, 1e5, -0.6, 0.5, 40, 30, 3, 2, on-rate-per-second",
    "1e4, 1e5, -0.6, 0.5, -40, 0, 3, 2, off-rate-per-second",
    "1e4, 1e5, -0.6, 0.5, -40, 30, 0.5, 2, on-power",
    "1e4, 1e5, -0.6, 0.5, -40, 30, 3, NaN, off-power",
    "1e4, 1e5, -0.6, 0.5, -40, 30, 3, 21, off-power"
  })
  void refusesWhatIsNoDevice(
      double on,
      double off,
      double onVolts,
      double offVolts,
      double onRate,
      double offRate,
      double onPower,
      double offPower,
      String named) {
    assertThatThrownBy(
            () ->
                new VteamMemristor(
                    on, off, onVolts, offVolts, onRate, offRate, onPower, offPower, Window.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("VTEAM memristor: ")
        .hasMessageContaining(named);
  }

  @Test
  void refusesBioleksWindow() {
    assertThatThrownBy(() -> with(new Window.Biolek(1))).hasMessageContaining("window=");
  }
}
