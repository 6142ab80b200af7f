package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a receiver of a host's frames makes of one stretch of the line, in sixteen bytes that any
 * other receiver must find as well: firmware-protocol/reference/check/README.md.
 *
 * <pre>
 *   0         1      2         3       4       8       16
 *   +---------+------+---------+-------+-------+-------+
 *   | refusal | type | message | flags | check | value |
 *   +---------+------+---------+-------+-------+-------+
 *       u8      u8       u8       u8      u32     u64
 * </pre>
 */
final class FrameJudge {
  static final int BYTES = 16;

  private FrameJudge() {}

  /** Appends the verdict to a little-endian buffer. */
  static void judge(byte[] stretch, ByteBuffer out) {
    Decoded decoded = FrameCodec.decode(stretch, stretch.length);
    if (decoded instanceof Decoded.Valid valid) {
      judge(valid.frame(), out);
    } else {
      RejectReason reason = ((Decoded.Rejected) decoded).reason();
      out.put((byte) (reason.ordinal() + 1)).put((byte) 0).putShort((short) 0);
      out.putInt(0).putLong(0);
    }
  }

  private static void judge(Frame frame, ByteBuffer out) {
    int error = 0;
    long value = 0;
    try {
      HostMessage.decode(frame);
    } catch (MalformedMessage e) {
      error = e.error() == ErrorCode.BAD_TYPE ? 1 : 2;
      value = e.value();
    }
    out.put((byte) 0).put((byte) frame.type()).put((byte) error).put((byte) frame.flags());
    out.putInt((int) check(frame)).putLong(value);
  }

  /** CRC-32C of header and payload: what the frame carried if it was read right. */
  private static long check(Frame frame) {
    byte[] payload = frame.payload();
    ByteBuffer plain =
        ByteBuffer.allocate(Frame.HEADER_BYTES + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    plain.put((byte) frame.flags()).put((byte) frame.type());
    plain.putShort((short) frame.session()).putShort((short) frame.sequence());
    plain.putShort((short) frame.ack()).putShort((short) payload.length).put(payload);
    return FrameCodec.crc(plain.array(), 0, plain.position());
  }
}
