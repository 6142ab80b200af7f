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
import java.util.Map;

/**
 * What is written down of a run as a whole, whichever of its folders it works in: {@code run.json}
 * and {@code progress.jsonl}. Any thread may call.
 */
final class RunBook {
  private static final String PROGRESS = "progress.jsonl";

  private final Path folder;
  private final Clock clock;
  private final FileOutputStream progress;
  private RunRecord record;

  /** Begins both in a folder that is there. */
  RunBook(Path folder, Clock clock, RunRecord record) {
    this.folder = folder;
    this.clock = clock;
    this.record = record;
    WholeFile.write(folder.resolve(RunRecord.FILE), bytes(record));
    this.progress = openProgress(folder.resolve(PROGRESS));
  }

  private static FileOutputStream openProgress(Path file) {
    try {
      // Unbuffered, and a stream and not a channel: an interrupted thread can still write.
      return new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      throw new BadInput(file + ": the file cannot be written; check the folder's permissions", e);
    }
  }

  synchronized RunRecord record() {
    return record;
  }

  /** A line of progress, with the time in front; nothing after the end. */
  synchronized void progress(Map<String, ?> step) {
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
              .formatted(folder.resolve(PROGRESS)),
          e);
    }
  }

  /** The first end counts. */
  synchronized void end(RunState how, String message) {
    if (!how.ended()) {
      throw new IllegalArgumentException(
          "run: state=%s; a run cannot end so".formatted(how.word()));
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
              .formatted(folder.resolve(PROGRESS)),
          e);
    } finally {
      RunFolder.write(folder.resolve(RunRecord.FILE), bytes(record));
    }
  }

  private static byte[] bytes(RunRecord record) {
    return RunFolder.bytes(record.toMap());
  }
}
