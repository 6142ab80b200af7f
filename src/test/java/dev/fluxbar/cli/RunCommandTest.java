package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final Path SMALL = Path.of("src/test/resources/sequences/small.yaml");

  private final Path folder;

  RunCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private CommandRun run(Path sequence, String runDir, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", sequence.toString()));
    arguments.addAll(List.of("--transport", "memory"));
    arguments.addAll(List.of("--run-dir", folder.resolve(runDir).toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("s.yaml"), text);
  }

  @Test
  void runsASequenceAndTheSameAgainFromItsRunFolder() throws IOException {
    CommandRun first = run(SMALL, "first", "--json");
    CommandRun again = run(folder.resolve("first/inputs/sequence.yaml"), "again", "--json");

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err()).contains("Step 1: write", "Step 2.1.1: read", "Step 3: infer");
    JsonNode document = new ObjectMapper().readTree(first.out());
    assertThat(document.get("steps")).hasSize(4);
    assertThat(document.at("/steps/3/result/outputs-volts/0")).hasSize(2);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(RunRecord.read(folder.resolve("first")).state()).isEqualTo(RunState.DONE);
    assertThat(RunRecord.read(folder.resolve("first")).command()).isEqualTo("run");
  }

  @Test
  void endsWithOneWherePhysicsSaidNo() throws IOException {
    CommandRun run =
        run(file("name: s\nsteps: [{write: {cell: [1, 1, 1], siemens: 3, pulses: 1}}]"), "run");
    assertThat(run.exit()).isEqualTo(ExitCode.PHYSICS_SAID_NO);
    assertThat(run.err()).startsWith("fluxbar: step 1, write: ");
  }

  @Test
  void refusesWithoutARunFolder() throws IOException {
    Path wrong = file("name: s\nsteps:\n  - read: {avrages: 4}\n");
    assertRefused(
        run(wrong, "run"),
        wrong
            + ": line=3, key=steps[1].read.avrages; there is no such key, did you mean averages?");
    assertRefused(
        run(file("name: s\nsteps: [read, {write: {cell: [1, 1, 1], siemens: 9}}]"), "run"),
        "step 2, write: layer 1, row 1, column 1, target-siemens=9.0, ");
    assertRefused(run(folder.resolve("none.yaml"), "run"), folder.resolve("none.yaml") + ": there");
    Files.write(wrong, new byte[] {'a', (byte) 0xff});
    assertRefused(run(wrong, "run"), wrong + ": this is not text in UTF-8; write the file again");
  }

  private void assertRefused(CommandRun run, String sentence) {
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).startsWith("fluxbar: " + sentence);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void refusesToCalibrateThroughAProfile() throws IOException {
    Path profile = folder.resolve("profile.json");
    CommandRun calibrated =
        CommandRun.of(
            "calibrate",
            "--transport",
            "memory",
            "--out",
            profile.toString(),
            "--run-dir",
            folder.resolve("calibration").toString());
    assertThat(calibrated.exit()).as(calibrated.err()).isZero();
    Path sequence = file("name: s\nsteps: [read, {check: {}}]");

    assertRefused(
        run(sequence, "run", "--calibration", profile.toString()),
        "step 2, check: calibration=" + profile + "; the board is measured as it is");
    assertThat(run(sequence, "done", "--calibration", "none").exit()).isZero();
  }

  /** A wait of an hour ends at once. */
  @Test
  void controlCEndsAWait() throws IOException, InterruptedException {
    ChildProgram.assumeHeeded("INT", 2);
    Path sequence = file("name: s\nsteps: [{read: {cell: [1, 1, 1]}}, {wait: {hours: 1}}]");
    Path place = folder.resolve("run");
    try (ChildProgram program =
        ChildProgram.start(
            folder,
            "run",
            sequence.toString(),
            "--transport",
            "memory",
            "--run-dir",
            place.toString())) {
      program.until("a wait", () -> program.out().contains("Step 2: wait"));
      program.signal("INT");
      assertThat(program.exit()).as(program.err()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(program.out()).contains("Interrupted: wait: seconds=3600.0; ");
      assertThat(RunRecord.read(place).state()).isEqualTo(RunState.INTERRUPTED);
      assertThat(Files.readString(place.resolve("progress.jsonl")))
          .contains("\"step\":\"ended\",\"sequence-step\":\"1\"")
          .doesNotContain("\"step\":\"ended\",\"sequence-step\":\"2\"");
    }
  }
}
