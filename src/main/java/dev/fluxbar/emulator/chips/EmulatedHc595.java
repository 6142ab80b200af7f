package dev.fluxbar.emulator.chips;

import java.util.Arrays;
import java.util.Random;

/** A chain of 74HC595, bit by bit. At power-on its registers hold anything. */
public final class EmulatedHc595 implements EmulatedSwitches {

  /** Shift registers, QA of the first chip first. */
  private final boolean[] shift;

  private final boolean[] latched;
  private final boolean heldHigh;
  private boolean rclkHigh;
  private boolean oeHigh;

  /**
   * @param pulledUp whether a resistor holds OE high until a line drives it; else OE is at ground
   * @param seed of what the registers hold at power-on
   */
  public EmulatedHc595(int chips, boolean pulledUp, long seed) {
    this(chips, pulledUp, false, seed);
  }

  /**
   * @param pulledUp as above
   * @param heldHigh where resistors hold outputs that are off
   */
  public EmulatedHc595(int chips, boolean pulledUp, boolean heldHigh, long seed) {
    this.heldHigh = heldHigh;
    this.shift = new boolean[8 * chips];
    this.latched = new boolean[shift.length];
    this.oeHigh = pulledUp;
    Random random = new Random(seed);
    for (int i = 0; i < shift.length; i++) {
      shift[i] = random.nextBoolean();
      latched[i] = random.nextBoolean();
    }
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] answer = new byte[frame.length];
    for (int clock = 0; clock < 8 * frame.length; clock++) {
      boolean in = (frame[clock / 8] >> (7 - clock % 8) & 1) == 1;
      if (shift[shift.length - 1]) {
        answer[clock / 8] |= (byte) (0x80 >> (clock % 8));
      }
      System.arraycopy(shift, 0, shift, 1, shift.length - 1);
      shift[0] = in;
    }
    return answer;
  }

  @Override
  public void latch(boolean high) {
    if (high && !rclkHigh) {
      System.arraycopy(shift, 0, latched, 0, shift.length);
    }
    rclkHigh = high;
  }

  @Override
  public void outputEnable(boolean high) {
    oeHigh = high;
  }

  @Override
  public boolean high(int output) {
    return oeHigh ? heldHigh : latched[output];
  }

  @Override
  public String toString() {
    return "74hc595" + Arrays.toString(latched);
  }
}
