package dev.fluxbar.app.runs;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
  private final Clock clock;
  private final FileOutputStream progress;
  private RunRecord record;

  private RunFolder(Path folder, Clock clock, FileOutputStream progress, RunRecord record) {
    this.folder = folder;
    this.clock = clock;
    this.progress = progress;
    this.record = record;
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
    WholeFile.write(folder.resolve(RunRecord.FILE), bytes(record.toMap()));
    return new RunFolder(folder, clock, openProgress(folder.resolve("progress.jsonl")), record);
  }

  private static FileOutputStream openProgress(Path file) {
    try {
      // Unbuffered, and a stream and not a channel: an interrupted thread can still write.
      return new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      throw new BadInput(file + ": the file cannot be written; check the folder's permissions", e);
    }
  }

  public Path path() {
    return folder;
  }

  public synchronized RunRecord record() {
    return record;
  }

  /** What was asked, as a JSON document: run.json as it is now. */
  public synchronized String request() {
    return ResultJson.document(record.toMap());
  }

  /**
   * Appends a line to progress.jsonl, with the time in front. After the end it does nothing.
   *
   * @throws RunRecordFault if the line cannot be written
   */
  public synchronized void progress(Map<String, ?> step) {
    if (record.state() != RunState.RUNNING) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", clock.instant().toString());
    line.putAll(step);
    try {
      progress.write((ResultJson.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RunRecordFault(
          "run folder: file=%s; progress cannot be written, check space on the disk"
              .formatted(folder.resolve("progress.jsonl")),
          e);
    }
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
    Path file = folder.resolve(name);
    try {
      WholeFile.write(file, content);
      return file;
    } catch (BadInput e) {
      // Its folder was made by us: that it cannot be written now is no one's bad input.
      throw new RunRecordFault("run folder: " + e.getMessage(), e);
    }
  }

  /**
   * Says how the run ended. Only the first end counts.
   *
   * @throws RunRecordFault if it cannot be written down
   */
  public synchronized void end(RunState how, String message) {
    if (how == RunState.RUNNING) {
      throw new IllegalArgumentException("run: state=running; a run cannot end so");
    }
    if (record.state() != RunState.RUNNING) {
      return;
    }
    Instant now = clock.instant();
    record = record.ended(how, now, message);
    try (progress) {
      progress.getFD().sync();
    } catch (IOException e) {
      throw new RunRecordFault(
          "run folder: file=%s; progress cannot be written to the end, check space on the disk"
              .formatted(folder.resolve("progress.jsonl")),
          e);
    } finally {
      write(RunRecord.FILE, bytes(record.toMap()));
    }
  }

  /** Ends a run that no one ended: it failed on the way. Twice is harmless. */
  @Override
  public void close() {
    end(RunState.FAILED, "the run was closed before it said how it ended; see the log");
  }

  private static byte[] bytes(Map<String, ?> values) {
    return (ResultJson.document(values) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
