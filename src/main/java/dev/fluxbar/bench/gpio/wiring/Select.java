package dev.fluxbar.bench.gpio.wiring;

/**
 * The select line of a chip.
 *
 * @param bus number of the serial bus
 * @param chipSelect which of its select lines
 * @param clockHertz of the serial clock
 */
public record Select(int bus, int chipSelect, int clockHertz) {

  /** Whether both are one line. */
  boolean same(Select other) {
    return bus == other.bus && chipSelect == other.chipSelect;
  }

  @Override
  public String toString() {
    return bus + "." + chipSelect;
  }
}
