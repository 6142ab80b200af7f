package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * The closed switches of one array in an image: a row set and a column set, or one bit a
 * crosspoint.
 *
 * <pre>
 *   0       1      2      4
 *   +-------+------+------+------------------------------------------+
 *   | array | kind | zero | bits, least significant first, to 4 bytes |
 *   +-------+------+------+------------------------------------------+
 * </pre>
 *
 * @param array which array
 * @param kind what the bits are
 * @param bits {@link Kind#LINES}: rows, then columns; {@link Kind#CROSSPOINTS}: row-major
 */
public record SwitchPattern(int array, Kind kind, BitSet bits) {

  /** How a pattern says which switches are closed. */
  public enum Kind {
    LINES,
    CROSSPOINTS
  }

  /** Copies {@code bits}. */
  public SwitchPattern {
    if ((array & ~0xff) != 0) {
      throw new IllegalArgumentException("pattern: array=%d; it must be 0 to 255".formatted(array));
    }
    bits = (BitSet) bits.clone();
  }

  /** A copy. */
  @Override
  public BitSet bits() {
    return (BitSet) bits.clone();
  }

  /** Whether the switch at a crosspoint is closed. */
  public boolean isClosed(Geometry geometry, int row, int column) {
    return kind == Kind.LINES
        ? bits.get(row) && bits.get(geometry.rows() + column)
        : bits.get(row * geometry.columns() + column);
  }

  static int bitCount(Kind kind, Geometry geometry) {
    return kind == Kind.LINES
        ? geometry.rows() + geometry.columns()
        : geometry.rows() * geometry.columns();
  }

  /** Bytes of a pattern of this kind in an image. */
  static int bytes(Kind kind, Geometry geometry) {
    return 4 + paddedBytes(bitCount(kind, geometry));
  }

  private static int paddedBytes(int bits) {
    return (bits + 31) / 32 * 4;
  }

  void write(ByteBuffer out, Geometry geometry) {
    byte[] set = bits.toByteArray();
    int room = paddedBytes(bitCount(kind, geometry));
    if (bits.length() > bitCount(kind, geometry)) {
      throw new IllegalArgumentException(
          "pattern: array=%d, highest-bit=%d, bits=%d; it does not fit the array"
              .formatted(array, bits.length() - 1, bitCount(kind, geometry)));
    }
    out.put((byte) array).put((byte) kind.ordinal()).putShort((short) 0);
    out.put(set).position(out.position() + room - set.length);
  }
}
