package dev.fluxbar.wire;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the little-endian fields of a payload; every read past its end is a {@link Malformed}. */
final class PayloadReader {
  private final ByteBuffer in;

  PayloadReader(byte[] payload) {
    this.in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u8() {
    return (int) field(1);
  }

  int u16() {
    return (int) field(2);
  }

  long u32() {
    return field(4);
  }

  /** A byte that is 0 or 1. */
  boolean flag() {
    int value = u8();
    if (value > 1) {
      throw new Malformed("payload: flag=%d; it must be 0 or 1", value);
    }
    return value == 1;
  }

  int i32() {
    return (int) field(4);
  }

  long u64() {
    return field(8);
  }

  String text() {
    byte[] bytes = bytes(u8());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("payload: text-bytes=%d; they are no UTF-8", bytes.length);
    }
  }

  byte[] bytes(int count) {
    if (in.remaining() < count) {
      throw ends(count);
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  byte[] rest() {
    return bytes(in.remaining());
  }

  boolean hasMore() {
    return in.hasRemaining();
  }

  /** Refuses bytes after the last field. */
  void end() {
    if (in.hasRemaining()) {
      throw new Malformed("payload: left-over-bytes=%d", in.remaining());
    }
  }

  private long field(int bytes) {
    if (in.remaining() < bytes) {
      throw ends(bytes);
    }
    return switch (bytes) {
      case 1 -> in.get() & 0xffL;
      case 2 -> in.getShort() & 0xffffL;
      case 4 -> in.getInt() & 0xffffffffL;
      default -> in.getLong();
    };
  }

  private Malformed ends(int needed) {
    return new Malformed(
        "payload: at=%d, needed=%d, left=%d", in.position(), needed, in.remaining());
  }

  /**
   * A payload that is not what its type says. It is a verdict about bytes, not about a place in the
   * program: it has no stack trace, and its words are put together when somebody reads them, for a
   * line may bring thousands a second that nobody reads.
   */
  static class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String format;
    private final Serializable[] values;

    Malformed(String format, Serializable... values) {
      super(null, null, false, false);
      this.format = format;
      this.values = values;
    }

    @Override
    public String getMessage() {
      return format.formatted((Object[]) values);
    }
  }

  /** A type that this direction does not have, or a frame flagged against its type. */
  static final class WrongType extends Malformed {
    private static final long serialVersionUID = 1L;

    WrongType(String format, Serializable... values) {
      super(format, values);
    }
  }
}
