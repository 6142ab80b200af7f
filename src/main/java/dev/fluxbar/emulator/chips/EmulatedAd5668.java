package dev.fluxbar.emulator.chips;

import java.util.Arrays;
import java.util.function.Consumer;

/** An AD5668 (data sheet "AD5628/AD5648/AD5668", Rev. J). */
public final class EmulatedAd5668 implements EmulatedDac {
  private static final String NAME = "ad5668";
  private static final int CHANNELS = 8;

  private final double internalSpanVolts;
  private final double externalVolts;
  private final Consumer<String> complaints;
  private final int[] input = new int[CHANNELS];
  private final int[] dac = new int[CHANNELS];
  private final boolean[] off = new boolean[CHANNELS];
  private int transparent;
  private boolean internal;
  private boolean ldacHigh = true;

  /**
   * @param midscale whether it powers up at the middle (AD5668-3)
   * @param internalSpanVolts twice its own reference: 2.5 (AD5668-1) or 5
   * @param externalVolts at its reference pin from outside; 0: nothing
   */
  public EmulatedAd5668(
      boolean midscale,
      double internalSpanVolts,
      double externalVolts,
      Consumer<String> complaints) {
    this.internalSpanVolts = internalSpanVolts;
    this.externalVolts = externalVolts;
    this.complaints = complaints;
    int code = midscale ? 0x8000 : 0;
    Arrays.fill(input, code);
    Arrays.fill(dac, code);
  }

  @Override
  public byte[] transfer(byte[] frame) {
    if (frame.length < 4) {
      EmulatedChip.complain(complaints, NAME, frame, "SYNC rose before the 32nd clock");
    } else if (frame.length > 4) {
      EmulatedChip.complain(complaints, NAME, frame, "more than 32 clocks");
    } else {
      take(frame);
    }
    return new byte[frame.length]; // it has no data output
  }

  private void take(byte[] frame) {
    int command = frame[0] & 0x0f;
    int address = frame[1] >> 4 & 0x0f;
    int code = (frame[1] & 0x0f) << 12 | (frame[2] & 0xff) << 4 | (frame[3] & 0xf0) >> 4;
    int low = (frame[2] & 0xff) << 8 | (frame[3] & 0xff);
    switch (command) {
      case 0, 1, 2, 3 -> codes(frame, command, address, code);
      case 4 -> power(low);
      case 6 -> transparent = low & 0xff;
      case 7 -> reset();
      case 8 -> internal = (low & 1) != 0;
      default -> EmulatedChip.complain(complaints, NAME, frame, "command not defined");
    }
    follow();
  }

  private void codes(byte[] frame, int command, int address, int code) {
    if (address >= CHANNELS && address != 15) {
      EmulatedChip.complain(complaints, NAME, frame, "no such address");
      return;
    }
    for (int n = 0; n < CHANNELS; n++) {
      boolean named = address == 15 || address == n;
      if (named && command != 1) {
        input[n] = code;
      }
      if (named && (command == 1 || command == 3)) {
        dac[n] = input[n];
      }
    }
    if (command == 2) {
      System.arraycopy(input, 0, dac, 0, CHANNELS);
    }
  }

  private void power(int low) {
    for (int n = 0; n < CHANNELS; n++) {
      if ((low >> n & 1) == 1) {
        off[n] = (low >> 8 & 3) != 0;
      }
    }
  }

  private void reset() {
    Arrays.fill(input, 0);
    Arrays.fill(dac, 0);
    Arrays.fill(off, false);
    transparent = 0;
    internal = false;
  }

  private void follow() {
    for (int n = 0; n < CHANNELS; n++) {
      if (!ldacHigh || (transparent >> n & 1) == 1) {
        dac[n] = input[n];
      }
    }
  }

  @Override
  public void ldac(boolean high) {
    ldacHigh = high;
    follow();
  }

  @Override
  public double volts(int channel) {
    double span = internal ? internalSpanVolts : externalVolts;
    return off[channel] ? 0 : span * dac[channel] / 65536;
  }
}
