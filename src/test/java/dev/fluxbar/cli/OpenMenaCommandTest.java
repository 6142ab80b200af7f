package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the program on an emulated OpenMENA board, over a real pseudo-terminal. */
@Timeout(120)
class OpenMenaCommandTest {

  // Set by JUnit before each test.
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of("--bench", "emulator:openmena", "--json", "--run-dir", "" + folder.resolve("run")));
    return CommandRun.of(all.toArray(new String[0]));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void readsAllCells() throws IOException {
    CommandRun run = run("read");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("memductances");
    assertThat(json(run).path("bench-seconds").asDouble()).isGreaterThan(50);
  }

  @Test
  void writesByRowsWithinEpsilon() throws IOException {
    CommandRun run =
        run("write", "--method", "row", "--target", target(), "--epsilon-siemens", "1e-6");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(json(run).path("max-write-error-siemens").asDouble()).isBetween(1e-9, 1e-6);
  }

  @Test
  void writesACellByThePaperWithinEpsilon() throws IOException {
    CommandRun run =
        run(
            "write",
            "--method",
            "proportional",
            "--cell",
            "1,2,3",
            "--siemens",
            "34e-6",
            "--epsilon-siemens",
            "1e-6");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(json(run).path("max-write-error-siemens").asDouble()).isBetween(1e-9, 1e-6);
  }

  @Test
  void infersWithACertificateThatNothingMoved() throws IOException {
    Path inputs = Files.writeString(folder.resolve("in.csv"), "0.05,0.02,0,0.01,-0.03,0.04,0.05\n");
    CommandRun run = run("infer", "--inputs", inputs.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(json(run).path("certificate").asDouble()).isLessThan(0.01);
  }

  @Test
  void calibratesWhatTheBoardShowsAndSaysWhatItDoesNot() throws IOException {
    Path profile = folder.resolve("profile.json");
    CommandRun run = run("calibrate", "--averages", "16", "--out", profile.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(json(run).path("not-found").toString())
        .contains("driver-offset; this board closes every switch to read");
    assertThat(json(run).path("parameters").toString())
        .contains("input-gain")
        .doesNotContain("driver-offset\"");
  }

  @Test
  void refusesGatedPulsesByName() {
    CommandRun run =
        run("write", "--method", "gated", "--target", target(), "--epsilon-siemens", "1e-6");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("cannot open a switch within a pulse");
  }

  private String target() {
    String row = "25e-6,30e-6,35e-6,38e-6,28e-6,24e-6,33e-6\n";
    try {
      return Files.writeString(folder.resolve("target.csv"), row.repeat(7)).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
