package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameJudgeTest {
  /** The frames of the vectors before stuffing, a host's and a board's. */
  static List<byte[]> plainFrames() {
    return VectorTest.frames().map(vector -> VectorTest.hex(vector.json(), "plain")).toList();
  }

  private static ByteBuffer verdict(byte[] stretch) {
    ByteBuffer out = ByteBuffer.allocate(FrameJudge.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FrameJudge.judge(stretch, out);
    assertThat(out.hasRemaining()).isFalse();
    return out.flip();
  }

  private static byte[] stretch(JsonNode vector) {
    byte[] line = VectorTest.hex(vector, "line");
    return Arrays.copyOf(line, line.length - 1);
  }

  @Test
  void findsTheReasonOfEveryRefusedFrame() {
    VectorTest.refusedFrames()
        .forEach(
            vector -> {
              RejectReason reason =
                  JsonMessages.constant(RejectReason.class, vector.json().path("reason").asText());
              assertThat((int) verdict(stretch(vector.json())).get(0))
                  .as(vector.name())
                  .isEqualTo(reason.ordinal() + 1);
            });
  }

  @Test
  void reasonsHaveTheOrderOfTheTable() {
    int code = 0;
    for (JsonNode refusal : MessageTable.TABLE.path("frame").path("refusals")) {
      assertThat(JsonMessages.constant(RejectReason.class, refusal.path("name").asText()).ordinal())
          .isEqualTo(code++);
    }
  }

  @Test
  void refusesEveryMalformedMessageOfAHost() {
    VectorTest.refusedMessages()
        .filter(vector -> vector.json().path("from").asText().equals("host"))
        .forEach(
            vector -> {
              ByteBuffer verdict = verdict(stretch(vector.json()));
              boolean type = vector.json().path("error").asText().equals("bad-type");
              assertThat((int) verdict.get(2)).as(vector.name()).isEqualTo(type ? 1 : 2);
              assertThat(verdict.getLong(8)).isEqualTo(vector.json().path("value").longValue());
            });
  }

  @Test
  void findsEveryFrameOfTheVectors() {
    VectorTest.frames()
        .forEach(
            vector -> {
              ByteBuffer verdict = verdict(stretch(vector.json()));
              byte[] plain = VectorTest.hex(vector.json(), "plain");
              boolean host = vector.json().path("from").asText().equals("host");
              boolean both = vector.json().path("message").asText().equals("ack");
              assertThat((int) verdict.get(0)).isZero();
              assertThat(verdict.get(1)).isEqualTo(plain[1]);
              assertThat((int) verdict.get(2)).as(vector.name()).isEqualTo(host || both ? 0 : 1);
              assertThat(verdict.get(3)).isEqualTo(plain[0]);
              assertThat(verdict.getInt(4))
                  .isEqualTo(
                      ByteBuffer.wrap(plain)
                          .order(ByteOrder.LITTLE_ENDIAN)
                          .getInt(plain.length - Frame.CRC_BYTES));
            });
  }

  @Test
  void theSameSeedSpoilsTheSameFrames() {
    FrameMutator one = new FrameMutator(plainFrames(), 5);
    FrameMutator other = new FrameMutator(plainFrames(), 5);
    for (int i = 0; i < 1000; i++) {
      assertThat(one.next()).as("i=%d", i).isEqualTo(other.next());
    }
  }

  @Test
  void everyVerdictComesOfTheMutator() {
    FrameMutator mutator = new FrameMutator(plainFrames(), 1);
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 200_000; i++) {
      byte[] stretch = mutator.next();
      assertThat(stretch.length).isBetween(1, FrameMutator.LONGEST);
      ByteBuffer verdict = verdict(stretch);
      counts.merge("refusal " + verdict.get(0) + " message " + verdict.get(2), 1, Integer::sum);
    }
    // Each at least one in a thousand: valid, two ways a message is not, five that are no frame.
    assertThat(counts)
        .containsOnlyKeys(
            "refusal 0 message 0",
            "refusal 0 message 1",
            "refusal 0 message 2",
            "refusal 1 message 0",
            "refusal 2 message 0",
            "refusal 3 message 0",
            "refusal 4 message 0",
            "refusal 5 message 0")
        .allSatisfy((verdict, count) -> assertThat(count).as(verdict).isGreaterThan(200));
  }
}
