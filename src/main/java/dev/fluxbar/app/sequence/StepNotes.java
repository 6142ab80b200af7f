package dev.fluxbar.app.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.runs.ResultJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a run's log remembers of its steps: a note for each that has ended. */
public final class StepNotes {
  private StepNotes() {}

  /** The name of a step's note: {@code step-3-7-1}. */
  public static String name(String step) {
    return "step-" + step.replace('.', '-');
  }

  /** What a step came to, as its note says it. */
  public static String text(OperationResult result) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("reached", result.reached());
    note.put("message", result.message());
    note.put("result", result.values());
    return ResultJson.line(note);
  }

  /** How a step ended, if the notes of its run say so. */
  public static Optional<OperationResult> ended(Map<String, String> notes, String step) {
    String note = notes.get(name(step));
    if (note == null) {
      return Optional.empty();
    }
    try {
      JsonNode json = ResultJson.parse(note.getBytes(StandardCharsets.UTF_8));
      Map<String, Object> values = new LinkedHashMap<>(ResultJson.map(json.path("result")));
      return Optional.of(
          new OperationResult(
              values, json.path("reached").asBoolean(), json.path("message").asText()));
    } catch (IOException e) {
      // Its checksum was right and it is no JSON: then it is not believed, and done again.
      return Optional.empty();
    }
  }
}
