package dev.fluxbar.bench.gpio.port;

/**
 * Where a chip is on the serial buses, and how it is spoken to.
 *
 * @param bus number of the bus, 0 to 6
 * @param chipSelect which of the bus's select lines, 0 to 2
 * @param mode clock polarity and phase, 0 to 3
 * @param clockHertz of the serial clock, 1000 to 125,000,000
 */
public record SpiPort(int bus, int chipSelect, int mode, int clockHertz) {

  private static final int SLOWEST_HERTZ = 1000;
  private static final int FASTEST_HERTZ = 125_000_000;

  public SpiPort {
    if (bus < 0 || bus > 6 || chipSelect < 0 || chipSelect > 2) {
      throw new IllegalArgumentException(
          "spi: bus=%d, chip-select=%d; a bus is 0 to 6, a chip select 0 to 2"
              .formatted(bus, chipSelect));
    }
    if (mode < 0 || mode > 3) {
      throw new IllegalArgumentException("spi: mode=%d; it must be 0 to 3".formatted(mode));
    }
    if (clockHertz < SLOWEST_HERTZ || clockHertz > FASTEST_HERTZ) {
      throw new IllegalArgumentException(
          "spi: clock-hertz=%d; it must be %d to %d"
              .formatted(clockHertz, SLOWEST_HERTZ, FASTEST_HERTZ));
    }
  }

  /** The file that the system has for it. */
  public String deviceFile() {
    return "/dev/spidev%d.%d".formatted(bus, chipSelect);
  }
}
