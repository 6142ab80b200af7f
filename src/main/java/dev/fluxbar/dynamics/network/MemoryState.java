package dev.fluxbar.dynamics.network;

import java.util.Arrays;

/**
 * Memories on their way, which of them rest at a bound, and two integrals that keep the books of
 * what bounds and decay took from them ({@link ConservationLaws}). One flat vector: w, then the
 * integral of {@code alpha w - withheld}, then the same with {@code 1 + xi w} as a factor (current
 * control) or a divisor (voltage control).
 *
 * <p>A memristor at a bound whose rate points outwards is held: its rate is withheld. Currents do
 * not depend on who is held, so that each is judged by its own rate alone.
 */
final class MemoryState {
  private final CircuitEquations equations;
  private final int size;
  private final double[] values;
  private final double[] w;

  /** 1 held at w = 1, -1 held at w = 0, 0 free. */
  private final int[] held;

  MemoryState(CircuitEquations equations, double[] w0) {
    this.equations = equations;
    size = w0.length;
    values = Arrays.copyOf(w0, 3 * size);
    w = new double[size];
    held = new int[size];
  }

  int size() {
    return size;
  }

  double[] values() {
    return values;
  }

  double w(int k) {
    return values[k];
  }

  /** The integral of what w gained otherwise than by current. */
  double gained(int k) {
    return values[size + k];
  }

  /** The same integral, weighted. */
  double weightedGain(int k) {
    return values[2 * size + k];
  }

  int held(int k) {
    return held[k];
  }

  /** Puts a memristor to rest at the bound that it has reached. */
  void hold(int k) {
    held[k] = values[k] > 0.5 ? 1 : -1;
    values[k] = held[k] > 0 ? 1 : 0;
  }

  void release(int k) {
    held[k] = 0;
  }

  /** Holds those that start at a bound and would leave it outwards. */
  void holdOutward(double[] rates) {
    for (int k = 0; k < size; k++) {
      if ((values[k] >= 1 && rates[k] > 0) || (values[k] <= 0 && rates[k] < 0)) {
        hold(k);
      }
    }
  }

  /** Takes rounding back that carried free memories over a bound. */
  void clip() {
    for (int k = 0; k < size; k++) {
      values[k] = Math.max(0, Math.min(1, values[k]));
    }
  }

  /**
   * The slopes of a trial vector.
   *
   * @param rates written: dw/dt as if there were no bounds
   * @param slopes written: of all three parts
   */
  void slopes(double seconds, double[] trial, double[] rates, double[] slopes) {
    System.arraycopy(trial, 0, w, 0, size);
    equations.rates(seconds, w, rates);
    MemristorLaw law = equations.law();
    for (int k = 0; k < size; k++) {
      double withheld = held[k] == 0 ? 0 : rates[k];
      slopes[k] = rates[k] - withheld;
      double gain = law.alphaPerSecond() * w[k] - withheld;
      double weight = law.relativeOhms(w[k]);
      slopes[size + k] = gain;
      slopes[2 * size + k] = law.control() == Control.CURRENT ? gain * weight : gain / weight;
    }
  }
}
