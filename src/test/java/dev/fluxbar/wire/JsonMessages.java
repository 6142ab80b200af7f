package dev.fluxbar.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Messages as the vectors write them, {@code {"from", "message", "fields"}}, in and out of the Java
 * types by the names of their constructors' parameters. The format is in vectors/README.md.
 */
public final class JsonMessages {

  /** Where the message table and the vectors lie. */
  public static final Path ROOT = Path.of("firmware-protocol");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private JsonMessages() {}

  /** A file under {@link #ROOT}. */
  public static JsonNode read(String file) {
    try {
      return new ObjectMapper().readTree(Files.readString(ROOT.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message of a direction, {@code host} or {@code board}, from its fields. */
  public static Message message(String from, String name, JsonNode fields) {
    return (Message) build(type(from, name), fields);
  }

  /** The fields of a message by name. */
  public static ObjectNode fields(Message message) {
    return (ObjectNode) json(message);
  }

  /** The name of a message in the table: {@code load-data}. */
  public static String name(Message message) {
    return kebab(message.getClass().getSimpleName());
  }

  static Class<?> type(String from, String name) {
    for (Class<?> type : types(from)) {
      if (kebab(type.getSimpleName()).equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("message: from=%s, name=%s".formatted(from, name));
  }

  static Class<?>[] types(String from) {
    return (from.equals("host") ? HostMessage.class : BoardMessage.class).getPermittedSubclasses();
  }

  /** The names of a type's fields in order. */
  static List<String> names(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : constructor(type).getParameters()) {
      names.add(kebab(parameter.getName()));
    }
    return names;
  }

  static Constructor<?> constructor(Class<?> type) {
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    if (constructors.length != 1) {
      throw new IllegalArgumentException(type + " has not one constructor");
    }
    return constructors[0];
  }

  /** {@code LoadData}, {@code loadData} and {@code LOAD_DATA} as {@code load-data}. */
  static String kebab(String name) {
    boolean constant = name.equals(name.toUpperCase(Locale.ROOT)) && name.length() > 1;
    String dashed = constant ? name.replace('_', '-') : name.replaceAll("(?<=.)([A-Z])", "-$1");
    return dashed.toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  static Object build(Class<?> type, JsonNode fields) {
    try {
      Parameter[] parameters = constructor(type).getParameters();
      if (fields.size() != parameters.length) {
        throw new IllegalArgumentException(type.getSimpleName() + " is not made of " + fields);
      }
      Object[] values = new Object[parameters.length];
      for (int i = 0; i < values.length; i++) {
        JsonNode value = fields.path(kebab(parameters[i].getName()));
        values[i] = value(value, parameters[i].getParameterizedType());
      }
      return constructor(type).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " from " + fields, e);
    }
  }

  private static Object value(JsonNode node, Type type) {
    if (type instanceof ParameterizedType list) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item, list.getActualTypeArguments()[0])));
      return items;
    } else if (type == int.class || type == Integer.class) {
      return Math.toIntExact(whole(node).longValueExact());
    } else if (type == long.class || type == Long.class) {
      return whole(node).longValue();
    } else if (type == boolean.class && node.isBoolean()) {
      return node.booleanValue();
    } else if (type == String.class && node.isTextual()) {
      return node.textValue();
    } else if (type == byte[].class) {
      return HexFormat.of().parseHex(node.textValue());
    } else if (type == ErrorCode.class) {
      return constant(ErrorCode.class, node.textValue());
    } else if (type == JobState.class) {
      return constant(JobState.class, node.textValue());
    } else if (type == ResultRecord.class) {
      return record(node);
    } else if (type == Proof.class) {
      return build(Proof.class, node);
    }
    throw new IllegalArgumentException("value: type=%s, json=%s".formatted(type, node));
  }

  private static BigInteger whole(JsonNode node) {
    if (!node.isIntegralNumber()) {
      throw new IllegalArgumentException("value: json=%s; it is no whole number".formatted(node));
    }
    return node.bigIntegerValue();
  }

  private static ResultRecord record(JsonNode node) {
    ObjectNode at = node.deepCopy();
    at.remove(List.of("flags", "sums"));
    int[] sums = new int[node.path("sums").size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = node.path("sums").get(i).intValue();
    }
    ResultRecord.At built = (ResultRecord.At) build(ResultRecord.At.class, at);
    return new ResultRecord(built, node.path("flags").intValue(), sums);
  }

  private static JsonNode json(Object value) {
    if (value instanceof Integer number) {
      return JSON.numberNode(BigInteger.valueOf(number));
    } else if (value instanceof Long number) {
      BigInteger signed = BigInteger.valueOf(number);
      return JSON.numberNode(number < 0 ? signed.add(TWO_TO_64) : signed);
    } else if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    } else if (value instanceof String text) {
      return JSON.textNode(text);
    } else if (value instanceof byte[] bytes) {
      return JSON.textNode(HexFormat.of().formatHex(bytes));
    } else if (value instanceof Enum<?> constant) {
      return JSON.textNode(kebab(constant.name()));
    } else if (value instanceof List<?> items) {
      ArrayNode list = JSON.arrayNode();
      items.forEach(item -> list.add(json(item)));
      return list;
    } else if (value instanceof ResultRecord record) {
      ObjectNode node = (ObjectNode) json(record.at());
      node.set("flags", json(record.saturated() ? ResultRecord.SATURATED : 0));
      ArrayNode sums = JSON.arrayNode();
      for (int sum : record.sums()) {
        sums.add(json(sum));
      }
      return node.set("sums", sums);
    }
    return object(value);
  }

  private static ObjectNode object(Object value) {
    try {
      ObjectNode node = JSON.objectNode();
      for (Parameter parameter : constructor(value.getClass()).getParameters()) {
        Object field = value.getClass().getMethod(parameter.getName()).invoke(value);
        node.set(kebab(parameter.getName()), json(field));
      }
      return node;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(value.toString(), e);
    }
  }
}
