package dev.fluxbar.memristor;

/**
 * How the motion of a state between 0 and 1 slows down next to its bounds: a factor of its rate.
 */
public sealed interface Window {

  /** No slowing: the state runs into a bound and stops there until the voltage turns. */
  Window NONE = new None();

  /** The factor at {@code state}, 0 to 1, for a state that rises or falls. */
  double at(double state, boolean rising);

  /** See {@link #NONE}. */
  record None() implements Window {
    @Override
    public double at(double state, boolean rising) {
      return 1;
    }
  }

  /**
   * {@code 1 - (2 x - 1)^(2 p)} (Joglekar and Wolf, Eur. J. Phys. 30, 2009, (8)). A state that
   * stands exactly at a bound never leaves it.
   *
   * @param p 1 to {@value #LARGEST}
   */
  record Joglekar(int p) implements Window {
    public Joglekar {
      checkPower("joglekar", p);
    }

    @Override
    public double at(double state, boolean rising) {
      double away = 2 * state - 1;
      return 1 - power(away * away, p);
    }
  }

  /**
   * {@code 1 - (x - stp(-i))^(2 p)} (Biolek, Biolek, Biolkova, Radioengineering 18, 2009, (5)):
   * slow before the bound ahead alone, so that a state leaves a bound as soon as the voltage turns.
   *
   * @param p 1 to {@value #LARGEST}
   */
  record Biolek(int p) implements Window {
    public Biolek {
      checkPower("biolek", p);
    }

    @Override
    public double at(double state, boolean rising) {
      double away = rising ? state : state - 1;
      return 1 - power(away * away, p);
    }
  }

  /** The largest p: beyond it the window is a wall, and {@link #NONE} says so better. */
  int LARGEST = 20;

  private static void checkPower(String window, int p) {
    if (p < 1 || p > LARGEST) {
      throw new IllegalArgumentException(
          "window %s: p=%d; it must be 1 to %d".formatted(window, p, LARGEST));
    }
  }

  private static double power(double base, int exponent) {
    double product = base;
    for (int i = 1; i < exponent; i++) {
      product *= base;
    }
    return product;
  }
}
