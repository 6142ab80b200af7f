package dev.fluxbar.app.runs;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The folder of one run while it runs.
 *
 * <pre>
 *   run.json         what was asked and how it ended; replaced as a whole at each change
 *   progress.jsonl   one line a step, each with its time
 *   result.json      what the command printed
 *   *.png, *.html    figures and report
 * </pre>
 *
 * <p>A process that dies leaves {@code running} in run.json and every progress line it wrote; a
 * machine that loses its power may lose the last seconds of progress. Any thread may call.
 */
public final class RunFolder implements AutoCloseable {

  /**
   * What a run is asked.
   *
   * @param command the command, such as {@code write}
   * @param arguments what stood behind it
   * @param seed of everything random, where one was given
   * @param bench the bench's URI
   */
  public record Request(String command, List<String> arguments, OptionalLong seed, String bench) {
    public Request {
      arguments = List.copyOf(arguments);
      if (!command.matches("[a-z][a-z0-9-]*")) {
        throw new IllegalArgumentException(
            "run: command=%s; it must be lower-case letters, as it becomes a folder's name"
                .formatted(command));
      }
    }
  }

  private final Path folder;
  private final RunBook book;
  private final Optional<String> step;

  private RunFolder(Path folder, RunBook book, Optional<String> step) {
    this.folder = folder;
    this.book = book;
    this.step = step;
  }

  /**
   * Makes the folder and says in it that the run has begun.
   *
   * @param named the folder itself, from {@code --run-dir}; else one is made below {@code
   *     dataFolder}
   * @throws BadInput if the folder cannot be had
   */
  public static RunFolder begin(
      Request request, Path dataFolder, Optional<Path> named, Clock clock) {
    Path folder =
        named
            .map(RunPlace::named)
            .orElseGet(() -> RunPlace.fresh(dataFolder, request.command(), clock));
    RunRecord record =
        new RunRecord(
            request.command(),
            request.arguments(),
            SoftwareVersion.current(),
            request.seed(),
            request.bench(),
            ProcessHandle.current().pid(),
            clock.instant(),
            RunState.RUNNING,
            Optional.empty(),
            "");
    return new RunFolder(folder, new RunBook(folder, clock, record), Optional.empty());
  }

  /**
   * Makes the folder of a run that waits for its turn, and says so in it.
   *
   * @param word what it does, for the folder's name
   * @throws BadInput if the folder cannot be had
   */
  public static Path queue(Request request, String word, Path dataFolder, Clock clock) {
    Path folder = RunPlace.fresh(dataFolder, word, clock);
    RunRecord record =
        new RunRecord(
            request.command(),
            request.arguments(),
            SoftwareVersion.current(),
            request.seed(),
            request.bench(),
            ProcessHandle.current().pid(),
            clock.instant(),
            RunState.QUEUED,
            Optional.empty(),
            "");
    write(folder.resolve(RunRecord.FILE), bytes(record.toMap()));
    return folder;
  }

  /**
   * The folder of a run whose turn has come, or which goes on after its program died.
   *
   * @throws BadInput if it is none, or the run has ended
   */
  public static RunFolder resume(Path folder, Clock clock) {
    RunRecord now = unfinished(folder).now(RunState.RUNNING, "", ProcessHandle.current().pid());
    return new RunFolder(folder, new RunBook(folder, clock, now), Optional.empty());
  }

  /**
   * Says of a run that nobody runs how it is.
   *
   * @throws BadInput if it is none, or the run has ended
   */
  public static void mark(Path folder, RunState state, String message, Clock clock) {
    RunRecord before = unfinished(folder);
    RunRecord after =
        state.ended()
            ? before.ended(state, clock.instant(), message)
            : before.now(state, message, ProcessHandle.current().pid());
    write(folder.resolve(RunRecord.FILE), bytes(after.toMap()));
  }

  private static RunRecord unfinished(Path folder) {
    RunRecord record = RunRecord.read(folder);
    if (record.state().ended() && record.state() != RunState.INTERRUPTED) {
      throw new BadInput(
          "%s: state=%s; this run has ended, order a new one"
              .formatted(folder, record.state().word()));
    }
    return record;
  }

  /**
   * The folder of one step of this run, below it and made now, or as it was left: {@code
   * step-03.7.1-infer}. What is written into it is of the step; its progress goes to the run's,
   * with the step in each line; its end is the run's affair.
   *
   * @param place of the step, such as {@code 3.7.1}
   * @param word what it does, such as {@code infer}
   * @throws RunRecordFault if the folder cannot be made
   */
  public RunFolder step(String place, String word) {
    if (!place.matches("[0-9]{1,9}(\\.[0-9]{1,9})*") || !word.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "run folder: step=%s, word=%s; use numbers and points, and lower-case letters"
              .formatted(place, word));
    }
    String padded = place.matches("[0-9](\\..*)?") ? "0" + place : place;
    Path below = folder.resolve("step-%s-%s".formatted(padded, word));
    try {
      Files.createDirectories(below);
    } catch (IOException e) {
      throw new RunRecordFault(
          "run folder: folder=%s; it cannot be made, check space on the disk".formatted(below), e);
    }
    return new RunFolder(below, book, Optional.of(place));
  }

  public Path path() {
    return folder;
  }

  public RunRecord record() {
    return book.record();
  }

  /** What was asked, as a JSON document: run.json as it is now. */
  public String request() {
    return ResultJson.document(record().toMap());
  }

  /**
   * Appends a line to progress.jsonl, with the time in front. After the end it does nothing.
   *
   * @throws RunRecordFault if the line cannot be written
   */
  public void progress(Map<String, ?> line) {
    if (step.isEmpty()) {
      book.progress(line);
      return;
    }
    Map<String, Object> placed = new LinkedHashMap<>();
    placed.put("sequence-step", step.get());
    placed.putAll(line);
    book.progress(placed);
  }

  /**
   * Keeps copies of the files that the run's arguments name.
   *
   * @param texts which values of arguments do
   * @throws RunRecordFault if they cannot be copied
   */
  public void keep(Set<String> texts) {
    KeptInputs.keep(folder, record().arguments(), texts);
  }

  /** Writes result.json. */
  public void result(Map<String, ?> values) {
    write("result.json", bytes(values));
  }

  /**
   * Writes a file beside the others, a figure or a report; replaces one of that name.
   *
   * @param name a plain name, such as {@code figure-6.png}
   * @return where it is
   */
  public Path write(String name, byte[] content) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "run folder: name=%s; use letters, digits, points and dashes".formatted(name));
    }
    return write(folder.resolve(name), content);
  }

  static Path write(Path file, byte[] content) {
    try {
      WholeFile.write(file, content);
      return file;
    } catch (BadInput e) {
      // Its folder was made by us: that it cannot be written now is no one's bad input.
      throw new RunRecordFault("run folder: " + e.getMessage(), e);
    }
  }

  /**
   * Says how the run ended. Only the first end counts; that of a step does not end its run.
   *
   * @throws RunRecordFault if it cannot be written down
   */
  public void end(RunState how, String message) {
    if (step.isEmpty()) {
      book.end(how, message);
    }
  }

  /** Ends a run that no one ended: it failed on the way. Twice is harmless. */
  @Override
  public void close() {
    end(RunState.FAILED, "the run was closed before it said how it ended; see the log");
  }

  static byte[] bytes(Map<String, ?> values) {
    return (ResultJson.document(values) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
