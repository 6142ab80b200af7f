package dev.fluxbar.app.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunCatalogue;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.wiring.BenchDocument;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a run left as named quantities with units, and where it comes from: its result,
 * those of its steps, the ledger of its board before it, its programs and every sample with raw
 * counts and amperes.
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

  /**
   * What was written.
   *
   * @param files the names of the tables; of another form none
   * @param tornBytes of a record at the end of the journal that was not finished; left out
   */
  public record Written(List<String> files, long tornBytes) {
    public Written {
      files = List.copyOf(files);
    }

    /** What a person should know of it, if anything. */
    public Optional<String> remark() {
      return tornBytes == 0
          ? Optional.empty()
          : Optional.of("The journal is not whole: " + RunContents.torn(tornBytes));
    }
  }

  private final Path runFolder;
  private final Map<String, String> provenance;

  private RunExport(Path runFolder, Map<String, String> provenance) {
    this.runFolder = runFolder;
    this.provenance = provenance;
  }

  /**
   * Of a run that has ended or not; what is there is exported.
   *
   * @throws dev.fluxbar.app.BadInput if the folder holds no run
   * @throws dev.fluxbar.journal.JournalFault if its journal is damaged at its beginning
   */
  public static RunExport of(Path runFolder) {
    RunRecord record = RunRecord.read(runFolder);
    Path log = runFolder.resolve(RunLog.FILE);
    Optional<String> note = Files.isRegularFile(log) ? note(log) : Optional.empty();
    return new RunExport(
        runFolder, provenance(runFolder, record, note.map(BenchDocument::parse), note));
  }

  /** What the bench was: it stands before the first program. */
  private static Optional<String> note(Path log) {
    try (RunReader run = RunReader.open(log, BenchDocument.NOTE::equals)) {
      run.next();
      return Optional.ofNullable(run.notes().get(BenchDocument.NOTE));
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

  /**
   * Writes it. The memory holds one program and one step's result of it at a time; the samples lie
   * in the system's place for temporary files until they are written.
   *
   * @param out not closed
   * @throws IOException if {@code out} does not take it, or the temporary files have no room
   * @throws dev.fluxbar.journal.JournalFault if the journal is damaged
   */
  public Written write(Format format, OutputStream out) throws IOException {
    try (RunContents run = RunContents.read(runFolder, provenance)) {
      switch (format) {
        case HDF5 -> Hdf5.write(run, out);
        case CSV -> CsvTables.zip(run, out);
        case NPZ -> NumpyArrays.write(run, out);
        case JSON -> JsonDocument.write(run, out);
      }
      return new Written(List.of(), run.tornBytes());
    }
  }

  /**
   * As {@link #write}, the tables of {@link Format#CSV} into a folder, made if it is not there.
   *
   * @throws dev.fluxbar.app.BadInput if they cannot be written
   */
  public Written writeTables(Path folder) {
    try (RunContents run = RunContents.read(runFolder, provenance)) {
      return new Written(CsvTables.folder(run, folder), run.tornBytes());
    } catch (IOException e) {
      throw new BadInput(
          "%s: the tables cannot be written (%s); check the folder's permissions and the space on the disk"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }
}
