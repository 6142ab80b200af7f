package dev.fluxbar.emulator.chips;

import java.util.function.Consumer;

/** An MCP4922 (data sheet DS21897). */
public final class EmulatedMcp4922 implements EmulatedDac {
  private static final String NAME = "mcp4922";

  private final double referenceVolts;
  private final Consumer<String> complaints;
  private final int[] input = new int[2];
  private final int[] output = new int[2];
  private boolean ldacHigh = true;

  public EmulatedMcp4922(double referenceVolts, Consumer<String> complaints) {
    this.referenceVolts = referenceVolts;
    this.complaints = complaints;
  }

  @Override
  public byte[] transfer(byte[] frame) {
    if (frame.length < 2) {
      EmulatedChip.complain(complaints, NAME, frame, "CS rose before the 16th clock");
    } else {
      if (frame.length > 2) {
        EmulatedChip.complain(complaints, NAME, frame, "clocks past the 16th are ignored");
      }
      int word = (frame[0] & 0xff) << 8 | (frame[1] & 0xff);
      input[word >> 15] = word & 0x7fff;
      if (!ldacHigh) {
        output[word >> 15] = input[word >> 15];
      }
    }
    return new byte[frame.length]; // it has no data output
  }

  @Override
  public void ldac(boolean high) {
    ldacHigh = high;
    if (!high) {
      System.arraycopy(input, 0, output, 0, 2);
    }
  }

  @Override
  public double volts(int channel) {
    int word = output[channel];
    boolean on = (word & 0x1000) != 0;
    double gain = (word & 0x2000) != 0 ? 1 : 2;
    return on ? gain * referenceVolts * (word & 0xfff) / 4096 : 0;
  }
}
