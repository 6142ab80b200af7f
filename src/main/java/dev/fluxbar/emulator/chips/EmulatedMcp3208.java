package dev.fluxbar.emulator.chips;

import java.util.function.Consumer;

/** An MCP3208 (data sheet DS21298), clock by clock. */
public final class EmulatedMcp3208 implements EmulatedAdc {
  private static final String NAME = "mcp3208";

  private final double referenceVolts;
  private final Pins pins;
  private final Consumer<String> complaints;

  public EmulatedMcp3208(double referenceVolts, Pins pins, Consumer<String> complaints) {
    this.referenceVolts = referenceVolts;
    this.pins = pins;
    this.complaints = complaints;
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] answer = new byte[frame.length];
    int start = 0;
    int clocks = 8 * frame.length;
    while (start < clocks && !bit(frame, start)) {
      start++;
    }
    // Start, single-ended, three of the channel, one to hold, the null bit, twelve of the result.
    int first = start + 7;
    if (first + 12 > clocks) {
      EmulatedChip.complain(complaints, NAME, frame, "too few clocks after the start bit");
      return answer;
    }
    if (!bit(frame, start + 1)) {
      EmulatedChip.complain(complaints, NAME, frame, "differential inputs are not emulated");
      return answer;
    }
    int channel = 0;
    for (int i = 2; i < 5; i++) {
      channel = channel << 1 | (bit(frame, start + i) ? 1 : 0);
    }
    int counts = counts(pins.volts(channel));
    for (int i = 0; i < 12; i++) {
      if ((counts >> (11 - i) & 1) == 1) {
        answer[(first + i) / 8] |= (byte) (0x80 >> ((first + i) % 8));
      }
    }
    return answer;
  }

  @Override
  public double halfSpanVolts(int channel) {
    return referenceVolts / 2;
  }

  private int counts(double volts) {
    return (int) Math.max(0, Math.min(4095, Math.round(4096 * volts / referenceVolts)));
  }

  private static boolean bit(byte[] frame, int clock) {
    return (frame[clock / 8] >> (7 - clock % 8) & 1) == 1;
  }
}
