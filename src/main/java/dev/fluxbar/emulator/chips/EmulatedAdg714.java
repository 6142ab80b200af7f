package dev.fluxbar.emulator.chips;

/** A chain of ADG714 (data sheet "ADG714/ADG715", Rev. E), bit by bit. */
public final class EmulatedAdg714 implements EmulatedSwitches {

  /** Bit 0 is S1 of the first chip. */
  private final boolean[] shift;

  private boolean[] closed;

  public EmulatedAdg714(int chips) {
    this.shift = new boolean[8 * chips];
    this.closed = new boolean[8 * chips];
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] answer = new byte[frame.length];
    for (int i = 0; i < frame.length; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        answer[i] |= (byte) (shift[shift.length - 1] ? 1 << bit : 0);
        System.arraycopy(shift, 0, shift, 1, shift.length - 1);
        shift[0] = (frame[i] >> bit & 1) == 1;
      }
    }
    closed = shift.clone();
    return answer;
  }

  @Override
  public boolean high(int output) {
    return closed[output];
  }
}
