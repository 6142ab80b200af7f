package dev.fluxbar.app.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.SavedBench;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.KeptInputs;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.ScratchFolder;
import dev.fluxbar.app.wiring.BenchDocument;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.journal.RunHistory.Sent;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes the result of an earlier run again: of the counts that the board sent then the currents,
 * of these, by the same operation on a bench that answers from the journal, the result; and
 * compares both with what was recorded, bit for bit. Opens no bench.
 */
public final class Replay {

  /** All that is kept of a journal; its programs are read one at a time, twice. */
  private static final Set<String> NOTES = Set.of(BenchDocument.NOTE, Errand.RESULT);

  /** Makes an operation of what was asked then. */
  public interface Door {

    /**
     * The operation.
     *
     * @param command such as {@code write}
     * @param arguments what stood behind it, with the files that the run kept in their place
     * @param benchFile the bench of the run as a file
     * @param scratch where it may write
     * @throws BadInput if no operation comes of it
     */
    Operation operation(String command, List<String> arguments, Path benchFile, Path scratch);
  }

  private final Path folder;
  private final Door door;
  private final Audience audience;
  private final RunRecord record;
  private long programs;
  private long rawSums;

  /**
   * @param folder of the run
   */
  public Replay(Path folder, Door door, Audience audience) {
    this.folder = folder;
    this.door = door;
    this.audience = audience;
    this.record = RunRecord.read(folder);
  }

  /**
   * Does it.
   *
   * @return reached where everything is equal; the document tells the first difference
   * @throws BadInput if the run cannot be replayed; the message tells how far it could
   */
  public OperationResult run() {
    Path log = folder.resolve(RunLog.FILE);
    if (!Files.isRegularFile(log)) {
      throw refused("journal=none; it was made by an earlier version, or never drove anything");
    }
    BenchDocument bench;
    Optional<RawCodes> codes;
    Optional<String> recorded;
    try (RunReader run = RunReader.open(log, NOTES::contains)) {
      Optional<Sent> sent = run.next();
      String note = run.notes().get(BenchDocument.NOTE);
      if (note == null) {
        throw refused("note=bench: none; its journal ends before it says what the bench was");
      }
      bench = BenchDocument.parse(note);
      codes = bench.conversion().map(RawCodes::new);
      for (; sent.isPresent(); sent = run.next()) {
        Sent one = sent.get();
        codes.ifPresent(all -> all.convert(one));
      }
      recorded = Optional.ofNullable(run.notes().get(Errand.RESULT));
      programs = run.programs();
    }
    if (codes.flatMap(RawCodes::difference).isPresent()) {
      return currentsDiffer(codes.get());
    }
    // From here on the currents of the journal are those of its raw sums.
    rawSums = codes.map(RawCodes::sums).orElse(0L);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("run", String.valueOf(folder.getFileName()));
    values.put("command", record.command());
    values.put("version", bench.version());
    values.put("programs", programs);
    values.put("raw-sums", rawSums);
    try (ScratchFolder scratch = ScratchFolder.make()) {
      return replayed(bench, log, recorded, scratch.path(), values);
    }
  }

  private OperationResult currentsDiffer(RawCodes codes) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("run", String.valueOf(folder.getFileName()));
    values.put("equal", false);
    String difference = codes.difference().orElseThrow();
    values.put("first-difference", Map.of("current", difference));
    return OperationResult.notReached(values, "replay: " + difference);
  }

  private OperationResult replayed(
      BenchDocument bench,
      Path log,
      Optional<String> recorded,
      Path scratch,
      Map<String, Object> values) {
    Path file = scratch.resolve("bench.yaml");
    WholeFile.write(file, SavedBench.text(bench.file()).getBytes(StandardCharsets.UTF_8));
    Operation operation =
        door.operation(
            record.command(), KeptInputs.arguments(folder, record.arguments()), file, scratch);
    if (operation.seesTruth() && bench.file().bench() instanceof BenchUri.Emulator) {
      throw refused(
          "command=%s; on an emulated bench it looks into the array itself, which no journal holds"
              .formatted(record.command()));
    }
    OpenBench open = OpenBench.replay(bench, log);
    OperationResult again;
    try {
      again = operate(operation, open, scratch);
    } catch (BenchFault e) {
      if (recorded.isEmpty()) {
        throw noResult(open);
      }
      values.put("equal", false);
      values.put("replayed", open.replayed());
      values.put("first-difference", Map.of("program", String.valueOf(e.getMessage())));
      return OperationResult.notReached(values, String.valueOf(e.getMessage()));
    }
    if (recorded.isEmpty()) {
      throw noResult(open);
    }
    values.put("replayed", open.replayed());
    return compared(ResultJson.node(recorded.get()), again, values);
  }

  private BadInput noResult(OpenBench open) {
    return refused(
        "state=%s, programs=%d, replayed=%d; they are as the journal has them, but the run came to no result"
            .formatted(record.state().word(), programs, open.replayed()));
  }

  private BadInput refused(String why) {
    return new BadInput("replay: run=%s, %s".formatted(folder.getFileName(), why));
  }

  private OperationResult operate(Operation operation, OpenBench open, Path scratch) {
    RunFolder.Request request =
        new RunFolder.Request(record.command(), record.arguments(), record.seed(), record.bench());
    Clock then = Clock.fixed(record.started(), ZoneId.systemDefault());
    try (open;
        RunFolder run =
            RunFolder.begin(request, scratch, Optional.of(scratch.resolve("run")), then)) {
      return operation.run(open, run);
    }
  }

  private OperationResult compared(
      JsonNode recorded, OperationResult again, Map<String, Object> values) {
    JsonNode computed = ResultJson.written(again.values());
    ResultDifference difference = ResultDifference.between(recorded, computed);
    values.put("values-compared", difference.compared());
    values.put("values-not-journaled", List.copyOf(difference.left()));
    values.put("equal", difference.first().isEmpty());
    if (difference.first().isPresent()) {
      ResultDifference.Difference first = difference.first().get();
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("key", first.key());
      told.put("recorded", first.recorded());
      told.put("computed", first.computed());
      values.put("first-difference", told);
      return OperationResult.notReached(
          values,
          "replay: key=%s, recorded=%s, computed=%s"
              .formatted(first.key(), first.recorded(), first.computed()));
    }
    audience.say(
        "Equal: %s of the result, %s of the board converted again, %s"
            .formatted(
                Tables.count(difference.compared(), "value"),
                Tables.count(rawSums, "raw sum"),
                Tables.count(programs, "program")));
    return OperationResult.done(values);
  }
}
