package dev.fluxbar.app.runs;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.journal.LogTally;
import dev.fluxbar.journal.RunIndex;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs of a data folder, by an index that is made again of their folders whenever it is not
 * there, damaged or behind. An index that cannot be had stops nothing: the folders themselves
 * answer. Any thread and any process may ask and tell.
 */
public final class RunCatalogue {
  private static final Logger log = LoggerFactory.getLogger(RunCatalogue.class);

  /** The index in the data folder. */
  public static final String FILE = "runs.sqlite";

  /** A run whose record says that it runs, and whose process is gone. */
  public static final String DIED = "died";

  private final Path dataFolder;

  /**
   * @param dataFolder that holds the folder of runs; need not exist
   */
  public RunCatalogue(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  /**
   * Runs, the newest first.
   *
   * @param state a word of {@link RunState}, or {@value #DIED}; empty: any
   * @param most how many at most, positive
   */
  public List<RunRow> list(Optional<String> state, int most) {
    return indexed(index -> index.newest(state, most))
        .orElseGet(
            () ->
                rows().stream()
                    .filter(run -> state.isEmpty() || state.get().equals(run.state()))
                    .limit(most)
                    .toList());
  }

  /** One run, by its name in the list. */
  public Optional<RunRow> find(String id) {
    return indexed(index -> index.find(id))
        .orElseGet(() -> rows().stream().filter(run -> run.id().equals(id)).findFirst());
  }

  /** How many runs there are. */
  public int count() {
    return RunPlace.all(dataFolder).size();
  }

  /** A run has begun or ended; says at most a warning. */
  public void tell(Path runFolder) {
    if (!inside(runFolder)) {
      return;
    }
    try (RunIndex index = RunIndex.open(dataFolder.resolve(FILE))) {
      index.put(row(runFolder));
    } catch (BenchFault | IllegalArgumentException e) {
      log.warn("The index of runs was not told of {}: {}", runFolder, e.getMessage());
    }
  }

  /** A run whose folder was named by a person lies elsewhere and is in no list. */
  private boolean inside(Path runFolder) {
    Path runs = dataFolder.resolve("runs").toAbsolutePath().normalize();
    return runs.equals(runFolder.toAbsolutePath().normalize().getParent());
  }

  private <T> Optional<T> indexed(Function<RunIndex, T> question) {
    if (!Files.isDirectory(dataFolder)) {
      return Optional.empty();
    }
    for (boolean again : List.of(true, false)) {
      try (RunIndex index = RunIndex.open(dataFolder.resolve(FILE))) {
        refresh(index);
        return Optional.of(question.apply(index));
      } catch (BenchFault e) {
        if (!again || !moved()) {
          log.warn("The index of runs cannot be had, the folders answer: {}", e.getMessage());
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Nothing is lost with a damaged index; it is kept beside the new one for who wants to look. */
  private boolean moved() {
    Path file = dataFolder.resolve(FILE);
    try {
      if (!RunIndex.damaged(file)) {
        return false;
      }
      Files.move(
          file,
          dataFolder.resolve(FILE + ".damaged"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(dataFolder.resolve(FILE + "-wal"));
      Files.deleteIfExists(dataFolder.resolve(FILE + "-shm"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Folders that it does not know are added, those that are gone are not shown any more. */
  private void refresh(RunIndex index) {
    Map<String, RunRow> known = new HashMap<>();
    index.newest(Optional.empty(), Integer.MAX_VALUE).forEach(run -> known.put(run.id(), run));
    Set<String> there = new HashSet<>();
    for (Path folder : RunPlace.all(dataFolder)) {
      String id = RunPlace.name(folder);
      there.add(id);
      RunRow row = known.get(id);
      if (row == null
          || !row.folder().equals(folder.toString())
          || row.state().equals(RunState.RUNNING.word())
          || row.state().equals(DIED)) {
        readable(folder).ifPresent(index::put);
      }
    }
    known.keySet().stream().filter(id -> !there.contains(id)).forEach(index::remove);
  }

  private List<RunRow> rows() {
    List<RunRow> rows = new ArrayList<>();
    RunPlace.all(dataFolder).forEach(folder -> readable(folder).ifPresent(rows::add));
    return rows;
  }

  private static Optional<RunRow> readable(Path folder) {
    try {
      return Optional.of(row(folder));
    } catch (BenchFault | IllegalArgumentException e) {
      log.warn("A run is not listed: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** What the folder of a run says of it. */
  public static RunRow row(Path folder) {
    RunRecord record = RunRecord.read(folder);
    LogTally programs = LogTally.of(folder.resolve(RunLog.FILE));
    return new RunRow(
        RunPlace.name(folder),
        folder.toString(),
        record.command(),
        record.bench(),
        "",
        "",
        record.version(),
        record.seed(),
        state(record),
        record.started(),
        record.ended(),
        record.message(),
        programs.programs(),
        programs.unknown());
  }

  /** The word of {@code run.json}, or {@value #DIED}. */
  public static String state(RunRecord record) {
    boolean alive = ProcessHandle.of(record.processId()).isPresent();
    return record.state() == RunState.RUNNING && !alive ? DIED : record.state().word();
  }
}
