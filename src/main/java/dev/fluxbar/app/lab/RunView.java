package dev.fluxbar.app.lab;

import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.sequence.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it was at one instant.
 *
 * @param id the name of its folder
 * @param bench on which
 * @param name what its sequence calls itself
 * @param words the words of its steps as they stand, such as {@code read}
 * @param priority larger ones come first
 * @param dryRun whether it only plans
 * @param afterCrash what becomes of it when its program dies
 * @param by who asked
 * @param state queued, waiting, running, paused, stopping; or how it ended
 * @param revision grows with every change of state
 * @param submitted when it was asked
 * @param began when it began, once it has
 * @param ended when it ended, once it has
 * @param message what a person should know; may be empty
 * @param step the path of the step that it is in, such as {@code 2.1}; may be empty
 * @param task what it does there; may be empty
 * @param note where that stands; may be empty
 * @param done steps done of the task
 * @param ofSteps steps of the task; 0: not known
 * @param work what it has driven so far
 * @param estimate what it would take, as its plan says; empty where the bench was not there to ask
 */
public record RunView(
    String id,
    String bench,
    String name,
    List<String> words,
    int priority,
    boolean dryRun,
    AfterCrash afterCrash,
    String by,
    String state,
    long revision,
    Instant submitted,
    Optional<Instant> began,
    Optional<Instant> ended,
    String message,
    String step,
    String task,
    String note,
    long done,
    long ofSteps,
    Work work,
    Map<String, Object> estimate) {

  /**
   * What was driven.
   *
   * @param programs that ran to their end
   * @param pulses in them
   * @param benchSeconds bench time of them
   */
  public record Work(long programs, long pulses, double benchSeconds) {
    /** Nothing yet. */
    public static final Work NONE = new Work(0, 0, 0);

    Work plus(long morePulses, double moreSeconds) {
      return new Work(programs + 1, pulses + morePulses, benchSeconds + moreSeconds);
    }
  }

  public RunView {
    words = List.copyOf(words);
    estimate = Collections.unmodifiableMap(new LinkedHashMap<>(estimate));
  }

  /** Of a run that nobody has seen before in this life of the lab. */
  static RunView first(
      Path folder, RunRecord record, String bench, RunOrder order, boolean goesOn, String state) {
    return new RunView(
        String.valueOf(folder.getFileName()),
        bench,
        order.sequence().name(),
        order.sequence().steps().stream().map(Step::word).toList(),
        order.priority(),
        order.dryRun(),
        order.afterCrash(),
        order.by(),
        state,
        1,
        record.started(),
        goesOn ? Optional.of(record.started()) : Optional.empty(),
        Optional.empty(),
        record.message(),
        "",
        "",
        "",
        0,
        0,
        Work.NONE,
        Map.of());
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", id);
    map.put("bench", bench);
    map.put("name", name);
    map.put("steps", words);
    map.put("priority", priority);
    map.put("dry-run", dryRun);
    map.put("after-crash", afterCrash.word());
    map.put("by", by);
    map.put("state", state);
    map.put("revision", revision);
    map.put("submitted", submitted.toString());
    began.ifPresent(when -> map.put("began", when.toString()));
    ended.ifPresent(when -> map.put("ended", when.toString()));
    map.put("message", message);
    map.put("progress", progress());
    map.put("estimate", estimate);
    return map;
  }

  /** How far it has come, as a JSON object. */
  Map<String, Object> progress() {
    Map<String, Object> progress = new LinkedHashMap<>();
    progress.put("step", step);
    progress.put("task", task);
    progress.put("note", note);
    progress.put("done", done);
    progress.put("of", ofSteps);
    progress.put("programs", work.programs());
    progress.put("pulses", work.pulses());
    progress.put("bench-seconds", work.benchSeconds());
    return progress;
  }
}
