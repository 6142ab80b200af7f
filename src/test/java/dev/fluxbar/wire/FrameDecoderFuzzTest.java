package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes on the line, and any bytes in a frame whose check is right. */
class FrameDecoderFuzzTest {

  /** The lines of the vectors, good and bad, and their frames before stuffing. */
  static Stream<byte[]> seeds() {
    Stream<byte[]> lines =
        Stream.of(VectorTest.frames(), VectorTest.refusedFrames(), VectorTest.refusedMessages())
            .flatMap(vectors -> vectors)
            .map(vector -> VectorTest.hex(vector.json(), "line"));
    return Stream.concat(lines, FrameJudgeTest.plainFrames().stream());
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatIsReadIsWhatWasWritten(byte[] bytes) {
    List<Decoded> decoded = new ArrayList<>();
    FrameDecoder decoder = new FrameDecoder();
    int cut = bytes.length / 2;
    decoder.accept(bytes, 0, cut, decoded::add);
    decoder.accept(bytes, cut, bytes.length - cut, decoded::add);
    List<byte[]> stretches = stretches(bytes);
    assertThat(decoded).hasSize(stretches.size());
    for (int i = 0; i < decoded.size(); i++) {
      if (decoded.get(i) instanceof Decoded.Valid valid) {
        // Every frame has one stuffed form.
        assertThat(FrameCodec.encode(valid.frame())).isEqualTo(stretches.get(i));
        read(valid.frame());
      }
    }
    if (bytes.length >= 2) {
      int payload = Math.min(bytes.length - 2, Frame.LARGEST_PAYLOAD_BYTES);
      read(
          new Frame(
              bytes[0] & 3, bytes[1] & 0xff, 1, 2, 3, Arrays.copyOfRange(bytes, 2, 2 + payload)));
    }
  }

  /** What stands before each zero, with it, unless it is nothing. */
  private static List<byte[]> stretches(byte[] bytes) {
    List<byte[]> stretches = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        if (i > from) {
          stretches.add(Arrays.copyOfRange(bytes, from, i + 1));
        }
        from = i + 1;
      }
    }
    return stretches;
  }

  private static void read(Frame frame) {
    byte[] line = FrameCodec.encode(frame);
    assertThat(FrameCodec.decode(line, line.length - 1)).isEqualTo(new Decoded.Valid(frame));
    try {
      assertThat(HostMessage.decode(frame).payload()).isEqualTo(frame.payload());
    } catch (MalformedMessage e) {
      refused(e, frame);
    }
    try {
      // Codes that this version does not know are read as others: the bytes need not be the same.
      BoardMessage message = BoardMessage.decode(frame);
      Frame again = new Frame(frame.flags(), message.type(), 1, 2, 3, message.payload());
      assertThat(BoardMessage.decode(again)).isEqualTo(message);
    } catch (MalformedMessage e) {
      refused(e, frame);
    }
  }

  private static void refused(MalformedMessage refusal, Frame frame) {
    assertThat(refusal.messageType()).isEqualTo(frame.type());
    assertThat(refusal.getMessage()).startsWith("message: type=0x");
  }
}
