package dev.fluxbar.emulator.chips;

/** A chip that measures voltages. */
public non-sealed interface EmulatedAdc extends EmulatedChip {

  /** What stands at its input pins now. */
  @FunctionalInterface
  interface Pins {
    double volts(int channel);
  }
}
