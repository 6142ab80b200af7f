package dev.fluxbar.emulator.chips;

import java.util.function.Consumer;

/**
 * A chip from power-on. What its data sheet does not allow it drops, as the chip would, and says so
 * to {@code complaints}.
 */
public sealed interface EmulatedChip
    permits EmulatedDac, EmulatedAdc, EmulatedSwitches, SharedSelect {

  /**
   * One frame: its select line falls, the bits pass, it rises.
   *
   * @return as many bytes
   */
  byte[] transfer(byte[] frame);

  /** What a chip says of a frame that it drops. */
  static void complain(Consumer<String> complaints, String chip, byte[] frame, String reason) {
    StringBuilder hex = new StringBuilder();
    for (byte b : frame) {
      hex.append("%02x ".formatted(b & 0xff));
    }
    complaints.accept("%s: frame=%s; %s".formatted(chip, hex.toString().trim(), reason));
  }
}
