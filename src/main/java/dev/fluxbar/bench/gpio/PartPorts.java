package dev.fluxbar.bench.gpio;

import dev.fluxbar.bench.gpio.chip.Chip;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.bench.gpio.port.SpiPort;
import dev.fluxbar.bench.gpio.wiring.Part;

/** Opens the buses of parts. */
final class PartPorts {

  private PartPorts() {}

  static SpiBus bus(Header header, Part part, Chip chip) {
    if (part.select().clockHertz() > chip.fastestHertz()) {
      throw new IllegalArgumentException(
          "part: name=%s, model=%s, clock-hertz=%d, fastest-hertz=%d; slow its clock down"
              .formatted(
                  part.name(), part.model(), part.select().clockHertz(), chip.fastestHertz()));
    }
    return header.spi(
        new SpiPort(
            part.select().bus(),
            part.select().chipSelect(),
            chip.spiMode(),
            part.select().clockHertz()));
  }
}
