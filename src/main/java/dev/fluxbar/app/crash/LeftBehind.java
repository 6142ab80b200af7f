package dev.fluxbar.app.crash;

import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.journal.RunLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What lies in the folder of a lab that was killed, kill after kill. */
final class LeftBehind {
  private static final String RESULT = "result.json";

  private final Path data;
  private final Map<Path, Integer> entered = new HashMap<>();
  private final Map<Path, byte[]> ended = new HashMap<>();

  LeftBehind(Path data) {
    this.data = data;
  }

  private List<Path> folders() {
    return RunPlace.all(data);
  }

  /**
   * Programs of all logs that were not there before.
   *
   * @throws CrashFound if a run that had ended has changed
   */
  List<RunHistory.Sent> fresh() {
    List<RunHistory.Sent> fresh = new ArrayList<>();
    for (Path folder : folders()) {
      stays(folder);
      List<RunHistory.Sent> programs = programs(folder);
      fresh.addAll(programs.subList(entered.getOrDefault(folder, 0), programs.size()));
      entered.put(folder, programs.size());
    }
    return fresh;
  }

  private static List<RunHistory.Sent> programs(Path folder) {
    Path log = folder.resolve(RunLog.FILE);
    return Files.exists(log) ? RunHistory.of(RunLog.read(log)).programs() : List.of();
  }

  private void stays(Path folder) {
    byte[] before = ended.get(folder);
    RunState state = RunRecord.read(folder).state();
    if (before != null && !Arrays.equals(before, end(folder))) {
      throw new CrashFound("changed", "run: folder=%s; it had ended".formatted(folder));
    }
    if (state.ended() && state != RunState.INTERRUPTED) {
      ended.put(folder, end(folder));
    }
  }

  /** How it ended and what came of it. */
  private static byte[] end(Path folder) {
    try {
      Path result = folder.resolve(RESULT);
      byte[] record = Files.readAllBytes(folder.resolve(RunRecord.FILE));
      byte[] values = Files.exists(result) ? Files.readAllBytes(result) : new byte[0];
      byte[] both = Arrays.copyOf(record, record.length + values.length);
      System.arraycopy(values, 0, both, record.length, values.length);
      return both;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many runs are in a state. */
  long count(RunState state) {
    return folders().stream().filter(folder -> RunRecord.read(folder).state() == state).count();
  }

  /** Whether there is one at least, and each has ended. */
  boolean allEnded() {
    List<Path> folders = folders();
    return !folders.isEmpty()
        && folders.stream().allMatch(folder -> RunRecord.read(folder).state().ended());
  }

  /**
   * How many runs that the campaign ordered are done; a fault of its bench, as of a board that goes
   * safe on a machine that is too busy, may have ended others.
   *
   * @throws CrashFound if one has not ended
   */
  long done() {
    long done = 0;
    for (Path folder : folders()) {
      RunRecord record = RunRecord.read(folder);
      boolean ordered = named(folder, "sequence");
      boolean neverTold = ordered && !Files.exists(folder.resolve("order.json"));
      if (ordered && !neverTold && !over(record.state())) {
        throw new CrashFound(
            "not-ended",
            "run: folder=%s, state=%s, message=%s"
                .formatted(folder.getFileName(), record.state().word(), record.message()));
      }
      if (neverTold && (record.state() != RunState.ABORTED || !programs(folder).isEmpty())) {
        throw new CrashFound(
            "invented", "run: folder=%s; nobody ordered it".formatted(folder.getFileName()));
      }
      done += record.state() == RunState.DONE && ordered ? 1 : 0;
    }
    return done;
  }

  private static boolean over(RunState state) {
    return state == RunState.DONE || state == RunState.FAILED;
  }

  /** Readings that came to their end. */
  long readings() {
    return folders().stream()
        .filter(folder -> named(folder, "read"))
        .filter(folder -> RunRecord.read(folder).state() == RunState.DONE)
        .count();
  }

  /** Folders of a lab are named by what their runs do. */
  private static boolean named(Path folder, String word) {
    return String.valueOf(folder.getFileName()).matches("[0-9]+-[0-9]+-" + word + "(-[0-9]+)?");
  }

  /** How all programs ended. */
  Map<Fate, Long> fates() {
    Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    for (Path folder : folders()) {
      programs(folder).forEach(sent -> fates.merge(sent.fate(), 1L, Long::sum));
    }
    return fates;
  }
}
