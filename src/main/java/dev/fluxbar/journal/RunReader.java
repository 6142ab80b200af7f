package dev.fluxbar.journal;

import dev.fluxbar.journal.RunHistory.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The log of a run, read program after program: one of them is in memory at a time, with the notes
 * until there, however long the run was. What is appended meanwhile is not read. One thread.
 */
public final class RunReader implements AutoCloseable {
  private final Path file;
  private final LogReader log;
  private final RunFold fold;

  private RunReader(Path file, LogReader log, Predicate<String> notes) {
    this.file = file;
    this.log = log;
    this.fold = new RunFold(notes);
  }

  /**
   * Before the first program.
   *
   * @throws JournalFault if the file cannot be read or is no log
   */
  public static RunReader open(Path file) {
    return open(file, name -> true);
  }

  /**
   * As {@link #open(Path)}, with some of the notes.
   *
   * @param notes the names of those that are kept
   */
  public static RunReader open(Path file, Predicate<String> notes) {
    try {
      LogBytes bytes = LogBytes.of(file);
      try {
        return open(file, bytes, notes);
      } catch (IOException | RuntimeException e) {
        bytes.close();
        throw e;
      }
    } catch (IOException e) {
      throw RunLog.unreadable(file, e);
    }
  }

  /**
   * @param file for messages
   * @param bytes owned from here on
   */
  static RunReader open(Path file, LogBytes bytes, Predicate<String> notes) throws IOException {
    return new RunReader(file, new LogReader(file, bytes), notes);
  }

  /**
   * What a log tells of a run without its programs. The notes of a run without a log are none.
   *
   * @param notes the last of each name
   * @param programs how many were sent
   * @param unknown of how many nobody knows whether they ran
   * @param tornBytes of a record at its end that was not finished
   */
  public record Sum(Map<String, String> notes, long programs, long unknown, long tornBytes) {
    public Sum {
      notes = Map.copyOf(notes);
    }
  }

  /**
   * Reads a log to its end.
   *
   * @throws JournalFault if it is damaged or contradicts itself
   */
  public static Sum sum(Path file) {
    if (!Files.exists(file)) {
      return new Sum(Map.of(), 0, 0, 0);
    }
    try (RunReader run = open(file)) {
      run.toEnd();
      return new Sum(run.notes(), run.programs(), run.count(Fate.UNKNOWN), run.tornBytes());
    }
  }

  /**
   * The next program and what became of it; none behind the last. Until then a program without an
   * end is held back: the next entry may be its end.
   *
   * @throws JournalFault if the log is damaged or contradicts itself
   */
  public Optional<Sent> next() {
    try {
      while (true) {
        Optional<Entry> entry = log.next();
        Optional<Sent> sent = entry.isPresent() ? fold.take(entry.get()) : fold.rest();
        if (sent.isPresent() || entry.isEmpty()) {
          return sent;
        }
      }
    } catch (IOException e) {
      throw RunLog.unreadable(file, e);
    }
  }

  /** Reads over what is left. */
  public void toEnd() {
    while (next().isPresent()) {
      // counted
    }
  }

  /** The notes until here, the last of each name; alive. */
  public Map<String, String> notes() {
    return fold.notes();
  }

  /** How many programs have been read. */
  public long programs() {
    return fold.programs();
  }

  /** How many of them ended so. */
  public long count(Fate fate) {
    return fold.count(fate);
  }

  /** How many bytes of a record that was not finished stand at the end; of meaning there alone. */
  public long tornBytes() {
    return log.bytesBehind();
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw RunLog.unreadable(file, e);
    }
  }
}
