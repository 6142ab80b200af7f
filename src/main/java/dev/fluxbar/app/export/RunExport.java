package dev.fluxbar.app.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunCatalogue;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.wiring.BenchDocument;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.journal.RunLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a run left as named quantities with units, and where it comes from: its result,
 * the ledger of its board before it, its programs and every sample with raw counts and amperes.
 */
public final class RunExport {

  /** A form that other programs read. */
  public enum Format {
    /** One file; every dataset has {@code unit} and {@code description}. */
    HDF5("h5"),
    /** Tables, units in every header; a stream takes them as .zip. */
    CSV("zip"),
    /** Arrays for NumPy; words are left out. */
    NPZ("npz"),
    /** One document. */
    JSON("json");

    private final String extension;

    Format(String extension) {
      this.extension = extension;
    }

    /** How a file's name ends, without the point. */
    public String extension() {
      return extension;
    }
  }

  private final Map<String, String> provenance;
  private final List<Quantity> quantities;

  private RunExport(Map<String, String> provenance, List<Quantity> quantities) {
    this.provenance = provenance;
    this.quantities = List.copyOf(quantities);
  }

  /**
   * Of a run that has ended or not; what is there is exported.
   *
   * @throws dev.fluxbar.app.BadInput if the folder holds no run
   * @throws dev.fluxbar.journal.JournalFault if its journal is damaged
   */
  public static RunExport of(Path runFolder) {
    RunRecord record = RunRecord.read(runFolder);
    Path log = runFolder.resolve(RunLog.FILE);
    RunHistory history = RunHistory.of(Files.isRegularFile(log) ? RunLog.read(log) : List.of());
    Optional<String> note = Optional.ofNullable(history.notes().get(BenchDocument.NOTE));
    List<Quantity> all = new ArrayList<>();
    Path result = runFolder.resolve("result.json");
    if (Files.isRegularFile(result)) {
      String text = new String(WholeFile.read(result), StandardCharsets.UTF_8);
      all.addAll(ResultQuantities.of(ResultJson.node(text)));
    }
    Optional<BenchDocument> bench = note.map(BenchDocument::parse);
    bench.ifPresent(one -> ledger(one, all));
    all.addAll(SampleQuantities.of(history));
    return new RunExport(provenance(runFolder, record, bench, note), all);
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
              arrays.get(l).toArrays()));
    }
  }

  private static Map<String, String> provenance(
      Path folder, RunRecord record, Optional<BenchDocument> bench, Optional<String> note) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("run", RunPlace.name(folder));
    facts.put("command", record.command());
    facts.put("arguments", or(String.join(" ", record.arguments())));
    facts.put("version", record.version());
    facts.put("bench", record.bench());
    facts.put("board", bench.map(one -> one.description().boardId()).orElse("none"));
    facts.put("firmware", or(bench.map(one -> one.description().firmware()).orElse("")));
    facts.put("profile", note.map(RunExport::profile).orElse("none"));
    facts.put("seed", record.seed().isPresent() ? "" + record.seed().getAsLong() : "none");
    facts.put("state", RunCatalogue.state(record));
    facts.put("message", or(record.message()));
    facts.put("began", record.started().toString());
    facts.put("ended", record.ended().map(Object::toString).orElse("none"));
    return facts;
  }

  /** The checksum of the profile that was applied. */
  private static String profile(String note) {
    JsonNode text = ResultJson.node(note).path("profile");
    return text.isTextual()
        ? ResultJson.node(text.asText()).path("sha-256").asText("none")
        : "none";
  }

  /** A format may have no room for an empty word. */
  private static String or(String text) {
    return text.isEmpty() ? "none" : text;
  }

  /** Where it comes from, by name, in order; no value is empty. */
  public Map<String, String> provenance() {
    return new LinkedHashMap<>(provenance);
  }

  List<Quantity> quantities() {
    return quantities;
  }

  /**
   * Writes it.
   *
   * @param out not closed
   * @throws IOException if {@code out} does not take it
   */
  public void write(Format format, OutputStream out) throws IOException {
    switch (format) {
      case HDF5 -> Hdf5.write(this, out);
      case CSV -> CsvTables.zip(this, out);
      case NPZ -> NumpyArrays.write(this, out);
      case JSON -> JsonDocument.write(this, out);
    }
  }

  /**
   * Writes the tables of {@link Format#CSV} into a folder, made if it is not there.
   *
   * @return the names of the files
   * @throws dev.fluxbar.app.BadInput if they cannot be written
   */
  public List<String> writeTables(Path folder) {
    return CsvTables.folder(this, folder);
  }
}
