package dev.fluxbar.wire;

import java.util.Arrays;

/**
 * Consistent overhead byte stuffing: any bytes without a zero, so that a zero can end a frame.
 * Source: Cheshire and Baker, "Consistent Overhead Byte Stuffing", IEEE/ACM Trans. Networking 7(2),
 * 1999.
 */
final class Cobs {

  private Cobs() {}

  /** The stuffed form of {@code length} bytes, without the delimiter. */
  static byte[] encode(byte[] bytes, int length) {
    byte[] out = new byte[length + length / 254 + 1];
    int codeAt = 0;
    int next = 1;
    int code = 1;
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        out[next++] = bytes[i];
        code++;
      }
      if (bytes[i] == 0 || code == 0xff) {
        out[codeAt] = (byte) code;
        codeAt = next;
        code = 1;
        if (bytes[i] == 0 || i + 1 < length) {
          next++;
        }
      }
    }
    if (codeAt < next) {
      out[codeAt] = (byte) code;
    }
    return Arrays.copyOf(out, next);
  }

  /**
   * Restores the bytes from {@code length} stuffed ones into {@code out}.
   *
   * @return how many bytes, or -1 if the stuffing is broken or does not fit {@code out}
   */
  static int decode(byte[] stuffed, int length, byte[] out) {
    int in = 0;
    int next = 0;
    int code = 0;
    while (in < length) {
      boolean afterFullGroup = code == 0xff;
      code = stuffed[in++] & 0xff;
      if (afterFullGroup && code == 1 && in == length) {
        return -1; // an empty group that says nothing: every frame has one stuffed form
      }
      if (code == 0 || in + code - 1 > length || next + code - 1 > out.length) {
        return -1;
      }
      for (int i = 1; i < code; i++) {
        if (stuffed[in] == 0) {
          return -1;
        }
        out[next++] = stuffed[in++];
      }
      if (code < 0xff && in < length) {
        if (next == out.length) {
          return -1;
        }
        out[next++] = 0;
      }
    }
    return next;
  }
}
