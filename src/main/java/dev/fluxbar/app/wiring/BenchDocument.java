package dev.fluxbar.app.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.config.SavedBench;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.SoftwareVersion;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Conversion;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.journal.ReplayBench;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bench as a run found it, as the note {@value #NOTE} of its journal: all that is needed to
 * compute the run's results again without it. Numbers keep every bit.
 *
 * @param file what the configuration said
 * @param transport what carried the bytes
 * @param version of this software
 * @param description with all bars
 * @param limits of the bench
 * @param abilities of the bench
 * @param conversion how amperes were made of counts, where a raw sum tells it
 * @param ledger what its cells had received before
 * @param profile the profile that was applied
 */
public record BenchDocument(
    BenchFile file,
    String transport,
    String version,
    BenchDescription description,
    Limits limits,
    ReplayBench.Abilities abilities,
    Optional<Conversion> conversion,
    FluxLedger ledger,
    Optional<ProfileFile> profile) {

  /** Its note in the journal. */
  public static final String NOTE = "bench";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();

  /** As the note has limits: the watchdog in milliseconds. */
  private record LimitKeys(
      double driveVolts,
      double onSeconds,
      double fluxVoltSeconds,
      double programSeconds,
      long watchdogMilliseconds,
      Limits.Currents currents) {

    static LimitKeys of(Limits limits) {
      return new LimitKeys(
          limits.driveVolts(),
          limits.onSeconds(),
          limits.fluxVoltSeconds(),
          limits.programSeconds(),
          limits.watchdog().toMillis(),
          limits.currents());
    }

    Limits limits() {
      return new Limits(
          driveVolts,
          onSeconds,
          fluxVoltSeconds,
          programSeconds,
          Duration.ofMillis(watchdogMilliseconds),
          currents);
    }
  }

  /** The note of a bench that is open. */
  static String of(BenchFile file, Apparatus apparatus, FluxLedger ledger) {
    Bench bench = apparatus.bench();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("file", SavedBench.text(file));
    root.put("transport", apparatus.transport());
    root.put("version", SoftwareVersion.current());
    root.set("description", MAPPER.valueToTree(bench.description()));
    root.set("limits", MAPPER.valueToTree(LimitKeys.of(bench.limits())));
    root.set("abilities", MAPPER.valueToTree(ReplayBench.Abilities.of(bench)));
    root.set("conversion", MAPPER.valueToTree(bench.conversion().orElse(null)));
    root.set("ledger-volt-seconds", matrices(ledger.voltSeconds()));
    root.set("ledger-deviation-volt-seconds", matrices(ledger.uncertaintyVoltSeconds()));
    apparatus
        .profile()
        .map(ProfileFile::place)
        .map(Path::of)
        .filter(Files::isRegularFile)
        .ifPresent(
            place ->
                root.put("profile", new String(WholeFile.read(place), StandardCharsets.UTF_8)));
    return root.toString();
  }

  private static JsonNode matrices(List<Matrix> matrices) {
    return MAPPER.valueToTree(matrices.stream().map(Matrix::toArrays).toList());
  }

  /**
   * The bench of a note.
   *
   * @throws BadInput if the note cannot be understood
   */
  public static BenchDocument parse(String note) {
    try {
      JsonNode root = MAPPER.readTree(note);
      @Nullable JsonNode profile = root.get("profile");
      return new BenchDocument(
          BenchFile.parse("bench", root.path("file").asText().getBytes(StandardCharsets.UTF_8)),
          root.path("transport").asText(),
          root.path("version").asText(),
          MAPPER.treeToValue(root.path("description"), BenchDescription.class),
          MAPPER.treeToValue(root.path("limits"), LimitKeys.class).limits(),
          MAPPER.treeToValue(root.path("abilities"), ReplayBench.Abilities.class),
          root.hasNonNull("conversion")
              ? Optional.of(MAPPER.treeToValue(root.path("conversion"), Conversion.class))
              : Optional.empty(),
          FluxLedger.of(
              matrices(root.path("ledger-volt-seconds")),
              matrices(root.path("ledger-deviation-volt-seconds"))),
          profile == null
              ? Optional.empty()
              : Optional.of(
                  ProfileFile.of("journal", profile.asText().getBytes(StandardCharsets.UTF_8))));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadInput(
          "journal: note=%s, %s; replay with the version of the run"
              .formatted(NOTE, e.getMessage()),
          e);
    }
  }

  private static List<Matrix> matrices(JsonNode json) throws JsonProcessingException {
    List<Matrix> matrices = new ArrayList<>();
    for (JsonNode one : json) {
      matrices.add(Matrix.of(MAPPER.treeToValue(one, double[][].class)));
    }
    return matrices;
  }
}
