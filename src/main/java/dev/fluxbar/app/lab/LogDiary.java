package dev.fluxbar.app.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.sequence.StepDiary;
import dev.fluxbar.app.wiring.OpenBench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a run remembers of its steps: notes in its log, on the disk before anybody hears of them.
 */
final class LogDiary implements StepDiary {
  private final Map<String, String> notes;
  private final OpenBench bench;
  private final BiConsumer<String, String> begun;
  private final BiConsumer<String, OperationResult> done;

  /**
   * @param notes of the run's log from an earlier life
   * @param bench whose log is written
   * @param begun is told the place and the word of a step
   * @param done is told what a step came to, once it is on the disk
   */
  LogDiary(
      Map<String, String> notes,
      OpenBench bench,
      BiConsumer<String, String> begun,
      BiConsumer<String, OperationResult> done) {
    this.notes = Map.copyOf(notes);
    this.bench = bench;
    this.begun = begun;
    this.done = done;
  }

  private static String name(String step) {
    return "step-" + step.replace('.', '-');
  }

  @Override
  public Optional<OperationResult> ended(String step) {
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

  @Override
  public void began(String step, String word) {
    begun.accept(step, word);
  }

  @Override
  public void ended(String step, OperationResult result) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("reached", result.reached());
    note.put("message", result.message());
    note.put("result", result.values());
    bench.note(name(step), ResultJson.line(note));
    done.accept(step, result);
  }
}
