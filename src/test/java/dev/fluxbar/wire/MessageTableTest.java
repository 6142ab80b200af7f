package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Holds Java and firmware-protocol/messages.json together: nothing in one is missing in the other.
 */
class MessageTableTest {
  private static final JsonNode TABLE = MessageTable.TABLE;

  @Test
  void theHashIsThatOfTheTableWithoutItsProse() {
    byte[] kept = withoutProse(TABLE).toString().getBytes(StandardCharsets.US_ASCII);
    assertThat(Protocol.TABLE_HASH)
        .as("Protocol.TABLE_HASH; python3 firmware-protocol/vectors/generate.py prints it")
        .isEqualTo(FrameCodec.crc(kept, 0, kept.length));
  }

  @Test
  void whatIsHashedNeedsNoEscapes() {
    // So that it is the same text whatever writes it.
    assertThat(withoutProse(TABLE).toString()).matches("[ !\"#-\\[\\]-~]+");
  }

  /** Members named about, and the words for the value of an error, may be reworded. */
  private static JsonNode withoutProse(JsonNode node) {
    if (node.isArray()) {
      ArrayNode kept = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> kept.add(withoutProse(item)));
      return kept;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              boolean words = name.equals("value") && node.path(name).isTextual();
              if (!words && !name.equals("about")) {
                kept.set(name, withoutProse(node.path(name)));
              }
            });
    return kept;
  }

  @Test
  void theSpecificationHasEveryRowOfTheTable() throws IOException {
    String text = Files.readString(JsonMessages.ROOT.resolve("PROTOCOL.md"));
    for (ErrorCode error : ErrorCode.values()) {
      assertThat(text).contains("| %d | %s |".formatted(error.code(), error));
    }
    for (JobState state : JobState.values()) {
      assertThat(text).contains("| %d | %s |".formatted(state.code(), state));
    }
    for (JsonNode message : TABLE.path("messages")) {
      assertThat(text).contains("| 0x%02x | ".formatted(message.path("code").intValue()));
    }
    for (JsonNode entry : TABLE.path("errors")) {
      assertThat(text).contains("| " + entry.path("value").asText() + " |");
    }
  }

  @Test
  void bothHaveTheSameMessages() throws ReflectiveOperationException {
    for (String from : List.of("host", "board")) {
      Map<String, Integer> java = new TreeMap<>();
      for (Class<?> type : JsonMessages.types(from)) {
        java.put(JsonMessages.kebab(type.getSimpleName()), type.getField("TYPE").getInt(null));
      }
      Map<String, Integer> table = new TreeMap<>();
      for (JsonNode message : TABLE.path("messages")) {
        if (message.path("from").asText().equals(from)) {
          table.put(message.path("name").asText(), message.path("code").intValue());
        }
      }
      assertThat(java).as(from).isEqualTo(table);
    }
  }

  @Test
  void bothHaveTheSameFieldsInTheSameOrder() {
    for (JsonNode message : TABLE.path("messages")) {
      String from = message.path("from").asText();
      Class<?> type = JsonMessages.type(from, message.path("name").asText());
      assertThat(JsonMessages.names(type))
          .as(type.getName())
          .isEqualTo(names(message.path("fields")));
    }
    assertThat(JsonMessages.names(Proof.class)).isEqualTo(groupNames("proof"));
    List<String> record = new ArrayList<>(JsonMessages.names(ResultRecord.At.class));
    record.add(record.indexOf("range") + 1, "flags");
    record.addAll(List.of("count", "zero", "sums"));
    assertThat(record).isEqualTo(groupNames("result-record"));
  }

  @Test
  void bothLayOutTheSameBytes() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      for (JsonNode entry : TABLE.path("messages")) {
        JsonNode values = MessageTable.random(random, entry.path("fields"));
        String from = entry.path("from").asText();
        Message message = JsonMessages.message(from, entry.path("name").asText(), values);
        String context = "seed=%d, %s".formatted(seed, message);
        assertThat(message.payload())
            .as(context)
            .isEqualTo(MessageTable.payload(entry.path("fields"), values));
        assertThat(message.sequenced()).isEqualTo(entry.path("sequenced").booleanValue());
        int flags = message.sequenced() ? Frame.SEQUENCED : 0;
        Frame frame = new Frame(flags, message.type(), 1, 0, 0, message.payload());
        Message read = from.equals("host") ? HostMessage.decode(frame) : BoardMessage.decode(frame);
        assertThat(read).as(context).isEqualTo(message).hasSameHashCodeAs(message);
        assertThat(JsonMessages.fields(read)).as(context).isEqualTo(values);
      }
    }
  }

  @Test
  void bothHaveTheSameOperations() throws ReflectiveOperationException {
    JsonNode operations = TABLE.path("operations");
    assertThat(operations.path("layout").size())
        .isEqualTo(Operation.Fields.class.getRecordComponents().length);
    List<String> java = new ArrayList<>();
    for (Class<?> type : Operation.class.getPermittedSubclasses()) {
      if (type != Operation.Unknown.class) {
        java.add(JsonMessages.kebab(type.getSimpleName()));
        operation(type, MessageTable.named(operations.path("list"), java.get(java.size() - 1)));
      }
    }
    assertThat(java).containsExactlyInAnyOrderElementsOf(names(operations.path("list")));
  }

  /** Gives each field a value of its own and looks where it lies. */
  private static void operation(Class<?> type, JsonNode entry) throws ReflectiveOperationException {
    Constructor<?> constructor = JsonMessages.constructor(type);
    List<String> names = new ArrayList<>();
    Object[] values = new Object[constructor.getParameterCount()];
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = constructor.getParameters()[i];
      names.add(JsonMessages.kebab(parameter.getName()));
      values[i] = parameter.getType() == boolean.class ? true : number(parameter, 101 + i);
    }
    assertThat(names).as(type.getName()).hasSameElementsAs(names(entry.path("fields")));
    Operation.Fields fields = ((Operation) constructor.newInstance(values)).fields();
    assertThat(fields.code()).isEqualTo(entry.path("code").intValue());
    for (Map.Entry<String, Long> place : places(fields).entrySet()) {
      long expected = 0;
      for (JsonNode field : entry.path("fields")) {
        if (field.path("at").asText().equals(place.getKey())) {
          Object value = values[names.indexOf(field.path("name").asText())];
          expected = value instanceof Number number ? number.longValue() : 1;
        }
      }
      assertThat(place.getValue()).as(type + " " + place.getKey()).isEqualTo(expected);
    }
  }

  private static Object number(Parameter parameter, int value) {
    return parameter.getType() == int.class ? (Object) value : (Object) (long) value;
  }

  private static Map<String, Long> places(Operation.Fields fields) {
    return Map.of(
        "array", (long) fields.array(),
        "a", (long) fields.a(),
        "b", fields.b(),
        "c", fields.c(),
        "d", fields.d());
  }

  @Test
  void bothHaveTheSameErrors() {
    Map<String, Integer> java = new TreeMap<>();
    Arrays.stream(ErrorCode.values())
        .forEach(e -> java.put(JsonMessages.kebab(e.name()), e.code()));
    assertThat(java).isEqualTo(codes(TABLE.path("errors")));
    for (ErrorCode error : ErrorCode.values()) {
      JsonNode entry = MessageTable.named(TABLE.path("errors"), JsonMessages.kebab(error.name()));
      assertThat(error.latches())
          .as(error.name())
          .isEqualTo(entry.path("kind").asText().equals("fault"));
      assertThat(ErrorCode.of(error.code())).isEqualTo(error);
    }
  }

  @Test
  void bothHaveTheSameJobStatesFeaturesAndKinds() {
    Map<String, Integer> states = new TreeMap<>();
    Arrays.stream(JobState.values())
        .forEach(s -> states.put(JsonMessages.kebab(s.name()), s.code()));
    assertThat(states).isEqualTo(codes(TABLE.path("job-states")));
    Map<String, Integer> features = new TreeMap<>();
    Arrays.stream(Feature.values())
        .forEach(f -> features.put(JsonMessages.kebab(f.name()), f.bit()));
    assertThat(features).isEqualTo(numbers(TABLE.path("features"), "bit"));
    Map<String, Integer> kinds = new TreeMap<>();
    Arrays.stream(SwitchPattern.Kind.values())
        .forEach(k -> kinds.put(JsonMessages.kebab(k.name()), k.ordinal()));
    assertThat(kinds).isEqualTo(codes(TABLE.path("value-sets").path("pattern-kind")));
  }

  @Test
  void bothHaveTheSameFrame() {
    JsonNode frame = TABLE.path("frame");
    int header = 0;
    for (JsonNode field : frame.path("fields")) {
      header += MessageTable.bytes(field.path("type").asText());
    }
    assertThat(header).isEqualTo(Frame.HEADER_BYTES + Frame.CRC_BYTES);
    assertThat(frame.path("header-bytes").intValue()).isEqualTo(Frame.HEADER_BYTES);
    assertThat(frame.path("crc-bytes").intValue()).isEqualTo(Frame.CRC_BYTES);
    assertThat(numbers(frame.path("flags"), "bit"))
        .isEqualTo(Map.of("sequenced", 0, "acknowledges", 1));
    assertThat(List.of(Frame.SEQUENCED, Frame.ACKNOWLEDGES)).containsExactly(1 << 0, 1 << 1);
    List<String> reasons =
        Arrays.stream(RejectReason.values()).map(r -> JsonMessages.kebab(r.name())).toList();
    assertThat(reasons).isEqualTo(names(frame.path("refusals")));
  }

  @Test
  void bothHaveTheSameNumbers() {
    assertThat(TABLE.path("protocol").path("major").intValue()).isEqualTo(Protocol.MAJOR);
    assertThat(TABLE.path("protocol").path("minor").intValue()).isEqualTo(Protocol.MINOR);
    Map<String, Integer> java = new TreeMap<>();
    java.put("largest-payload-bytes", Frame.LARGEST_PAYLOAD_BYTES);
    java.put("largest-stuffed-bytes", FrameCodec.LARGEST_STUFFED_BYTES);
    java.put("largest-load-data-bytes", HostMessage.LoadData.LARGEST_BYTES);
    assertThat(new HostMessage.StreamData(1, 0, new byte[500]).payload())
        .hasSize(Frame.LARGEST_PAYLOAD_BYTES);
    java.put("ledger-jobs", Protocol.LEDGER_JOBS);
    java.put("deepest-loop", Protocol.DEEPEST_LOOP);
    java.put("most-averages", Protocol.MOST_AVERAGES);
    java.put("most-crosspoints", Protocol.MOST_CROSSPOINTS);
    java.put("most-rows-a-record", ResultRecord.MOST_ROWS);
    java.put("result-header-bytes", ResultRecord.HEADER_BYTES);
    java.put("operation-bytes", Operation.BYTES);
    assertThat(java).isEqualTo(numbers(TABLE.path("constants"), "value"));
  }

  private static List<String> groupNames(String group) {
    return names(MessageTable.named(TABLE.path("groups"), group).path("fields"));
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(entry -> names.add(entry.path("name").asText()));
    return names;
  }

  private static Map<String, Integer> codes(JsonNode list) {
    return numbers(list, "code");
  }

  private static Map<String, Integer> numbers(JsonNode list, String key) {
    Map<String, Integer> numbers = new TreeMap<>();
    list.forEach(entry -> numbers.put(entry.path("name").asText(), entry.path(key).intValue()));
    return numbers;
  }
}
