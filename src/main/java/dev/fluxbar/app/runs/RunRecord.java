package dev.fluxbar.app.runs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code run.json} says of a run.
 *
 * @param command the command, such as {@code write}
 * @param arguments what stood behind it
 * @param version of this software
 * @param seed of everything random, where one was given
 * @param bench the bench's URI
 * @param processId of the process that runs it
 * @param started when it began
 * @param state how far it is
 * @param ended when it ended, unless it runs
 * @param message what a person should know of its end; may be empty
 */
public record RunRecord(
    String command,
    List<String> arguments,
    String version,
    OptionalLong seed,
    String bench,
    long processId,
    Instant started,
    RunState state,
    Optional<Instant> ended,
    String message) {

  /** The file in the run's folder. */
  public static final String FILE = "run.json";

  public RunRecord {
    arguments = List.copyOf(arguments);
  }

  /** The same run, ended. */
  RunRecord ended(RunState how, Instant when, String why) {
    return new RunRecord(
        command, arguments, version, seed, bench, processId, started, how, Optional.of(when), why);
  }

  /** The same run in another state, which is no end. */
  RunRecord now(RunState how, String why, long process) {
    return new RunRecord(
        command, arguments, version, seed, bench, process, started, how, Optional.empty(), why);
  }

  /** As JSON object: keys in order. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("command", command);
    map.put("arguments", arguments);
    map.put("version", version);
    seed.ifPresent(value -> map.put("seed", value));
    map.put("bench", bench);
    map.put("process-id", processId);
    map.put("started", started.toString());
    map.put("state", state.word());
    ended.ifPresent(value -> map.put("ended", value.toString()));
    map.put("message", message);
    return map;
  }

  /**
   * Reads the record in the folder of a run.
   *
   * @throws BadInput if there is none or it cannot be understood
   */
  public static RunRecord read(Path folder) {
    Path file = folder.resolve(FILE);
    byte[] bytes = WholeFile.read(file);
    try {
      JsonNode json = ResultJson.parse(bytes);
      List<String> arguments = new ArrayList<>();
      json.path("arguments").forEach(argument -> arguments.add(argument.asText()));
      return new RunRecord(
          json.path("command").asText(),
          arguments,
          json.path("version").asText(),
          json.has("seed") ? OptionalLong.of(json.get("seed").asLong()) : OptionalLong.empty(),
          json.path("bench").asText(),
          json.path("process-id").asLong(),
          Instant.parse(json.path("started").asText()),
          RunState.of(json.path("state").asText()),
          json.has("ended")
              ? Optional.of(Instant.parse(json.get("ended").asText()))
              : Optional.empty(),
          json.path("message").asText());
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new BadInput(
          file
              + ": this is not the record of a run; name the folder of one (see fluxbar runs list)",
          e);
    }
  }
}
