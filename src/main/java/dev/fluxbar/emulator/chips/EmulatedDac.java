package dev.fluxbar.emulator.chips;

/** A chip that gives voltages. */
public non-sealed interface EmulatedDac extends EmulatedChip {

  /** What stands at an output's pin now; 0 where it is off. */
  double volts(int channel);

  /** The pin LDAC: a low level moves input registers to the outputs. */
  void ldac(boolean high);
}
