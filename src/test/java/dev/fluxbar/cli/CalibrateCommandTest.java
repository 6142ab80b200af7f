package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
  // Set by JUnit before each test.
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int runs;

  @BeforeEach
  void describeABoard() throws IOException {
    Files.writeString(
        folder.resolve("board.yaml"),
        """
        topology: independent
        arrays: [{rows: 4, columns: 5}]
        device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
        dac-full-scale-volts: 2.048
        range-amperes: [8.192e-6, 131.072e-6]
        noise-amperes: 1e-9
        analog: {driver-offset-volts: 1e-3, driver-gain: 5e-3, input-offset: 1e-3, input-gain: 5e-3}
        seed: 7
        """);
    Files.writeString(
        folder.resolve("bench.yaml"),
        """
        bench: emulator:board.yaml
        device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
        signal: {tau-seconds: 1e-4, read-volts: 0.1}
        limits: {drive-volts: 2}
        """);
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bench", folder.resolve("bench.yaml").toString(), "--json"));
    all.addAll(List.of("--transport", "memory"));
    all.addAll(List.of("--run-dir", folder.resolve("run" + runs++).toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.exit()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void findsOffsetsAndNoiseWithoutReferencesAndSaysWhatItCannotFind() throws IOException {
    Path profile = folder.resolve("profile.json");
    JsonNode found = json(run("calibrate", "--out", profile.toString()));
    assertThat(found.path("profile").asText()).isEqualTo(profile.toString());
    assertThat(found.path("bad-cells")).isEmpty();
    List<String> names = new ArrayList<>();
    found.path("parameters").forEach(one -> names.add(one.path("name").asText()));
    assertThat(names).contains("input-offset", "input-noise", "column-segment", "row-segment");
    assertThat(names).doesNotContain("driver-gain", "input-gain");
    assertThat(found.path("not-found").get(0).asText()).contains("no reference cells");
    assertThat(folder.resolve("run0/profile.json")).hasSameBinaryContentAs(profile);
  }

  @Test
  void everyKeyIsInTheReference() throws IOException {
    JsonNode found = json(run("calibrate", "--out", folder.resolve("profile.json").toString()));
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String section = page.substring(page.indexOf("## `calibrate`"), page.indexOf("## `read`"));
    found.fieldNames().forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
    found
        .path("parameters")
        .forEach(one -> assertThat(section).contains("`" + one.path("name").asText() + "`"));
  }

  @Test
  void otherCommandsApplyTheProfile() throws IOException {
    Path profile = folder.resolve("profile.json");
    json(run("calibrate", "--out", profile.toString()));
    JsonNode info = json(run("info", "--calibration", profile.toString()));
    assertThat(info.path("calibration").path("life-days").asInt()).isEqualTo(30);
    assertThat(json(run("info")).path("calibration").asText()).isEqualTo("none");
    json(run("read", "--calibration", profile.toString()));
  }

  @Test
  void aBenchFileNamesItsProfileBesideIt() throws IOException {
    Path profile = folder.resolve("profile.json");
    json(run("calibrate", "--out", profile.toString()));
    Path bench = folder.resolve("bench.yaml");
    Files.writeString(bench, Files.readString(bench) + "calibration: profile.json\n");
    assertThat(json(run("info")).path("calibration").path("profile").asText())
        .isEqualTo(profile.toString());
    // What is measured is the board as it is, not what a profile makes of it.
    assertThat(json(run("calibrate", "--out", profile.toString())).path("programs").asInt())
        .isPositive();
    Files.writeString(profile, Files.readString(profile).replace("emulated-board", "other"));
    CommandRun refused = run("info");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("changed since it was written");
  }

  @Test
  void aDryRunSaysWhatItWouldDrive() throws IOException {
    JsonNode dry = json(run("calibrate", "--dry-run"));
    assertThat(dry.path("programs").asInt()).isPositive();
    // Without references nothing above read volts is driven.
    assertThat(dry.path("largest-volts").asDouble()).isLessThan(0.11);
  }

  @Test
  void refusesAProfileThatNoFolderCanTake() {
    CommandRun refused = run("calibrate", "--out", folder.resolve("no/such.json").toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("its folder does not exist");
    assertThat(folder.resolve("run0")).doesNotExist();
  }
}
