package dev.fluxbar.wire;

import java.util.Arrays;

/**
 * One frame before stuffing. Immutable; copies its payload in and out.
 *
 * <pre>
 *   0      1      2         4        6        8        10          10+n    14+n
 *   +------+------+---------+--------+--------+--------+-----------+--------+
 *   |flags | type | session |sequence|  ack   | length | payload n | CRC-32C|
 *   +------+------+---------+--------+--------+--------+-----------+--------+
 *     u8     u8      u16       u16      u16      u16      n bytes     u32
 * </pre>
 *
 * <p>Little-endian. The CRC covers bytes 0 to 10+n. On the line the whole is stuffed (COBS) and
 * ends with a zero byte.
 */
public final class Frame {

  /** The frame counts in its direction's sequence and is repeated until acknowledged. */
  public static final int SEQUENCED = 1;

  /** The acknowledgement field is valid. */
  public static final int ACKNOWLEDGES = 2;

  public static final int HEADER_BYTES = 10;
  public static final int CRC_BYTES = 4;
  public static final int LARGEST_PAYLOAD_BYTES = 512;

  private final int flags;
  private final int type;
  private final int session;
  private final int sequence;
  private final int ack;
  private final byte[] payload;

  /**
   * @param flags {@link #SEQUENCED} and {@link #ACKNOWLEDGES}, no other bit
   * @param type message code, 0 to 255
   * @param session 0 to 65535; 0 only before a session
   * @param sequence number of this frame in its direction, 0 to 65535; 0 when not sequenced
   * @param ack the sequence number expected next from the other side
   * @param payload at most {@value #LARGEST_PAYLOAD_BYTES} bytes
   */
  public Frame(int flags, int type, int session, int sequence, int ack, byte[] payload) {
    if ((flags & ~(SEQUENCED | ACKNOWLEDGES)) != 0
        || (type & ~0xff) != 0
        || (session & ~0xffff) != 0
        || (sequence & ~0xffff) != 0
        || (ack & ~0xffff) != 0
        || payload.length > LARGEST_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "frame: flags=%d, type=%d, session=%d, sequence=%d, ack=%d, payload-bytes=%d; out of range"
              .formatted(flags, type, session, sequence, ack, payload.length));
    }
    this.flags = flags;
    this.type = type;
    this.session = session;
    this.sequence = sequence;
    this.ack = ack;
    this.payload = payload.clone();
  }

  public int flags() {
    return flags;
  }

  public boolean sequenced() {
    return (flags & SEQUENCED) != 0;
  }

  public boolean acknowledges() {
    return (flags & ACKNOWLEDGES) != 0;
  }

  public int type() {
    return type;
  }

  public int session() {
    return session;
  }

  public int sequence() {
    return sequence;
  }

  public int ack() {
    return ack;
  }

  /** A copy of the payload. */
  public byte[] payload() {
    return payload.clone();
  }

  public int payloadBytes() {
    return payload.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame that
        && flags == that.flags
        && type == that.type
        && session == that.session
        && sequence == that.sequence
        && ack == that.ack
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type + sequence) + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return "Frame[flags=%d, type=0x%02x, session=%d, sequence=%d, ack=%d, payload-bytes=%d]"
        .formatted(flags, type, session, sequence, ack, payload.length);
  }
}
