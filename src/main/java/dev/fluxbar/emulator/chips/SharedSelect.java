package dev.fluxbar.emulator.chips;

import java.util.List;

/** Chips on one select line that tell frames apart by addresses; one answers. */
public final class SharedSelect implements EmulatedChip {
  private final List<EmulatedMcp23s17> chips;

  public SharedSelect(List<EmulatedMcp23s17> chips) {
    this.chips = List.copyOf(chips);
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] answer = new byte[frame.length];
    for (EmulatedMcp23s17 chip : chips) {
      byte[] one = chip.transfer(frame);
      for (int i = 0; i < one.length; i++) {
        // Drivers of one line: only the chip that is meant drives it, others leave it low.
        answer[i] |= one[i];
      }
    }
    return answer;
  }
}
