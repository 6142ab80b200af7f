package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.wiring.Line;
import java.util.OptionalLong;

/**
 * A bench that a lab shall hold.
 *
 * @param name by which people know it: lower-case letters, digits and dashes
 * @param file what the configuration says
 * @param line what carries the bytes to an emulated board
 * @param seed of an emulated board, instead of its file's
 */
public record BenchSlot(String name, BenchFile file, Line line, OptionalLong seed) {
  public BenchSlot {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw new BadInput(
          "bench: name=%s; use at most 32 lower-case letters, digits and dashes".formatted(name));
    }
  }
}
