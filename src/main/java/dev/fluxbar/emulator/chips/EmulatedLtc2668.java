package dev.fluxbar.emulator.chips;

import java.util.Arrays;
import java.util.function.Consumer;

/** An LTC2668-16 whose pins MSP0 to MSP2 are at VCC (data sheet "LTC2668"). */
public final class EmulatedLtc2668 implements EmulatedDac {
  private static final String NAME = "ltc2668-16";
  private static final int CHANNELS = 16;
  private static final double[] LOW_VOLTS = {0, 0, -5, -10, -2.5};
  private static final double[] HIGH_VOLTS = {5, 10, 5, 10, 2.5};

  private final double externalVolts;
  private final Consumer<String> complaints;
  private final int[] input = new int[CHANNELS];
  private final int[] dac = new int[CHANNELS];
  private final int[] stagedSpan = new int[CHANNELS];
  private final int[] span = new int[CHANNELS];
  private final boolean[] off = new boolean[CHANNELS];
  private int toggled;
  private boolean internal = true;
  private boolean ldacHigh = true;
  private byte[] last = new byte[3];

  /**
   * @param externalVolts at its reference pin from outside; 0: nothing
   */
  public EmulatedLtc2668(double externalVolts, Consumer<String> complaints) {
    this.externalVolts = externalVolts;
    this.complaints = complaints;
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] word = frame;
    if (frame.length == 4) {
      word = Arrays.copyOfRange(frame, 1, 4); // 32-bit load sequence
    }
    byte[] answer = new byte[frame.length];
    if (word.length != 3) {
      EmulatedChip.complain(complaints, NAME, frame, "neither 24 nor 32 clocks");
      return answer;
    }
    System.arraycopy(last, 0, answer, frame.length - 3, 3);
    last = word.clone();
    take(word);
    return answer;
  }

  private void take(byte[] word) {
    int command = word[0] >> 4 & 0x0f;
    int n = word[0] & 0x0f;
    int data = (word[1] & 0xff) << 8 | (word[2] & 0xff);
    switch (command) {
      case 0x0 -> input[n] = data;
      case 0x1 -> update(n);
      case 0x2 -> {
        input[n] = data;
        updateAll();
      }
      case 0x3 -> {
        input[n] = data;
        update(n);
      }
      case 0x4 -> off[n] = true;
      case 0x5 -> Arrays.fill(off, true);
      case 0x6 -> stageSpan(word, n, n, data);
      case 0x7 -> internal = (data & 1) == 0;
      case 0x8 -> Arrays.fill(input, data);
      case 0x9 -> updateAll();
      case 0xa -> {
        Arrays.fill(input, data);
        updateAll();
      }
      case 0xc -> toggled = data;
      case 0xe -> stageSpan(word, 0, CHANNELS - 1, data);
      case 0xb, 0xd, 0xf -> {} // monitor, global toggle, nothing: no output changes here
      default -> throw new IllegalStateException("ltc2668-16: command=" + command);
    }
    if (toggled != 0) {
      EmulatedChip.complain(complaints, NAME, word, "toggling is not emulated");
    }
    if (!ldacHigh) {
      updateAll();
    }
  }

  private void stageSpan(byte[] word, int first, int last, int code) {
    if ((code & 7) >= LOW_VOLTS.length) {
      EmulatedChip.complain(complaints, NAME, word, "no such span");
      return;
    }
    Arrays.fill(stagedSpan, first, last + 1, code & 7);
  }

  private void update(int n) {
    dac[n] = input[n];
    span[n] = stagedSpan[n];
    off[n] = false;
  }

  private void updateAll() {
    for (int n = 0; n < CHANNELS; n++) {
      update(n);
    }
  }

  @Override
  public void ldac(boolean high) {
    ldacHigh = high;
    if (!high) {
      updateAll();
    }
  }

  @Override
  public double volts(int channel) {
    if (off[channel]) {
      return 0;
    }
    double scale = (internal ? 2.5 : externalVolts) / 2.5;
    double low = LOW_VOLTS[span[channel]];
    double high = HIGH_VOLTS[span[channel]];
    return scale * (low + (high - low) * dac[channel] / 65536);
  }
}
