package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the little-endian fields of a payload; refuses a value that its field cannot hold and a
 * field for which the payload has no room.
 */
final class PayloadWriter {
  private final byte[] held = new byte[Frame.LARGEST_PAYLOAD_BYTES];
  private final ByteBuffer out = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN);

  PayloadWriter u8(int value) {
    room(1).put((byte) check(value, 0xffL));
    return this;
  }

  PayloadWriter u16(int value) {
    room(2).putShort((short) check(value, 0xffffL));
    return this;
  }

  PayloadWriter u32(long value) {
    room(4).putInt((int) check(value, 0xffffffffL));
    return this;
  }

  PayloadWriter i32(int value) {
    room(4).putInt(value);
    return this;
  }

  PayloadWriter u64(long value) {
    room(8).putLong(value);
    return this;
  }

  PayloadWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return u8(bytes.length).bytes(bytes);
  }

  PayloadWriter bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  /** A copy of what has been written. */
  byte[] payload() {
    return Arrays.copyOf(held, out.position());
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      throw new IllegalArgumentException(
          "payload: at=%d, field-bytes=%d; at most %d bytes fit a frame"
              .formatted(out.position(), bytes, held.length));
    }
    return out;
  }

  private static long check(long value, long largest) {
    if (value < 0 || value > largest) {
      throw new IllegalArgumentException(
          "field: value=%d; it must be 0 to %d".formatted(value, largest));
    }
    return value;
  }
}
