package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spoiled frames without end, the same for the same seed: stretches of the line without a zero, at
 * most {@link #LONGEST} bytes, as a receiver finds them between two delimiters. About a third are
 * valid frames, many of these of messages that are not.
 */
final class FrameMutator {
  static final int LONGEST = 1200;

  private static final long[] EDGES = {0, 1, 2, 7, 119, 120, 255, 256, 65_535, -1, 1L << 63};

  private final List<byte[]> frames;
  private final SplittableRandom random;

  /**
   * @param frames before stuffing, with their checks
   */
  FrameMutator(List<byte[]> frames, long seed) {
    this.frames = frames;
    this.random = new SplittableRandom(seed);
  }

  /** The next stretch, owned by the caller. */
  byte[] next() {
    byte[] plain = any();
    byte[] stretch =
        switch (random.nextInt(13)) {
          case 0 -> stuffed(plain);
          case 1 -> flipped(stuffed(plain));
          case 2 -> cut(stuffed(plain));
          case 3 -> joined(stuffed(plain), stuffed(any()));
          case 4 -> doubled(stuffed(plain));
          case 5 -> restuffed(stuffed(plain));
          case 6 -> noise();
          case 7 -> stuffed(checked(flipped(plain)));
          case 8 -> stuffed(checked(header(plain)));
          case 9 -> stuffed(checked(resized(plain)));
          case 10 -> stuffed(checked(edged(plain)));
          case 11 -> stuffed(checked(retyped(plain)));
          default -> stuffed(checked(edged(edged(plain))));
        };
    return beforeAZero(stretch);
  }

  private byte[] any() {
    return frames.get(random.nextInt(frames.size())).clone();
  }

  private static byte[] stuffed(byte[] plain) {
    return Cobs.encode(plain, plain.length);
  }

  private byte[] flipped(byte[] bytes) {
    for (int i = random.nextInt(1, 5); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] cut(byte[] bytes) {
    int from = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0;
    return Arrays.copyOfRange(bytes, from, random.nextInt(from, bytes.length) + 1);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** One byte, or some, come twice. */
  private byte[] doubled(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int to = random.nextBoolean() ? from + 1 : random.nextInt(from, bytes.length) + 1;
    return joined(
        joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, to)),
        Arrays.copyOfRange(bytes, to, bytes.length));
  }

  /**
   * Another form of the stuffing: a group cut in two, a code changed, an empty group at the end.
   */
  private byte[] restuffed(byte[] bytes) {
    if (random.nextInt(3) == 0) {
      return joined(bytes, new byte[] {1});
    }
    int codeAt = 0;
    for (int i = random.nextInt(4); i > 0 && codeAt + (bytes[codeAt] & 0xff) < bytes.length; i--) {
      codeAt += bytes[codeAt] & 0xff;
    }
    bytes[codeAt] = (byte) (random.nextBoolean() ? 0xff : bytes[codeAt] + random.nextInt(-2, 3));
    return bytes;
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(1, random.nextInt(8) == 0 ? LONGEST : 40)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Another number in a field of the header. */
  private byte[] header(byte[] plain) {
    switch (random.nextInt(4)) {
      case 0 -> plain[0] = (byte) random.nextInt(random.nextBoolean() ? 4 : 256);
      case 1 -> plain[1] = (byte) random.nextInt(random.nextBoolean() ? 0x30 : 256);
      case 2 -> plain[8] = (byte) (plain[8] + random.nextInt(-2, 3));
      default -> plain[random.nextInt(2, Frame.HEADER_BYTES)] = (byte) random.nextInt(256);
    }
    return plain;
  }

  /** A longer or shorter payload with the right length. */
  private byte[] resized(byte[] plain) {
    int payload = plain.length - Frame.HEADER_BYTES - Frame.CRC_BYTES;
    int next = Math.max(0, Math.min(513, payload + random.nextInt(-9, 10)));
    byte[] bytes = Arrays.copyOf(plain, Frame.HEADER_BYTES + next + Frame.CRC_BYTES);
    for (int i = payload; i < next; i++) {
      bytes[Frame.HEADER_BYTES + i] = (byte) random.nextInt(256);
    }
    return lengthened(bytes);
  }

  /** A number at an end of its range somewhere in the payload. */
  private byte[] edged(byte[] plain) {
    int payload = plain.length - Frame.HEADER_BYTES - Frame.CRC_BYTES;
    if (payload > 0) {
      int at = random.nextInt(payload);
      long edge = EDGES[random.nextInt(EDGES.length)];
      for (int i = 0; i < 1 << random.nextInt(4) && at + i < payload; i++) {
        plain[Frame.HEADER_BYTES + at + i] = (byte) (edge >>> (8 * i));
      }
    }
    return plain;
  }

  /** The payload of one message under the type of another. */
  private byte[] retyped(byte[] plain) {
    byte[] other = any();
    plain[0] = random.nextBoolean() ? other[0] : plain[0];
    plain[1] = other[1];
    return plain;
  }

  private static byte[] lengthened(byte[] plain) {
    int payload = plain.length - Frame.HEADER_BYTES - Frame.CRC_BYTES;
    plain[8] = (byte) payload;
    plain[9] = (byte) (payload >>> 8);
    return plain;
  }

  private static byte[] checked(byte[] plain) {
    int covered = plain.length - Frame.CRC_BYTES;
    ByteBuffer.wrap(plain)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(covered, (int) FrameCodec.crc(plain, 0, covered));
    return plain;
  }

  /** A zero ends a stretch; one that begins with it would be nothing. */
  private static byte[] beforeAZero(byte[] bytes) {
    int end = Math.min(bytes.length, LONGEST);
    for (int i = 0; i < end; i++) {
      end = bytes[i] == 0 ? i : end;
    }
    return end == 0 ? new byte[] {1} : Arrays.copyOf(bytes, end);
  }
}
