package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private static final List<byte[]> LINES =
      VectorTest.frames().map(v -> VectorTest.hex(v.json(), "line")).toList();

  private final FrameDecoder decoder = new FrameDecoder();
  private final List<Decoded> decoded = new ArrayList<>();

  private void feed(byte[] bytes) {
    decoder.accept(bytes, 0, bytes.length, decoded::add);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private long valid() {
    return decoded.stream().filter(Decoded.Valid.class::isInstance).count();
  }

  @Test
  void readsAFrameThatIsCutAtAnyByte() {
    for (byte[] line : LINES) {
      Decoded whole = VectorTest.decode(line).get(0);
      for (int cut = 0; cut <= line.length; cut++) {
        decoded.clear();
        decoder.accept(line, 0, cut, decoded::add);
        assertThat(decoded).as("cut=%d", cut).hasSize(cut == line.length ? 1 : 0);
        decoder.accept(line, cut, line.length - cut, decoded::add);
        assertThat(decoded).as("cut=%d", cut).containsExactly(whole);
      }
    }
  }

  @Test
  void readsEveryFrameOfOneChunk() {
    feed(join(LINES.toArray(byte[][]::new)));
    assertThat(decoded).hasSize(LINES.size());
    assertThat(valid()).isEqualTo(LINES.size());
  }

  @Test
  void readsFramesByteByByte() {
    for (byte[] line : LINES) {
      for (byte b : line) {
        feed(new byte[] {b});
      }
    }
    assertThat(valid()).isEqualTo(LINES.size());
  }

  @Test
  void passesOverZerosBetweenFrames() {
    feed(join(new byte[3], LINES.get(0), new byte[2], LINES.get(1), new byte[1]));
    assertThat(decoded).hasSize(2);
    assertThat(valid()).isEqualTo(2);
  }

  @Test
  void resumesAfterACorruptFrame() {
    byte[] corrupt = LINES.get(0).clone();
    corrupt[corrupt.length / 2] ^= 0x40;
    feed(join(corrupt, LINES.get(1)));
    assertThat(decoded).hasSize(2);
    assertThat(decoded.get(0)).isInstanceOf(Decoded.Rejected.class);
    assertThat(decoded.get(1)).isEqualTo(VectorTest.decode(LINES.get(1)).get(0));
  }

  @Test
  void resumesAfterAFrameThatLostItsEnd() {
    byte[] headless = Arrays.copyOf(LINES.get(0), LINES.get(0).length - 5);
    feed(join(headless, LINES.get(1), LINES.get(2)));
    assertThat(decoded.get(decoded.size() - 1)).isEqualTo(VectorTest.decode(LINES.get(2)).get(0));
    assertThat(valid()).isEqualTo(1);
  }

  @Test
  void refusesAnEndlessFrameOnceAndResumes() {
    byte[] endless = new byte[1 << 20];
    Arrays.fill(endless, (byte) 7);
    feed(endless);
    assertThat(decoded).isEmpty();
    feed(join(new byte[1], LINES.get(0)));
    assertThat(decoded).hasSize(2);
    assertThat(decoded.get(0))
        .isInstanceOfSatisfying(
            Decoded.Rejected.class,
            bad -> assertThat(bad.reason()).isEqualTo(RejectReason.STUFFING));
    assertThat(valid()).isEqualTo(1);
  }

  /**
   * On the unstuffed bytes the check finds every single flip. On the line a flip may move a zero
   * and so change several bytes; the vectors are fixed, so that the one in 2^32 that a check passes
   * by chance would show here always or never.
   */
  @Test
  void refusesEverySingleBitFlip() {
    for (byte[] line : LINES) {
      for (int bit = 0; bit < 8 * line.length; bit++) {
        byte[] flipped = Arrays.copyOf(line, line.length + 1);
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        decoded.clear();
        feed(flipped);
        assertThat(valid()).as("bit=%d of %d", bit, 8 * line.length).isZero();
        assertThat(decoded).isNotEmpty();
      }
    }
  }

  @Test
  void takesAnyBytesWithoutAFailure() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      byte[] noise = new byte[random.nextInt(1500)];
      random.nextBytes(noise);
      if (random.nextBoolean()) {
        // Few values make stuffing that is nearly right.
        for (int i = 0; i < noise.length; i++) {
          noise[i] = (byte) (noise[i] & 3);
        }
      }
      feed(noise);
      feed(join(new byte[1], LINES.get(0)));
      assertThat(decoded.get(decoded.size() - 1))
          .as("seed=%d", seed)
          .isEqualTo(VectorTest.decode(LINES.get(0)).get(0));
      decoded.clear();
    }
  }

  /** Lengths around one and two full groups, with a zero at each end and at neither. */
  @Test
  void stuffsEveryLengthAndRunBack() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      byte[] payload = new byte[random.nextInt(Frame.LARGEST_PAYLOAD_BYTES + 1)];
      int zeros = random.nextInt(4);
      for (int i = 0; i < payload.length; i++) {
        payload[i] = (byte) (random.nextInt(300) < zeros ? 0 : 1 + random.nextInt(255));
      }
      Frame frame = new Frame(3, 0x13, 0x1111, 0x2222, 0x3333, payload);
      byte[] line = FrameCodec.encode(frame);
      assertThat(line.length).isLessThanOrEqualTo(FrameCodec.LARGEST_STUFFED_BYTES + 1);
      assertThat(VectorTest.decode(line))
          .as("seed=%d", seed)
          .containsExactly(new Decoded.Valid(frame));
    }
  }

  /** It would say the same frame: then a flip of the delimiter's lowest bit would not be seen. */
  @Test
  void refusesAnEmptyGroupAfterAFullLastOne() {
    byte[] line =
        VectorTest.frames()
            .filter(v -> v.name().equals("last group of 254 bytes"))
            .map(v -> VectorTest.hex(v.json(), "line"))
            .findFirst()
            .orElseThrow();
    byte[] longer = Arrays.copyOf(line, line.length + 1);
    longer[line.length - 1] = 1;
    assertThat(VectorTest.decode(line).get(0)).isInstanceOf(Decoded.Valid.class);
    assertThat(VectorTest.decode(longer).get(0)).isInstanceOf(Decoded.Rejected.class);
  }
}
