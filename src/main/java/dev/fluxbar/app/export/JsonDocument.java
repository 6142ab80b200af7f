package dev.fluxbar.app.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** One JSON document: where it comes from, then every quantity by its path. */
final class JsonDocument {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

  private JsonDocument() {}

  static void write(RunExport run, OutputStream out) throws IOException {
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectField("provenance", run.provenance());
      json.writeObjectFieldStart("quantities");
      for (Quantity one : run.quantities()) {
        json.writeObjectField(
            one.path(),
            Map.of("unit", one.unit(), "description", one.description(), "values", one.values()));
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }
}
