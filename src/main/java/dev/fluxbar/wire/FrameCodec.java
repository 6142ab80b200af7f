package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Turns one frame into the bytes on the line and back. Without state. */
public final class FrameCodec {

  /** The longest stuffed frame without its delimiter. */
  public static final int LARGEST_STUFFED_BYTES =
      largestStuffed(Frame.HEADER_BYTES + Frame.LARGEST_PAYLOAD_BYTES + Frame.CRC_BYTES);

  private static final int LARGEST_BYTES =
      Frame.HEADER_BYTES + Frame.LARGEST_PAYLOAD_BYTES + Frame.CRC_BYTES;

  private FrameCodec() {}

  private static int largestStuffed(int bytes) {
    return bytes + bytes / 254 + 1;
  }

  /** The stuffed frame with its delimiter: what is written to the line. */
  public static byte[] encode(Frame frame) {
    byte[] payload = frame.payload();
    ByteBuffer plain = little(Frame.HEADER_BYTES + payload.length + Frame.CRC_BYTES);
    plain.put((byte) frame.flags()).put((byte) frame.type());
    plain.putShort((short) frame.session()).putShort((short) frame.sequence());
    plain.putShort((short) frame.ack()).putShort((short) payload.length).put(payload);
    plain.putInt((int) crc(plain.array(), 0, plain.position()));
    byte[] stuffed = Cobs.encode(plain.array(), plain.position());
    return Arrays.copyOf(stuffed, stuffed.length + 1);
  }

  /** Restores a frame from {@code length} stuffed bytes without the delimiter. */
  public static Decoded decode(byte[] stuffed, int length) {
    byte[] plain = new byte[LARGEST_BYTES];
    int bytes = length > LARGEST_STUFFED_BYTES ? -1 : Cobs.decode(stuffed, length, plain);
    if (bytes < 0) {
      return refuse(RejectReason.STUFFING, stuffed, length);
    }
    if (bytes < Frame.HEADER_BYTES + Frame.CRC_BYTES) {
      return refuse(RejectReason.TOO_SHORT, stuffed, length);
    }
    ByteBuffer in = ByteBuffer.wrap(plain, 0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    int covered = bytes - Frame.CRC_BYTES;
    if ((int) crc(plain, 0, covered) != in.getInt(covered)) {
      return refuse(RejectReason.CRC, stuffed, length);
    }
    int flags = in.get() & 0xff;
    int type = in.get() & 0xff;
    int session = in.getShort() & 0xffff;
    int sequence = in.getShort() & 0xffff;
    int ack = in.getShort() & 0xffff;
    if ((in.getShort() & 0xffff) != covered - Frame.HEADER_BYTES) {
      return refuse(RejectReason.LENGTH, stuffed, length);
    }
    if ((flags & ~(Frame.SEQUENCED | Frame.ACKNOWLEDGES)) != 0) {
      return refuse(RejectReason.FLAGS, stuffed, length);
    }
    byte[] payload = Arrays.copyOfRange(plain, Frame.HEADER_BYTES, covered);
    return new Decoded.Valid(new Frame(flags, type, session, sequence, ack, payload));
  }

  /** CRC-32C (Castagnoli) of a stretch of bytes, 0 to 2^32-1. */
  public static long crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return crc.getValue();
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Decoded refuse(RejectReason reason, byte[] stuffed, int length) {
    return new Decoded.Rejected(reason, stuffed, length);
  }
}
