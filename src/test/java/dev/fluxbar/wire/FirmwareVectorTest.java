package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The firmware against firmware-protocol/vectors: frames, refusals and images. */
class FirmwareVectorTest {
  private static final Path JUDGE = Path.of("target", "firmware", "coverage", "judge");

  /** Asks the firmware all questions; its verdicts, one behind the other. */
  private static ByteBuffer judge(String what, List<byte[]> questions)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(JUDGE), "gcc and make are not installed");
    Process process =
        new ProcessBuilder(JUDGE.toString(), what)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread asker = new Thread(() -> ask(process, questions));
    asker.start();
    byte[] verdicts = process.getInputStream().readAllBytes();
    asker.join();
    assertThat(process.waitFor()).isZero();
    return ByteBuffer.wrap(verdicts).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void ask(Process process, List<byte[]> questions) {
    try (OutputStream out = process.getOutputStream()) {
      for (byte[] question : questions) {
        out.write(question);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A stretch of the line between its delimiters, behind its length. */
  private static byte[] stretch(JsonNode vector) {
    byte[] line = HexFormat.of().parseHex(vector.path("line").textValue());
    byte[] question = new byte[2 + line.length - 1];
    ByteBuffer.wrap(question)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) (line.length - 1))
        .put(line, 0, line.length - 1);
    return question;
  }

  private static List<JsonNode> vectors(String file, String list) {
    List<JsonNode> vectors = new ArrayList<>();
    JsonMessages.read("vectors/" + file).path(list).forEach(vectors::add);
    return vectors;
  }

  /** The judge also encodes each frame again and ends where that gives other bytes. */
  @Test
  void readsAndWritesEveryFrame() throws Exception {
    List<JsonNode> frames = vectors("frames.json", "frames");
    ByteBuffer verdicts =
        judge("frames", frames.stream().map(FirmwareVectorTest::stretch).toList());
    for (JsonNode frame : frames) {
      String name = frame.path("name").asText();
      byte[] plain = HexFormat.of().parseHex(frame.path("plain").textValue());
      byte[] verdict = new byte[FrameJudge.BYTES];
      verdicts.get(verdict);
      assertThat(verdict[0]).as(name).isZero();
      assertThat(verdict[1]).as(name).isEqualTo(plain[1]);
      // Both sides have an ACK; every other message of a board is of a type that no host sends.
      boolean hosts =
          frame.path("from").asText().equals("host")
              || frame.path("message").asText().equals("ack");
      assertThat(verdict[2]).as(name).isEqualTo((byte) (hosts ? 0 : 1));
      long crc = FrameCodec.crc(plain, 0, plain.length - Frame.CRC_BYTES);
      int check = ByteBuffer.wrap(verdict).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
      assertThat(check).as(name).isEqualTo((int) crc);
    }
    assertThat(verdicts.hasRemaining()).isFalse();
  }

  @Test
  void refusesWhatIsNoFrame() throws Exception {
    List<JsonNode> frames = vectors("refused.json", "frames");
    ByteBuffer verdicts =
        judge("frames", frames.stream().map(FirmwareVectorTest::stretch).toList());
    for (JsonNode frame : frames) {
      RejectReason reason =
          JsonMessages.constant(RejectReason.class, frame.path("reason").asText());
      assertThat(verdicts.get())
          .as(frame.path("name").asText())
          .isEqualTo((byte) (reason.ordinal() + 1));
      verdicts.position(verdicts.position() + FrameJudge.BYTES - 1);
    }
  }

  @Test
  void refusesMessagesThatNoHostMaySend() throws Exception {
    List<JsonNode> messages =
        vectors("refused.json", "messages").stream()
            .filter(message -> message.path("from").asText().equals("host"))
            .toList();
    assertThat(messages).isNotEmpty();
    ByteBuffer verdicts =
        judge("frames", messages.stream().map(FirmwareVectorTest::stretch).toList());
    for (JsonNode message : messages) {
      String name = message.path("name").asText();
      byte[] verdict = new byte[FrameJudge.BYTES];
      verdicts.get(verdict);
      int error = message.path("error").asText().equals("bad-type") ? 1 : 2;
      assertThat(Arrays.copyOf(verdict, 1)).as(name).containsExactly(0);
      assertThat(verdict[2]).as(name).isEqualTo((byte) error);
      long value = ByteBuffer.wrap(verdict).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
      assertThat(value).as(name).isEqualTo(message.path("value").longValue());
    }
  }

  private static RandomImages.Case program(JsonNode vector) {
    JsonNode document = JsonMessages.read("vectors/images.json");
    byte[] image = HexFormat.of().parseHex(vector.path("image").textValue());
    HostMessage.Load load = VectorTest.load(vector.path("load"), image.length);
    ProgramRules rules =
        VectorTest.rules(document.path("rules").path(vector.path("rules").asText()));
    return new RandomImages.Case(rules, load, image);
  }

  @Test
  void provesOrRefusesEveryImage() throws Exception {
    List<JsonNode> images = vectors("images.json", "images");
    List<RandomImages.Case> programs = images.stream().map(FirmwareVectorTest::program).toList();
    ByteBuffer verdicts = judge("images", programs.stream().map(ImageJudge::question).toList());
    for (int i = 0; i < images.size(); i++) {
      byte[] verdict = new byte[ImageJudge.BYTES];
      verdicts.get(verdict);
      // What Java says of them is held to the vectors by VectorTest.
      assertThat(verdict)
          .as(images.get(i).path("name").asText())
          .isEqualTo(ImageJudge.verdict(programs.get(i)));
    }
  }
}
