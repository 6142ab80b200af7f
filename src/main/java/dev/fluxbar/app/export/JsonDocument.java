package dev.fluxbar.app.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;

/** One JSON document: where it comes from, then every quantity by its path. */
final class JsonDocument {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

  private JsonDocument() {}

  static void write(RunContents run, OutputStream out) throws IOException {
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectField("provenance", run.provenance());
      json.writeObjectFieldStart("quantities");
      run.forEach(
          quantities -> {
            for (Quantity one : quantities) {
              quantity(one, json);
            }
          });
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void quantity(Quantity one, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(one.path());
    json.writeStringField("unit", one.unit());
    json.writeStringField("description", one.description());
    json.writeArrayFieldStart("values");
    Values values = one.values();
    try (Values.Cursor cursor = values.read()) {
      for (long row = 0; row < values.rows(); row++) {
        if (values.isMatrix()) {
          json.writeStartArray();
          for (int j = 0; j < values.columns(); j++) {
            json.writeObject(cursor.next());
          }
          json.writeEndArray();
        } else {
          json.writeObject(cursor.next());
        }
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
