package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.JsonMessages;
import dev.fluxbar.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulated board says what the protocol's vectors say that every board says. */
class GoldenDialogueTest extends BoardContract {
  GoldenDialogueTest(Implementation implementation) {
    super(implementation);
  }

  static Stream<Path> dialogues() throws IOException {
    try (Stream<Path> files = Files.list(JsonMessages.ROOT.resolve("vectors/dialogues"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void answersAsTheDialogueSays(Path file) throws IOException {
    BoardSpec spec =
        BoardSpec.of("golden", NetworkShape.sizes(2, 2), Topology.CASCADE, SwitchKind.CROSSPOINT);
    TestHost host = fresh(spec, 0);
    Deque<Frame> answers = new ArrayDeque<>();
    JsonNode steps = new ObjectMapper().readTree(Files.readString(file)).path("steps");
    for (int i = 0; i < steps.size(); i++) {
      String step = file.getFileName() + ", step " + i;
      JsonNode said = steps.get(i).path("host");
      if (!said.isMissingNode()) {
        assertThat(answers).as(step).isEmpty();
        say(host, said);
        host.frames.stream().filter(GoldenDialogueTest::isSaid).forEach(answers::add);
        host.frames.clear();
      } else {
        assertThat(answers).as(step).isNotEmpty();
        check(step, answers.remove(), steps.get(i).path("board"));
      }
    }
    assertThat(answers).as(file.toString()).isEmpty();
    assertThat(host.board.truth().safe()).isTrue();
  }

  private static boolean isSaid(Frame frame) {
    return frame.type() != BoardMessage.Ack.TYPE;
  }

  private static void say(TestHost host, JsonNode said) {
    String name = said.path("message").asText();
    JsonNode fields = said.path("fields").deepCopy();
    if (fields.path("session-key").isTextual()) {
      ((ObjectNode) fields)
          .put("session-key", new java.math.BigInteger(Long.toUnsignedString(host.sessionKey)));
    }
    Message message = JsonMessages.message("host", name, fields);
    if (name.equals("hello")) {
      host.expected = 0;
    }
    host.session = said.path("session").intValue();
    host.send(message.sequenced() ? Frame.SEQUENCED : 0, said.path("sequence").intValue(), message);
    // A board does what is due within a millisecond before the next word.
    for (long due = 0; due < TestHost.MILLI; due = host.board.poll(host.nanos)) {
      host.nanos += due;
    }
  }

  private static void check(String step, Frame frame, JsonNode said) {
    BoardMessage message = BoardMessage.decode(frame);
    assertThat(JsonMessages.name(message)).as(step).isEqualTo(said.path("message").asText());
    assertThat(frame.session()).as(step).isEqualTo(said.path("session").intValue());
    assertThat(frame.sequence()).as(step).isEqualTo(said.path("sequence").intValue());
    matches(step, JsonMessages.fields(message), said.path("fields"));
  }

  /** Field by field; "any" matches everything. */
  private static void matches(String step, JsonNode actual, JsonNode expected) {
    if (expected.isTextual() && expected.textValue().equals("any")) {
      return;
    }
    if (expected instanceof ObjectNode fields) {
      fields
          .fieldNames()
          .forEachRemaining(
              name -> matches(step + ", " + name, actual.path(name), expected.path(name)));
    } else if (expected.isArray() && expected.size() > 0) {
      assertThat(actual.size()).as(step).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        matches(step + "[" + i + "]", actual.get(i), expected.get(i));
      }
    } else if (expected.isIntegralNumber()) {
      assertThat(actual.bigIntegerValue()).as(step).isEqualTo(expected.bigIntegerValue());
    } else {
      assertThat(actual).as(step).isEqualTo(expected);
    }
  }
}
