package dev.fluxbar.app.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The steps of a sequence that left something, in their order: where it lies, and its story. */
final class RunSteps {

  /** The group of all of them. */
  static final String GROUP = "steps";

  private static final Pattern FOLDER =
      Pattern.compile("step-([0-9]+(?:\\.[0-9]+)*)-([a-z][a-z0-9-]*)");
  private static final List<String> TOLD =
      List.of("place", "word", "began", "ended", "reached", "message");

  private RunSteps() {}

  /**
   * A step.
   *
   * @param folder of its own
   * @param group such as {@code steps/003.007.001-infer}: names in their order are steps in theirs
   * @param facts {@code place}, {@code word}, {@code began}, {@code ended}, {@code reached} and
   *     {@code message}; what there is not is {@code none}
   */
  record Told(Path folder, String group, Map<String, String> facts) {}

  /** Of a run of anything else none. */
  static List<Told> of(Path runFolder) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(runFolder)) {
      folders =
          all.filter(one -> FOLDER.matcher(RunPlace.name(one)).matches())
              .sorted(Comparator.comparing(one -> padded(place(one), 9)))
              .toList();
    }
    if (folders.isEmpty()) {
      return List.of();
    }
    Map<String, Map<String, String>> stories = stories(runFolder.resolve("progress.jsonl"));
    List<Told> steps = new ArrayList<>();
    for (Path folder : folders) {
      steps.add(told(folder, stories));
    }
    return steps;
  }

  private static Matcher name(Path folder) {
    Matcher name = FOLDER.matcher(RunPlace.name(folder));
    if (!name.matches()) {
      throw new IllegalArgumentException("export: folder=%s; it is no step's".formatted(folder));
    }
    return name;
  }

  private static List<Integer> place(Path folder) {
    return Arrays.stream(name(folder).group(1).split("\\.")).map(Integer::valueOf).toList();
  }

  private static String padded(List<Integer> place, int digits) {
    String format = "%0" + digits + "d";
    return String.join(".", place.stream().map(format::formatted).toList());
  }

  private static Told told(Path folder, Map<String, Map<String, String>> stories) {
    String word = name(folder).group(2);
    List<Integer> place = place(folder);
    Map<String, String> facts = new LinkedHashMap<>();
    TOLD.forEach(fact -> facts.put(fact, "none"));
    String spoken = String.join(".", place.stream().map(String::valueOf).toList());
    facts.put("place", spoken);
    facts.put("word", word);
    facts.putAll(stories.getOrDefault(spoken, Map.of()));
    return new Told(folder, "%s/%s-%s".formatted(GROUP, padded(place, 3), word), facts);
  }

  /** What progress says of the beginning and the end of each step, by its place. */
  private static Map<String, Map<String, String>> stories(Path progress) throws IOException {
    Map<String, Map<String, String>> stories = new HashMap<>();
    if (!Files.isRegularFile(progress)) {
      return stories;
    }
    try (BufferedReader lines = Files.newBufferedReader(progress, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"began\"") || line.contains("\"ended\"")) {
          story(line, stories);
        }
      }
    }
    return stories;
  }

  private static void story(String line, Map<String, Map<String, String>> stories) {
    JsonNode json;
    try {
      json = ResultJson.parse(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return; // the line that was being written when the program died
    }
    String kind = json.path("step").asText();
    if (kind.equals("began") || kind.equals("ended")) {
      Map<String, String> story =
          stories.computeIfAbsent(json.path("sequence-step").asText(), place -> new HashMap<>());
      story.put(kind, json.path("at").asText());
      for (String fact : List.of("reached", "message")) {
        String text = json.path(fact).asText();
        if (!text.isEmpty()) {
          story.put(fact, text);
        }
      }
    }
  }

  /** All of them as a table, one a row. */
  static List<Quantity> table(List<Told> steps) {
    List<Quantity> columns = new ArrayList<>();
    if (!steps.isEmpty()) {
      for (String fact : TOLD) {
        String[] words =
            steps.stream()
                .map(step -> step.facts().getOrDefault(fact, "none"))
                .toArray(String[]::new);
        columns.add(
            new Quantity(
                GROUP, fact, "1", fact + " of each step that left results", Values.of(words)));
      }
    }
    return columns;
  }
}
