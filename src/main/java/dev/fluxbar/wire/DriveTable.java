package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Signed DAC codes, one a column of one array, in an image. Immutable; copies in and out.
 *
 * <pre>
 *   0       1      2       4
 *   +-------+------+-------+----------------------------+
 *   | array | zero | count | count codes i16, to 4 bytes |
 *   +-------+------+-------+----------------------------+
 * </pre>
 */
public final class DriveTable {
  private final int array;
  private final short[] codes;

  /** Copies {@code codes}, at most 65535. */
  public DriveTable(int array, short[] codes) {
    if ((array & ~0xff) != 0 || codes.length > 0xffff) {
      throw new IllegalArgumentException(
          "table: array=%d, columns=%d; at most 255 and 65535".formatted(array, codes.length));
    }
    this.array = array;
    this.codes = codes.clone();
  }

  public int array() {
    return array;
  }

  public int columns() {
    return codes.length;
  }

  public int code(int column) {
    return codes[column];
  }

  /** The largest code of either sign. */
  public int largestCode() {
    int largest = 0;
    for (short code : codes) {
      largest = Math.max(largest, Math.abs((int) code));
    }
    return largest;
  }

  int bytes() {
    return bytes(codes.length);
  }

  static int bytes(int columns) {
    return 4 + (columns + 1) / 2 * 4;
  }

  void write(ByteBuffer out) {
    int end = out.position() + bytes();
    out.put((byte) array).put((byte) 0).putShort((short) codes.length);
    for (short code : codes) {
      out.putShort(code);
    }
    out.position(end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DriveTable that
        && array == that.array
        && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return 31 * array + Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return "DriveTable[array=" + array + ", codes=" + Arrays.toString(codes) + "]";
  }
}
