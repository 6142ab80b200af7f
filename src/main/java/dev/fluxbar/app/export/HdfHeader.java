package dev.fluxbar.app.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of an object in an HDF5 file, version 2, in one chunk (HDF5 File Format Specification,
 * IV.A.1.b). All numbers are little-endian:
 *
 * <pre>
 *   0      4    5      6              10
 *   | OHDR | 2  | 0x02 | size of msgs | messages ... | checksum |
 *
 *   a message:  | type | u16 size | flags 0 | body |
 * </pre>
 */
final class HdfHeader {

  /** No address: nothing is there. */
  static final long UNDEFINED = -1;

  private static final int LARGEST_MESSAGE = 0xffff;
  private static final int LARGEST_TEXT = 1 << 15;

  private static final int DATASPACE = 0x01;
  private static final int LINK_INFO = 0x02;
  private static final int DATATYPE = 0x03;
  private static final int FILL_VALUE = 0x05;
  private static final int LINK = 0x06;
  private static final int DATA_LAYOUT = 0x08;
  private static final int GROUP_INFO = 0x0a;
  private static final int ATTRIBUTE = 0x0c;
  private static final int ATTRIBUTE_INFO = 0x15;

  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  private HdfHeader() {}

  /** Of a group without links yet. */
  static HdfHeader group() {
    HdfHeader header = new HdfHeader();
    header.message(LINK_INFO, little(18).putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED));
    header.message(GROUP_INFO, little(2).putShort((short) 0));
    return header.attributeInfo();
  }

  /** Of a dataset whose bytes lie in one piece. */
  static HdfHeader dataset(Values values, long address) {
    HdfHeader header = new HdfHeader();
    header.message(DATATYPE, type(values.kind(), values.width()));
    ByteBuffer space = little(4 + 2 * Long.BYTES).put((byte) 2);
    space.put((byte) (values.isMatrix() ? 2 : 1)).put((byte) 0).put((byte) 1);
    space.putLong(values.rows());
    if (values.isMatrix()) {
      space.putLong(values.columns());
    }
    header.message(DATASPACE, space);
    // Version 3; space is given late and nothing is filled in that was not said.
    header.message(FILL_VALUE, little(2).put((byte) 3).put((byte) 0x0a));
    header.message(
        DATA_LAYOUT,
        little(18).put((byte) 3).put((byte) 1).putLong(address).putLong(values.bytes()));
    return header.attributeInfo();
  }

  private HdfHeader attributeInfo() {
    message(ATTRIBUTE_INFO, little(18).putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED));
    return this;
  }

  private static ByteBuffer type(Values.Kind kind, int width) {
    return switch (kind) {
      case INT, LONG ->
          little(12)
              .put(new byte[] {0x10, 0x08, 0, 0}) // fixed-point, little-endian, signed
              .putInt(width)
              .putShort((short) 0)
              .putShort((short) (8 * width));
      case DOUBLE ->
          little(20)
              .put(new byte[] {0x11, 0x20, 63, 0}) // floating-point, sign in bit 63
              .putInt(width)
              .putShort((short) 0)
              .putShort((short) 64)
              .put(new byte[] {52, 11, 0, 52})
              .putInt(1023);
      case TEXT -> little(8).put(new byte[] {0x13, 0x11, 0, 0}).putInt(width); // UTF-8, zeros
    };
  }

  /** Adds a word about the object; one that has no room is cut, and says so. */
  HdfHeader attribute(String name, String text) {
    byte[] value = fitting(text).getBytes(StandardCharsets.UTF_8);
    byte[] key = (name + "\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer type = type(Values.Kind.TEXT, value.length);
    ByteBuffer body = little(9 + key.length + type.capacity() + 4 + value.length);
    body.put((byte) 3).put((byte) 0).putShort((short) key.length);
    body.putShort((short) type.capacity()).putShort((short) 4).put((byte) 1);
    body.put(key).put(type.array()).put(new byte[] {2, 0, 0, 0}).put(value);
    message(ATTRIBUTE, body);
    return this;
  }

  private static String fitting(String text) {
    int most = LARGEST_TEXT / 4; // characters, each of 4 bytes at most
    return text.length() <= most
        ? text.isEmpty() ? "none" : text
        : "%s ... (%d characters in all)".formatted(text.substring(0, most), text.length());
  }

  /** Adds an object of a group. */
  HdfHeader link(String name, long address) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = little(5 + key.length + Long.BYTES);
    body.put((byte) 1).put((byte) 0x11).put((byte) 1); // two bytes of length; UTF-8
    body.putShort((short) key.length).put(key).putLong(address);
    message(LINK, body);
    return this;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void message(int type, ByteBuffer body) {
    int size = body.position();
    if (size > LARGEST_MESSAGE) {
      throw new IllegalArgumentException(
          "hdf5: message-bytes=%d; one has at most %d".formatted(size, LARGEST_MESSAGE));
    }
    messages.write(type);
    messages.write(size);
    messages.write(size >> 8);
    messages.write(0);
    messages.write(body.array(), 0, size);
  }

  /** The whole header, with its checksum. */
  byte[] bytes() {
    ByteBuffer header = little(10 + messages.size() + Integer.BYTES);
    header.put("OHDR".getBytes(StandardCharsets.US_ASCII)).put((byte) 2).put((byte) 2);
    header.putInt(messages.size()).put(messages.toByteArray());
    header.putInt(HdfChecksum.of(header.array(), header.position()));
    return header.array();
  }
}
