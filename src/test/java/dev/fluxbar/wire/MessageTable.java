package dev.fluxbar.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/** The message table as a codec of its own: lays out and makes up payloads by their entries. */
final class MessageTable {
  static final JsonNode TABLE = JsonMessages.read("messages.json");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, Integer> BYTES = new HashMap<>();

  static {
    for (JsonNode type : TABLE.path("types")) {
      BYTES.put(type.path("name").textValue(), type.path("bytes").intValue());
    }
  }

  private MessageTable() {}

  /** The entry of a list of the table that has this name. */
  static JsonNode named(JsonNode list, String name) {
    for (JsonNode entry : list) {
      if (entry.path("name").asText().equals(name)) {
        return entry;
      }
    }
    throw new IllegalArgumentException("table: no entry named " + name);
  }

  private static JsonNode group(String name) {
    return named(TABLE.path("groups"), name).path("fields");
  }

  static byte[] payload(JsonNode entries, JsonNode values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entries.forEach(entry -> write(out, entry, values.path(entry.path("name").asText())));
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, JsonNode entry, JsonNode value) {
    String type = entry.path("type").asText();
    String of = entry.path("of").asText();
    if (type.equals("text")) {
      byte[] text = value.textValue().getBytes(StandardCharsets.UTF_8);
      out.write(text.length);
      out.writeBytes(text);
    } else if (type.equals("list")) {
      out.write(value.size());
      value.forEach(item -> number(out, of, item.bigIntegerValue()));
    } else if (type.equals("rest") && of.equals("u8")) {
      out.writeBytes(HexFormat.of().parseHex(value.textValue()));
    } else if (type.equals("rest")) {
      value.forEach(item -> record(out, item));
    } else if (value.isObject()) {
      out.writeBytes(payload(group(type), value));
    } else {
      number(out, type, code(entry, value));
    }
  }

  private static void record(ByteArrayOutputStream out, JsonNode value) {
    for (JsonNode entry : group("result-record")) {
      String type = entry.path("type").asText();
      switch (entry.path("name").asText()) {
        case "count" -> number(out, type, BigInteger.valueOf(value.path("sums").size()));
        case "zero" -> number(out, type, BigInteger.ZERO);
        case "sums" -> value.path("sums").forEach(s -> number(out, type, s.bigIntegerValue()));
        default -> write(out, entry, value.path(entry.path("name").asText()));
      }
    }
  }

  private static BigInteger code(JsonNode entry, JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
    }
    return value.isTextual()
        ? named(TABLE.path(entry.path("values").asText()), value.textValue())
            .path("code")
            .bigIntegerValue()
        : value.bigIntegerValue();
  }

  private static void number(ByteArrayOutputStream out, String type, BigInteger value) {
    for (int i = 0; i < bytes(type); i++) {
      out.write(value.shiftRight(8 * i).intValue());
    }
  }

  static int bytes(String type) {
    return BYTES.getOrDefault(type, 0);
  }

  /** Made-up values for the fields of a message, often the largest or 0. */
  static ObjectNode random(Random random, JsonNode entries) {
    ObjectNode values = JSON.objectNode();
    for (JsonNode entry : entries) {
      values.set(entry.path("name").asText(), randomValue(random, entry));
    }
    return values;
  }

  private static JsonNode randomValue(Random random, JsonNode entry) {
    String type = entry.path("type").asText();
    String values = entry.path("values").asText();
    if (values.equals("flag")) {
      return JSON.booleanNode(random.nextBoolean());
    } else if (values.equals("errors") || values.equals("job-states")) {
      JsonNode list = TABLE.path(values);
      return list.get(random.nextInt(list.size())).path("name");
    } else if (TABLE.path("value-sets").has(values)) {
      JsonNode list = TABLE.path("value-sets").path(values);
      long code = list.get(random.nextInt(list.size())).path("code").longValue();
      return JSON.numberNode(BigInteger.valueOf(code));
    } else if (type.equals("text")) {
      return JSON.textNode("\u00e4\u20acx".repeat(random.nextInt(10)));
    } else if (type.equals("rest") && entry.path("of").asText().equals("u8")) {
      byte[] bytes = new byte[random.nextInt(HostMessage.LoadData.LARGEST_BYTES + 1)];
      random.nextBytes(bytes);
      return JSON.textNode(HexFormat.of().formatHex(bytes));
    } else if (type.equals("list") || type.equals("rest")) {
      ArrayNode list = JSON.arrayNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        String of = entry.path("of").asText();
        list.add(of.equals("result-record") ? randomRecord(random) : randomNumber(random, of));
      }
      return list;
    }
    return bytes(type) > 0 ? randomNumber(random, type) : random(random, group(type));
  }

  private static ObjectNode randomRecord(Random random) {
    ObjectNode record = random(random, group("result-record"));
    record.remove("count");
    record.remove("zero");
    record.set("flags", JSON.numberNode(BigInteger.valueOf(random.nextInt(2))));
    ArrayNode sums = JSON.arrayNode();
    for (int i = random.nextInt(20); i > 0; i--) {
      sums.add(JSON.numberNode(BigInteger.valueOf(random.nextInt())));
    }
    return record.set("sums", sums);
  }

  private static JsonNode randomNumber(Random random, String type) {
    int bits = 8 * bytes(type);
    BigInteger largest = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    int choice = random.nextInt(4);
    return JSON.numberNode(
        choice == 0 ? BigInteger.ZERO : choice == 1 ? largest : new BigInteger(bits, random));
  }
}
