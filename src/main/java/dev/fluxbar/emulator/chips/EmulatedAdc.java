package dev.fluxbar.emulator.chips;

/** A chip that measures voltages. */
public non-sealed interface EmulatedAdc extends EmulatedChip {

  /** Half of what a channel's input range spans now, in volts. */
  double halfSpanVolts(int channel);

  /** What stands at its input pins now. */
  @FunctionalInterface
  interface Pins {
    double volts(int channel);
  }
}
