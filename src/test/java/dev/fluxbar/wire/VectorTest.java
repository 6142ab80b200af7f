package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java against firmware-protocol/vectors, which an implementation in another language made. */
class VectorTest {

  record Vector(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Vector> vectors(String file, String list) {
    List<Vector> vectors = new ArrayList<>();
    JsonMessages.read("vectors/" + file)
        .path(list)
        .forEach(json -> vectors.add(new Vector(json.path("name").asText(), json)));
    return vectors.stream();
  }

  static Stream<Vector> frames() {
    return vectors("frames.json", "frames");
  }

  static Stream<Vector> refusedFrames() {
    return vectors("refused.json", "frames");
  }

  static Stream<Vector> refusedMessages() {
    return vectors("refused.json", "messages");
  }

  static Stream<Vector> images() {
    return vectors("images.json", "images");
  }

  static byte[] hex(JsonNode vector, String key) {
    return HexFormat.of().parseHex(vector.path(key).textValue());
  }

  static List<Decoded> decode(byte[] line) {
    List<Decoded> decoded = new ArrayList<>();
    new FrameDecoder().accept(line, 0, line.length, decoded::add);
    return decoded;
  }

  @ParameterizedTest
  @MethodSource("frames")
  void encodesAndDecodesEveryFrame(Vector vector) {
    JsonNode json = vector.json;
    String from = json.path("from").asText();
    Message message =
        JsonMessages.message(from, json.path("message").asText(), json.path("fields"));
    int flags =
        (json.path("sequence").isNull() ? 0 : Frame.SEQUENCED)
            | (json.path("ack").isNull() ? 0 : Frame.ACKNOWLEDGES);
    Frame frame =
        new Frame(
            flags,
            message.type(),
            json.path("session").intValue(),
            json.path("sequence").asInt(),
            json.path("ack").asInt(),
            message.payload());
    assertThat(FrameCodec.encode(frame)).isEqualTo(hex(json, "line"));
    assertThat(decode(hex(json, "line"))).containsExactly(new Decoded.Valid(frame));
    Message read = from.equals("host") ? HostMessage.decode(frame) : BoardMessage.decode(frame);
    assertThat(read).isEqualTo(message);
  }

  @Test
  void thereIsAFrameOfEveryMessage() {
    List<String> vectors =
        frames()
            .map(v -> v.json.path("from").asText() + " " + v.json.path("message").asText())
            .toList();
    for (JsonNode message : MessageTable.TABLE.path("messages")) {
      assertThat(vectors)
          .contains(message.path("from").asText() + " " + message.path("name").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("refusedFrames")
  void refusesEveryBadFrame(Vector vector) {
    List<Decoded> decoded = decode(hex(vector.json, "line"));
    assertThat(decoded).hasSize(1);
    assertThat(decoded.get(0)).isInstanceOf(Decoded.Rejected.class);
    assertThat(((Decoded.Rejected) decoded.get(0)).reason())
        .isEqualTo(JsonMessages.constant(RejectReason.class, vector.json.path("reason").asText()));
  }

  @ParameterizedTest
  @MethodSource("refusedMessages")
  void refusesEveryBadMessage(Vector vector) {
    Decoded decoded = decode(hex(vector.json, "line")).get(0);
    Frame frame = ((Decoded.Valid) decoded).frame();
    boolean host = vector.json.path("from").asText().equals("host");
    MalformedMessage refusal =
        catchThrowableOfType(
            MalformedMessage.class,
            () -> {
              Message read = host ? HostMessage.decode(frame) : BoardMessage.decode(frame);
              throw new AssertionError("accepted " + read);
            });
    assertThat(refusal.error())
        .isEqualTo(JsonMessages.constant(ErrorCode.class, vector.json.path("error").asText()));
    assertThat(refusal.value()).isEqualTo(vector.json.path("value").longValue());
    assertThat(refusal.messageType()).isEqualTo(frame.type());
  }

  @ParameterizedTest
  @MethodSource("images")
  void provesOrRefusesEveryImage(Vector vector) {
    JsonNode json = vector.json;
    byte[] image = hex(json, "image");
    ProgramRules rules =
        rules(
            JsonMessages.read("vectors/images.json")
                .path("rules")
                .path(json.path("rules").asText()));
    HostMessage.Load load = load(json.path("load"), image.length);
    JsonNode refused = json.path("refused");
    if (json.has("host-proof")) {
      Proof host = (Proof) JsonMessages.build(Proof.class, json.path("host-proof"));
      Proof own = Prover.prove(image, load, rules).proof();
      assertThat(own.firstDifference(host)).isEqualTo(refused.path("value").intValue());
    } else if (json.has("proof")) {
      Prover.Proved proved = Prover.prove(image, load, rules);
      assertThat(proved.proof()).isEqualTo(JsonMessages.build(Proof.class, json.path("proof")));
      assertThat(proved.proof().firstDifference(proved.proof())).isEqualTo(-1);
      assertThat(proved.image().encode(rules.arrays())).isEqualTo(image);
    } else {
      ImageRefused refusal =
          catchThrowableOfType(ImageRefused.class, () -> Prover.prove(image, load, rules));
      assertThat(refusal).as("accepted").isNotNull();
      assertThat(refusal.error())
          .isEqualTo(JsonMessages.constant(ErrorCode.class, refused.path("error").asText()));
      assertThat(refusal.operation()).isEqualTo(refused.path("operation").longValue());
      assertThat(refusal.value()).isEqualTo(refused.path("value").longValue());
    }
  }

  static HostMessage.Load load(JsonNode counts, int imageBytes) {
    return new HostMessage.Load(
        1,
        imageBytes,
        counts.path("operations").longValue(),
        counts.path("patterns").longValue(),
        counts.path("tables").longValue(),
        counts.path("stream-bytes").longValue(),
        counts.path("ring-bytes").longValue());
  }

  static ProgramRules rules(JsonNode json) {
    List<Geometry> arrays = new ArrayList<>();
    json.path("arrays").forEach(a -> arrays.add((Geometry) JsonMessages.build(Geometry.class, a)));
    HostMessage.Limits limits =
        (HostMessage.Limits) JsonMessages.message("host", "limits", json.path("limits"));
    return new ProgramRules(
        arrays,
        json.path("line-switches").booleanValue(),
        json.path("job-bytes").longValue(),
        json.path("result-bytes").longValue(),
        limits);
  }

  @Test
  void thereIsAnImageForEveryRefusal() {
    List<String> vectors =
        images().map(v -> v.json.path("refused").path("error").asText()).distinct().toList();
    for (JsonNode error : MessageTable.TABLE.path("errors")) {
      if (error.path("kind").asText().equals("image")) {
        assertThat(vectors).contains(error.path("name").asText());
      }
    }
  }

  static Stream<Path> dialogues() throws IOException {
    try (Stream<Path> files = Files.list(JsonMessages.ROOT.resolve("vectors/dialogues"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void everyDialogueIsMadeOfMessages(Path file) throws IOException {
    JsonNode dialogue = new ObjectMapper().readTree(Files.readString(file));
    assertThat(dialogue.path("steps").size()).isGreaterThan(1);
    for (JsonNode step : dialogue.path("steps")) {
      String from = step.fieldNames().next();
      JsonNode said = step.path(from);
      ObjectNode fields = said.path("fields").deepCopy();
      if (from.equals("host")) {
        if (fields.path("session-key").isTextual()) {
          assertThat(fields.path("session-key").textValue()).isEqualTo("identity");
          fields.put("session-key", 1);
        }
        Message message = JsonMessages.message(from, said.path("message").asText(), fields);
        assertThat(message.sequenced()).isEqualTo(said.has("sequence"));
      } else {
        Class<?> type = JsonMessages.type(from, said.path("message").asText());
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        assertThat(names).hasSameElementsAs(JsonMessages.names(type));
      }
    }
  }

  @Test
  void theHeaderForCIsThatOfTheTable() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "python3 is absent");
    Process process =
        new ProcessBuilder(
                python.toString(), JsonMessages.ROOT.resolve("vectors/header.py").toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(JsonMessages.ROOT.resolve("reference/core/fb_protocol.h"))
        .as("python3 firmware-protocol/vectors/generate.py writes it again")
        .hasContent(printed);
  }

  @Test
  void theHeaderForCHasTheHashOfTheTable() throws IOException {
    assertThat(JsonMessages.ROOT.resolve("reference/core/fb_protocol.h"))
        .content()
        .contains("#define FB_TABLE_HASH 0x%08xu".formatted(Protocol.TABLE_HASH));
  }

  @Test
  void dialoguesBeginWithTheHashOfTheTable() {
    JsonNode dialogue = JsonMessages.read("vectors/dialogues/one-pulse-job.json");
    JsonNode hello = dialogue.path("steps").get(0).path("host").path("fields");
    assertThat(hello.path("table-hash").longValue())
        .as("python3 firmware-protocol/vectors/generate.py writes the vectors again")
        .isEqualTo(Protocol.TABLE_HASH);
  }

  @Test
  void refusesAMessageThatDoesNotFitAFrame() {
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      codes.add(1);
    }
    assertThatThrownBy(() -> new HostMessage.Limits(1, 1, 1, 1, codes).payload())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 512 bytes");
    assertThatThrownBy(() -> new HostMessage.LoadData(1, 0, new byte[501]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HostMessage.Heartbeat(1L << 32).payload())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
