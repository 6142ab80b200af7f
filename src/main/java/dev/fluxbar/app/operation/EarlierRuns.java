package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.journal.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What earlier runs have left, from their own folders. Opens no bench. */
public final class EarlierRuns {

  /** A run whose record says that it runs, and whose process is gone. */
  private static final String DIED = "died";

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
   * @param most how many at most, positive
   * @return the document of {@code --json}
   */
  public Map<String, Object> list(int most) {
    if (most < 1) {
      throw new BadInput("runs: most=%d; ask for 1 at least".formatted(most));
    }
    List<Path> all = RunPlace.all(dataFolder);
    List<Map<String, Object>> runs = new ArrayList<>();
    for (Path folder : all.subList(0, Math.min(most, all.size()))) {
      RunRecord record = RunRecord.read(folder);
      Map<String, Object> run = head(folder, record);
      runs.add(run);
      audience.say(
          "%-32s %-16s %s".formatted(name(folder), run.get("state"), record.message()).strip());
    }
    if (all.isEmpty()) {
      audience.say("No runs in " + dataFolder.resolve("runs"));
    } else if (all.size() > runs.size()) {
      audience.say("%d more; --most %d shows them".formatted(all.size() - runs.size(), all.size()));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("runs", runs);
    values.put("runs-in-all", all.size());
    return values;
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
    Map<String, Object> values = head(folder, record);
    values.put("arguments", record.arguments());
    values.put("version", record.version());
    record.seed().ifPresent(seed -> values.put("seed", seed));
    values.put("files", files(folder));
    Path log = folder.resolve(RunLog.FILE);
    if (Files.isRegularFile(log)) {
      values.put("journal", journal(log));
    }
    Listing.lines(values).forEach(audience::say);
    if (Files.isRegularFile(log) && unknown(log) > 0) {
      audience.say("Nobody knows whether a program ran: read the cells before you write.");
    }
    return values;
  }

  private Path find(String run) {
    List<Path> all = RunPlace.all(dataFolder);
    if (run.equals("last") && !all.isEmpty()) {
      return all.get(0);
    }
    for (Path folder : all) {
      if (name(folder).equals(run)) {
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

  private static Map<String, Object> head(Path folder, RunRecord record) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("run", name(folder));
    run.put("folder", folder.toString());
    run.put("command", record.command());
    run.put("bench", record.bench());
    run.put("state", state(record));
    run.put("started", record.started().toString());
    record.ended().ifPresent(ended -> run.put("ended", ended.toString()));
    run.put("message", record.message());
    return run;
  }

  private static String state(RunRecord record) {
    boolean alive = ProcessHandle.of(record.processId()).isPresent();
    return record.state() == RunState.RUNNING && !alive ? DIED : record.state().word();
  }

  private static String name(Path folder) {
    Path name = folder.getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  private static List<String> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(EarlierRuns::name).sorted().toList();
    } catch (IOException e) {
      throw new BadInput(folder + ": the folder cannot be read; check its permissions", e);
    }
  }

  private static Map<String, Object> journal(Path log) {
    RunHistory history = RunHistory.of(RunLog.read(log));
    Map<String, Object> journal = new LinkedHashMap<>();
    journal.put("programs", history.programs().size());
    for (Fate fate : Fate.values()) {
      journal.put(fate.name().toLowerCase(Locale.ROOT).replace('_', '-'), history.count(fate));
    }
    return journal;
  }

  private static long unknown(Path log) {
    return RunHistory.of(RunLog.read(log)).count(Fate.UNKNOWN);
  }
}
