package dev.fluxbar.app.runs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Results as JSON: maps, lists, texts, numbers, truth values, {@code double[]}, and {@link Matrix}
 * as a list of rows. Keys are kebab-case with the unit last; a map's order is kept.
 */
public final class ResultJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(new Rows()))
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

  private ResultJson() {}

  private static final class Rows extends StdSerializer<Matrix> {
    private static final long serialVersionUID = 1L;

    Rows() {
      super(Matrix.class);
    }

    @Override
    public void serialize(Matrix matrix, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (double[] row : matrix.toArrays()) {
        json.writeArray(row, 0, row.length);
      }
      json.writeEndArray();
    }
  }

  /**
   * The one document of {@code --json}, indented, without a line end behind it.
   *
   * @throws IllegalArgumentException if a value is of another type
   */
  public static String document(Map<String, ?> values) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("json: keys=%s; %s".formatted(values.keySet(), e), e);
    }
  }

  /** As {@link #document}, in one line. */
  public static String line(Map<String, ?> values) {
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("json: keys=%s; %s".formatted(values.keySet(), e), e);
    }
  }

  /**
   * Values as they are when they have been written and read: of the types that JSON tells apart.
   *
   * @throws IllegalArgumentException if a value is of another type
   */
  public static JsonNode written(Map<String, ?> values) {
    try {
      return MAPPER.readTree(MAPPER.writeValueAsBytes(values));
    } catch (IOException e) {
      throw new IllegalArgumentException("json: keys=%s; %s".formatted(values.keySet(), e), e);
    }
  }

  /**
   * A document that was written.
   *
   * @throws dev.fluxbar.app.BadInput if it is none
   */
  public static JsonNode node(String document) {
    try {
      return MAPPER.readTree(document);
    } catch (JsonProcessingException e) {
      throw new BadInput("json: %s; it is damaged".formatted(e.getOriginalMessage()), e);
    }
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is none
   */
  public static JsonNode parse(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  /** A document as maps, lists, texts, numbers and truth values; empty if it is no object. */
  public static Map<String, Object> map(JsonNode json) {
    return json.isObject()
        ? MAPPER.convertValue(json, new TypeReference<LinkedHashMap<String, Object>>() {})
        : Map.of();
  }
}
