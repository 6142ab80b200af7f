package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunCatalogue;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunReader;
import dev.fluxbar.journal.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What earlier runs have left, from their own folders. Opens no bench. */
public final class EarlierRuns {

  private final Path dataFolder;
  private final Audience audience;

  /**
   * @param dataFolder where the folders of runs are
   */
  public EarlierRuns(Path dataFolder, Audience audience) {
    this.dataFolder = dataFolder;
    this.audience = audience;
  }

  /**
   * Runs, the newest first.
   *
   * @param state only those in this state; empty: any
   * @param most how many at most, positive
   * @return the document of {@code --json}
   */
  public Map<String, Object> list(Optional<String> state, int most) {
    if (most < 1) {
      throw new BadInput("runs: most=%d; ask for 1 at least".formatted(most));
    }
    state.ifPresent(EarlierRuns::checkState);
    RunCatalogue catalogue = new RunCatalogue(dataFolder);
    List<Map<String, Object>> runs = new ArrayList<>();
    for (RunRow row : catalogue.list(state, most)) {
      Map<String, Object> run = head(row);
      runs.add(run);
      audience.say(line(row));
    }
    int all = catalogue.count();
    if (all == 0) {
      audience.say("No runs in " + dataFolder.resolve("runs"));
    } else if (runs.size() == most && all > most) {
      audience.say("%d in all; --most %d shows them".formatted(all, all));
    } else if (runs.isEmpty()) {
      audience.say("None of %s is in that state".formatted(Tables.count(all, "run")));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("runs", runs);
    values.put("runs-in-all", all);
    return values;
  }

  private static void checkState(String state) {
    if (!state.equals(RunCatalogue.DIED)) {
      try {
        RunState.of(state);
      } catch (IllegalArgumentException e) {
        throw new BadInput(
            "runs: state=%s; known are %s and %s"
                .formatted(
                    state,
                    Arrays.stream(RunState.values()).map(RunState::word).toList(),
                    RunCatalogue.DIED),
            e);
      }
    }
  }

  private static String line(RunRow run) {
    String unknown = run.unknown() > 0 ? ", %d unknown".formatted(run.unknown()) : "";
    return "%-32s %-16s %-24s %s%s  %s"
        .formatted(
            run.id(),
            run.state(),
            run.bench(),
            Tables.count(run.programs(), "program"),
            unknown,
            run.message())
        .strip();
  }

  /**
   * One run.
   *
   * @param run its name in the list, a folder, or {@code last}
   * @return the document of {@code --json}
   */
  public Map<String, Object> show(String run) {
    Path folder = find(run);
    RunRecord record = RunRecord.read(folder);
    Map<String, Object> values = head(RunCatalogue.row(folder));
    values.put("arguments", record.arguments());
    values.put("version", record.version());
    record.seed().ifPresent(seed -> values.put("seed", seed));
    values.put("files", files(folder));
    Path log = folder.resolve(RunLog.FILE);
    Map<String, Object> journal = Files.isRegularFile(log) ? journal(log) : Map.of();
    if (!journal.isEmpty()) {
      values.put("journal", journal);
    }
    Listing.lines(values).forEach(audience::say);
    if (!journal.getOrDefault(word(Fate.UNKNOWN), 0L).equals(0L)) {
      audience.say("Nobody knows whether a program ran: read the cells before you write.");
    }
    return values;
  }

  /**
   * The folder of a run.
   *
   * @param run its name in the list, a folder, or {@code last}
   * @throws BadInput if there is none such
   */
  public Path find(String run) {
    List<Path> all = RunPlace.all(dataFolder);
    if (run.equals("last") && !all.isEmpty()) {
      return all.get(0);
    }
    for (Path folder : all) {
      if (RunPlace.name(folder).equals(run)) {
        return folder;
      }
    }
    Path folder = Path.of(run);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    throw new BadInput(
        "runs: run=%s; there is none such, fluxbar runs list names them".formatted(run));
  }

  private static Map<String, Object> head(RunRow row) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("run", row.id());
    run.put("folder", row.folder());
    run.put("command", row.command());
    run.put("bench", row.bench());
    run.put("state", row.state());
    run.put("started", row.began().toString());
    row.ended().ifPresent(ended -> run.put("ended", ended.toString()));
    run.put("message", row.message());
    run.put("programs", row.programs());
    run.put("unknown", row.unknown());
    return run;
  }

  private static List<String> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(RunPlace::name).sorted().toList();
    } catch (IOException e) {
      throw new BadInput(folder + ": the folder cannot be read; check its permissions", e);
    }
  }

  private static Map<String, Object> journal(Path log) {
    try (RunReader run = RunReader.open(log, name -> false)) {
      run.toEnd();
      Map<String, Object> journal = new LinkedHashMap<>();
      journal.put("programs", run.programs());
      for (Fate fate : Fate.values()) {
        journal.put(word(fate), run.count(fate));
      }
      return journal;
    }
  }

  private static String word(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
