package dev.fluxbar.emulator;

import dev.fluxbar.physics.Circuit;

/** Makes the arrays behind an emulated board's channels, as ideal as its description has them. */
public final class BoardCircuit {

  private BoardCircuit() {}

  /** The arrays of {@code spec}, as they wake up. */
  public static Circuit of(BoardSpec spec) {
    return Crossbars.circuit(spec);
  }
}
