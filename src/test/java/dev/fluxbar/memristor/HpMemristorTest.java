package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpMemristorTest {
  /** About the numbers of Strukov et al., Figure 2. */
  private static HpMemristor with(Window window) {
    return new HpMemristor(100, 16_000, 1e-14, 1e-8, window);
  }

  abstract static class OfFilm extends OnePortContract {
    abstract Window window();

    @Override
    OnePort device() {
      return with(window());
    }

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
      return 1;
    }

    @Override
    double reachSeconds() {
      return 0.5;
    }
  }

  @Nested
  class WithoutWindow extends OfFilm {
    @Override
    Window window() {
      return Window.NONE;
    }
  }

  @Nested
  class WithJoglekarsWindow extends OfFilm {
    @Override
    Window window() {
      return new Window.Joglekar(1);
    }
  }

  @Nested
  class WithASteepJoglekarWindow extends OfFilm {
    @Override
    Window window() {
      return new Window.Joglekar(7);
    }
  }

  @Nested
  class WithBioleksWindow extends OfFilm {
    @Override
    Window window() {
      return new Window.Biolek(2);
    }
  }

  /**
   * Without a window the flux from x0 to x1 is the integral of the resistance over x, divided by k
   * = mobility on / thickness^2 = 1e4 a coulomb: (16000 (x1 - x0) - 7950 (x1^2 - x0^2)) / k.
   */
  @Test
  void takesTheFluxOfTheClosedForm() {
    double flux = (16_000 * 0.5 - 7950 * (0.7 * 0.7 - 0.2 * 0.2)) / 1e4;
    assertThat(with(Window.NONE).after(0.2, 0.5, flux / 0.5)).isCloseTo(0.7, within(1e-14));
    assertThat(with(Window.NONE).after(0.7, -0.25, flux / 0.25)).isCloseTo(0.2, within(1e-14));
  }

  /**
   * With Joglekar's window of p = 1 the flux is the integral of the resistance over 4 x (1 - x):
   * (16000 ln(x1 / x0) - 100 ln((1 - x1) / (1 - x0))) / (4 k).
   */
  @Test
  void takesTheFluxOfTheClosedFormUnderJoglekarsWindow() {
    double flux = (16_000 * Math.log(0.7 / 0.2) - 100 * Math.log(0.3 / 0.8)) / 4e4;
    HpMemristor device = with(new Window.Joglekar(1));
    assertThat(device.after(0.2, 0.5, flux / 0.5)).isCloseTo(0.7, within(1e-11));
  }

  @Test
  void leavesABoundWhenTheVoltageTurnsUnlessJoglekarHoldsIt() {
    for (Window window : new Window[] {Window.NONE, new Window.Biolek(1)}) {
      assertThat(with(window).after(1, 1, 1)).isEqualTo(1);
      assertThat(with(window).after(1, -1, 0.01)).isLessThan(1);
      assertThat(with(window).after(0, -1, 1)).isEqualTo(0);
      assertThat(with(window).after(0, 1, 0.01)).isPositive();
    }
    assertThat(with(new Window.Joglekar(1)).after(1, -1, 1)).isEqualTo(1);
    assertThat(with(new Window.Joglekar(1)).after(0, 1, 1)).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 16000, 1e-14, 1e-8, on-ohms",
    "100, 100, 1e-14, 1e-8, off-ohms",
    "100, NaN, 1e-14, 1e-8, off-ohms",
    "100, Infinity, 1e-14, 1e-8, off-ohms",
    "100, 16000, 0, 1e-8, mobility",
    "100, 16000, NaN, 1e-8, mobility",
    "100, 16000, 1e-14, 1e-10, thickness-metres",
    "100, 16000, 1e-14, 1e-5, thickness-metres",
    "100, 16000, 1e-14, NaN, thickness-metres"
  })
  void refusesFilmsThatAreNone(
      double on, double off, double mobility, double metres, String named) {
    assertThatThrownBy(() -> new HpMemristor(on, off, mobility, metres, Window.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HP memristor: ")
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "21"})
  void refusesWindowsOfNoPower(int p) {
    assertThatThrownBy(() -> new Window.Joglekar(p)).hasMessageContaining("p=" + p);
    assertThatThrownBy(() -> new Window.Biolek(p)).hasMessageContaining("p=" + p);
  }
}
