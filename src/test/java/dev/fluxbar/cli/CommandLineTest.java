package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person or a script sees of the commands that go well. */
class CommandLineTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Path folder;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private CommandRun run(String command, String... more) {
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of("--transport", "memory", "--seed", "7"));
    all.addAll(List.of("--run-dir", folder.resolve("run").toString()));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** Fails unless {@code text} is exactly one document. */
  private static JsonNode document(String text) throws IOException {
    return JSON.readTree(text);
  }

  @Test
  void drawsWhatAnInferenceGave() throws IOException {
    CommandRun run = run("infer --input=-1,1");
    assertThat(run.exit()).as(run.err()).isZero();
    Path page = folder.resolve("run").resolve("report.html");
    assertThat(page).exists().content().contains("Output volts of every input", "passed");
    assertThat(page.resolveSibling("outputs.png")).exists();
    // Two numbers are read faster in the heat map.
    assertThat(page.resolveSibling("outputs-histogram.png")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "demo",
        "read",
        "read --cell 2,1,3",
        "read --schedule saturated",
        "write --cell 1,3,1 --siemens 2.5",
        "infer --input=-1,1",
        "demo --dry-run",
        "read --dry-run",
        "write --target academic --dry-run",
        "infer --input=-1,1 --dry-run"
      })
  void printsOneJsonDocumentAndEverythingElseOnStderr(String command) throws IOException {
    CommandRun run = run(command, "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode document = document(run.out());
    assertThat(document.isObject()).isTrue();
    document
        .fieldNames()
        .forEachRemaining(key -> assertThat(key).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    assertThat(run.err()).isNotEmpty();
    CommandRun plain =
        CommandRun.of(
            (command + " --transport memory --quiet --json --run-dir " + folder.resolve("quiet"))
                .split(" "));
    assertThat(document(plain.out()).isObject()).isTrue();
    assertThat(plain.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "read", "write --cell 1,3,1 --siemens 2.5", "infer --input=-1,1"})
  void writesForPeopleInNarrowPlainLines(String command) {
    CommandRun run = run(command);
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().filter(line -> !line.startsWith("Run folder: ")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120))
        // No enum's name, no map, no carriage return of a progress bar.
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("[A-Z]{4}|[{}\\r]|=\\[| of it"));
  }

  @Test
  void saysNothingAtAllWhenQuiet() {
    CommandRun run = run("read", "--quiet");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void printsNestedValuesOfInfoOneALine() {
    String out = run("info").out();
    assertThat(out)
        .containsPattern("(?m)^board +emulated-academic$")
        .containsPattern("(?m)^array 2$")
        .containsPattern("(?m)^  rows +2$")
        .containsPattern("(?m)^  range amperes +0.256, 1.024, 4.0959, 16.384$")
        .containsPattern("(?m)^  drive volts +4$");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "read",
        "read --cell 2,1,3",
        "write --target academic",
        "write --cell 2,1,3 --siemens 3",
        "infer --input=-1,1"
      })
  void aDryRunDrivesNothingAndKeepsNothing(String command) {
    try (BoardHost host = BoardHost.on(Line.TCP, BoardSpec.academic(), 0)) {
      BoardTruth before = host.board().truth();
      CommandRun run =
          CommandRun.of(
              (command + " --dry-run --bench " + host.uri() + " --run-dir " + folder.resolve("dry"))
                  .split(" "));
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out()).contains("nothing was driven", "largest voltage");
      assertThat(host.board().truth().benchSeconds()).isEqualTo(before.benchSeconds());
      assertThat(host.board().truth().fluxesVoltSeconds()).isEqualTo(before.fluxesVoltSeconds());
      assertThat(folder.resolve("dry")).doesNotExist();
    }
  }

  @Test
  void aSpentBudgetSaysWhatWasReached() throws IOException {
    CommandRun run = run("write --target academic", "--pulses", "3", "--json");
    assertThat(run.exit()).isEqualTo(ExitCode.PHYSICS_SAID_NO);
    JsonNode document = document(run.out());
    assertThat(document.get("pulses").asLong()).isEqualTo(3);
    assertThat(document.get("cells").asInt()).isEqualTo(12);
    assertThat(document.get("cells-written").asInt()).isLessThan(12);
    assertThat(document.get("unfinished").get("measured-siemens").asDouble()).isBetween(0.4, 3.6);
    assertThat(document.get("unfinished").get("target-siemens").asDouble()).isEqualTo(0.5);
    assertThat(run.err()).contains("layer 2, row 1, column 1", "budget of the whole write");
    assertThat(RunRecord.read(folder.resolve("run")).state()).isEqualTo(RunState.PHYSICS_SAID_NO);
  }

  @Test
  void writesResultsWhereItIsTold() {
    Path file = folder.resolve("w.npz");
    assertThat(run("read", "--out", file.toString()).exit()).isZero();
    assertThat(file).isNotEmptyFile();
    assertThat(folder.resolve("run").resolve("run.json")).isNotEmptyFile();
  }

  @Test
  void withoutArgumentsItPrintsItsUsage() {
    CommandRun run = CommandRun.of();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Usage: fluxbar").contains("demo", "emulate", "Exit codes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "info", "read", "write", "infer", "emulate"})
  void everyCommandHelpsWithExamples(String command) {
    CommandRun asked = CommandRun.of(command, "--help");
    assertThat(asked.exit()).isZero();
    assertThat(asked.err()).isEmpty();
    assertThat(asked.out())
        .contains("Usage: fluxbar " + command, "Examples:", "  fluxbar " + command);
    assertThat(asked.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(121));
    CommandRun helped = CommandRun.of("help", command);
    assertThat(helped.exit()).isZero();
    assertThat(helped.out()).isEqualTo(asked.out());
  }

  /** A list of commands shows the first line of each description alone. */
  @Test
  void listsItsCommandsInWholeSentences() {
    List<CommandLine> all = new ArrayList<>(List.of(Main.commandLine()));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).getSubcommands().values());
      String[] description = all.get(i).getCommandSpec().usageMessage().description();
      if (!all.get(i).getCommandName().equals("help")) { // the library's own
        assertThat(description[0]).as(all.get(i).getCommandName()).containsPattern("[.?]$");
      }
    }
    assertThat(all).hasSizeGreaterThan(30);
  }

  @Test
  void namesItsVersion() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).matches("fluxbar [0-9]+\\.[0-9]+\\.[0-9]+.*\\R");
  }

  @Test
  void completesItself() throws IOException, InterruptedException {
    CommandRun run = CommandRun.of("generate-completion");
    assertThat(run.exit()).isZero();
    Path script = Files.writeString(folder.resolve("completion"), run.out());
    assertThat(run.out()).contains("--read-volts", "emulate");
    if (Files.isExecutable(Path.of("/bin/bash"))) {
      Process bash = new ProcessBuilder("/bin/bash", "-n", script.toString()).inheritIO().start();
      assertThat(bash.waitFor()).as("bash understands the completion").isZero();
    }
  }
}
