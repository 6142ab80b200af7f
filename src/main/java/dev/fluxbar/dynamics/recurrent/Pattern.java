package dev.fluxbar.dynamics.recurrent;

import java.util.Arrays;

/** What a memory holds: one sign a neuron. Immutable; copies in and out. */
public final class Pattern {
  private final String name;
  private final int[] signs;

  /**
   * @param signs 1 or -1 each
   */
  public Pattern(String name, int... signs) {
    for (int i = 0; i < signs.length; i++) {
      if (signs[i] != 1 && signs[i] != -1) {
        throw new IllegalArgumentException(
            "pattern: name=%s, neuron=%d, sign=%d; it must be 1 or -1"
                .formatted(name, i + 1, signs[i]));
      }
    }
    this.name = name;
    this.signs = signs.clone();
  }

  public String name() {
    return name;
  }

  /** How many neurons it needs. */
  public int size() {
    return signs.length;
  }

  /** One a neuron; a new array. */
  public int[] signs() {
    return signs.clone();
  }

  /** Whether every activation has its sign. */
  public boolean isIn(double[] activations) {
    for (int i = 0; i < signs.length; i++) {
      if (!(activations[i] * signs[i] > 0)) {
        return false;
      }
    }
    return true;
  }

  /** The same, every sign turned. */
  public Pattern mirrored() {
    return new Pattern("-" + name, Arrays.stream(signs).map(sign -> -sign).toArray());
  }
}
