package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

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

  /** Bytes in an image or a stream. */
  public int bytes() {
    return bytes(codes.length);
  }

  /** Bytes of a table of so many columns in an image or a stream. */
  public static int bytes(int columns) {
    return 4 + (columns + 1) / 2 * 4;
  }

  /** Appends the table to a little-endian buffer. */
  public void write(ByteBuffer out) {
    int end = out.position() + bytes();
    out.put((byte) array).put((byte) 0).putShort((short) codes.length);
    for (short code : codes) {
      out.putShort(code);
    }
    out.position(end);
  }

  /**
   * Reads one table.
   *
   * @param in little-endian
   * @param index of the table, for a refusal
   * @throws ImageRefused if it is cut short, is of no array or not one code a column, or has a bit
   *     set that must be zero
   */
  public static DriveTable read(ByteBuffer in, long index, List<Geometry> arrays) {
    ProgramImage.need(in, 4);
    int array = in.get() & 0xff;
    boolean stray = in.get() != 0;
    int count = in.getShort() & 0xffff;
    if (array >= arrays.size()) {
      throw new ImageRefused(ErrorCode.BAD_ARRAY, 0, array);
    }
    if (count != arrays.get(array).columns()) {
      throw new ImageRefused(ErrorCode.BAD_IMAGE, 0, count);
    }
    ProgramImage.need(in, bytes(count) - 4);
    short[] codes = new short[count];
    for (int j = 0; j < count; j++) {
      codes[j] = in.getShort();
    }
    if (count % 2 == 1) {
      stray |= in.getShort() != 0;
    }
    if (stray) {
      throw new ImageRefused(ErrorCode.BAD_RESERVED, 0, index);
    }
    return new DriveTable(array, codes);
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
