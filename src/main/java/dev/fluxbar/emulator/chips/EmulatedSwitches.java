package dev.fluxbar.emulator.chips;

/** A chip, or a chain of chips, with outputs that are high or low. */
public non-sealed interface EmulatedSwitches extends EmulatedChip {

  /** Whether an output is high; one that drives nothing is where a resistor holds it. */
  boolean high(int output);

  /** The pin that takes shifted bits over, where it has one: its rising edge. */
  default void latch(boolean high) {}

  /** The pin that turns outputs on, where it has one: while it is low. */
  default void outputEnable(boolean high) {}
}
