package dev.fluxbar.bench.gpio.chip;

/** A kind of chip on a serial bus, as its data sheet describes it. Drivers keep no state. */
public sealed interface Chip permits DacChip, AdcChip, SwitchChip {

  /** What a bench file calls it: lower case, with dashes. */
  String model();

  /** Clock polarity and phase: 0 takes bits on rising edges, 1 on falling ones. */
  int spiMode();

  /** The fastest serial clock that it takes over its whole supply range. */
  int fastestHertz();
}
