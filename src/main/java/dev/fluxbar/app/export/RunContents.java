package dev.fluxbar.app.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.ScratchFolder;
import dev.fluxbar.app.wiring.BenchDocument;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All quantities of a run, section after section: its result, the ledger before it, each of its
 * steps, its programs and samples. One section is in memory at a time, and of the samples nothing:
 * they are columns on the disk, in a folder that goes with this.
 */
final class RunContents implements AutoCloseable {
  private static final String RESULT = "result";

  /** Takes quantities that belong together. */
  interface Section {
    void take(List<Quantity> quantities) throws IOException;
  }

  private final Path runFolder;
  private final ScratchFolder scratch = ScratchFolder.make();
  private final Map<String, String> provenance;
  private Optional<BenchDocument> bench = Optional.empty();
  private List<RunSteps.Told> steps = List.of();
  private List<Quantity> tables = List.of();
  private long tornBytes;

  private RunContents(Path runFolder, Map<String, String> provenance) {
    this.runFolder = runFolder;
    this.provenance = new LinkedHashMap<>(provenance);
  }

  /**
   * Reads the journal of a run through, once.
   *
   * @param provenance what is known of where it comes from
   * @throws dev.fluxbar.journal.JournalFault if the journal is damaged
   */
  static RunContents read(Path runFolder, Map<String, String> provenance) throws IOException {
    RunContents contents = new RunContents(runFolder, provenance);
    try {
      contents.steps = RunSteps.of(runFolder);
      contents.journal(runFolder.resolve(RunLog.FILE));
      return contents;
    } catch (IOException | RuntimeException e) {
      contents.close();
      throw e;
    }
  }

  private void journal(Path log) throws IOException {
    if (!Files.isRegularFile(log)) {
      provenance.put("journal", "none");
      return;
    }
    try (RunReader run = RunReader.open(log, BenchDocument.NOTE::equals);
        SampleTables spooled = new SampleTables(scratch.path())) {
      spooled.take(run);
      tables = spooled.quantities();
      bench = Optional.ofNullable(run.notes().get(BenchDocument.NOTE)).map(BenchDocument::parse);
      tornBytes = run.tornBytes();
    }
    provenance.put("journal", tornBytes == 0 ? "whole" : torn(tornBytes));
  }

  /** That the end of a journal is missing. */
  static String torn(long bytes) {
    return "its last record was not finished, %d bytes are left out".formatted(bytes);
  }

  /** How many bytes of a record that was not finished stand at the journal's end. */
  long tornBytes() {
    return tornBytes;
  }

  /** Where it comes from, by name, in order; no value is empty. */
  Map<String, String> provenance() {
    return provenance;
  }

  /** The steps of a sequence that left something. */
  List<RunSteps.Told> steps() {
    return steps;
  }

  /** Gives all quantities to {@code section}, none twice. */
  void forEach(Section section) throws IOException {
    give(section, result(runFolder, RESULT));
    List<Quantity> ledger = new ArrayList<>();
    bench.ifPresent(one -> ledger(one, ledger));
    give(section, ledger);
    give(section, RunSteps.table(steps));
    for (RunSteps.Told step : steps) {
      give(section, result(step.folder(), step.group()));
    }
    give(section, tables);
  }

  private static void give(Section section, List<Quantity> quantities) throws IOException {
    if (!quantities.isEmpty()) {
      section.take(quantities);
    }
  }

  /** The result in a folder; of a sequence without those of its steps, which are told apart. */
  private List<Quantity> result(Path folder, String group) {
    Path file = folder.resolve("result.json");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    JsonNode result = ResultJson.node(new String(WholeFile.read(file), StandardCharsets.UTF_8));
    if (group.equals(RESULT) && !steps.isEmpty() && result instanceof ObjectNode all) {
      all.remove(RunSteps.GROUP);
    }
    return ResultQuantities.of(group, result);
  }

  private static void ledger(BenchDocument bench, List<Quantity> all) {
    ledger("volt-seconds", bench.ledger().voltSeconds(), "net flux before the run", all);
    ledger(
        "deviation-volt-seconds",
        bench.ledger().uncertaintyVoltSeconds(),
        "one standard deviation of the net flux before the run",
        all);
  }

  private static void ledger(
      String name, List<Matrix> arrays, String description, List<Quantity> all) {
    for (int l = 0; l < arrays.size(); l++) {
      all.add(
          new Quantity(
              "ledger-before/" + name,
              "array-" + (l + 1),
              "V s",
              description + ", physical bars",
              Values.of(arrays.get(l).toArrays())));
    }
  }

  @Override
  public void close() {
    scratch.close();
  }
}
