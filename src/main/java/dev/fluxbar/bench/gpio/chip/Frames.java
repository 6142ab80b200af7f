package dev.fluxbar.bench.gpio.chip;

/** Words as bytes, the highest first. */
final class Frames {

  private Frames() {}

  static byte[] of(int... bytes) {
    byte[] frame = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      frame[i] = (byte) bytes[i];
    }
    return frame;
  }

  /** The lowest {@code 8 * bytes} bits of a word. */
  static byte[] word(int bytes, int word) {
    byte[] frame = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      frame[i] = (byte) (word >>> (Byte.SIZE * (bytes - 1 - i)));
    }
    return frame;
  }
}
