package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.transport.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulated board in a process of its own keeps its state from one command to the next. */
@Tag("clock")
class EmulateTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  EmulateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void commandsFindOnAPseudoTerminalWhatTheLastOneLeft() throws IOException, InterruptedException {
    assumeTrue(PseudoTerminal.supported(), "this system has no pseudo-terminals");
    ChildProgram.assumeHeeded("INT", 2);
    Path link = folder.resolve("board");
    try (ChildProgram emulator =
        ChildProgram.start(folder, "emulate", "--json", "--link", link.toString())) {
      String uri = announced(emulator);
      assertThat(uri).isEqualTo("serial:" + link);
      keepsItsState(uri);
      aSecondProcessIsRefused(uri, "port=taken by another program");
      ends(emulator);
      assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).as("the link stays").isFalse();
    }
  }

  @Test
  void commandsFindOnATcpPortWhatTheLastOneLeft() throws IOException, InterruptedException {
    ChildProgram.assumeHeeded("INT", 2);
    try (ChildProgram emulator =
        ChildProgram.start(folder, "emulate", "--json", "--tcp", "0", "--seed", "3")) {
      String uri = announced(emulator);
      assertThat(uri).matches("tcp://127.0.0.1:\\d+");
      keepsItsState(uri);
      aSecondProcessIsRefused(uri, "another host is probably connected");
      ends(emulator);
    }
  }

  @Test
  void anOpenMenaBoardOnAPseudoTerminalKeepsWhatWasWritten()
      throws IOException, InterruptedException {
    assumeTrue(PseudoTerminal.supported(), "this system has no pseudo-terminals");
    ChildProgram.assumeHeeded("INT", 2);
    Path link = folder.resolve("mena");
    try (ChildProgram emulator =
        ChildProgram.start(
            folder,
            "emulate",
            "--json",
            "--bench",
            "emulator:openmena",
            "--link",
            link.toString())) {
      emulator.until("the announcement", () -> emulator.out().endsWith("}"));
      assertThat(JSON.readTree(emulator.out()).get("bench").asText()).isEqualTo("openmena:" + link);
      Path example = Path.of("calibration", "boards", "openmena-bench.yaml");
      Path bench =
          Files.writeString(
              folder.resolve("bench.yaml"),
              Files.readString(example).replace("emulator:openmena", "openmena:" + link));
      JsonNode written =
          JSON.readTree(
              json(
                  "write --cell 1,2,3 --siemens 33e-6 --epsilon-siemens 1e-6 --method row",
                  bench.toString()));
      double siemens = written.get("written-siemens").asDouble();
      assertThat(siemens).isCloseTo(33e-6, within(1e-6));
      // Another process, another session: half a count of noise and rounding each, of 12 nA.
      double read =
          JSON.readTree(json("read --cell 1,2,3", bench.toString()))
              .get("memductance-siemens")
              .asDouble();
      assertThat(read).isCloseTo(siemens, within(0.5e-6));
      ends(emulator);
    }
  }

  private static String announced(ChildProgram emulator) throws IOException {
    emulator.until("the announcement", () -> emulator.out().endsWith("}"));
    JsonNode said = JSON.readTree(emulator.out());
    assertThat(said.get("board").asText()).contains("emulated-academic");
    return said.get("bench").asText();
  }

  /** Writes in a process of its own; reads, evaluates and looks from this one. */
  private void keepsItsState(String uri) throws IOException, InterruptedException {
    try (ChildProgram write =
        ChildProgram.start(
            folder, "write", "--json", "--cell", "1,2,1", "--siemens", "3", "--bench", uri)) {
      assertThat(write.exit()).as(write.err()).isZero();
      assertThat(JSON.readTree(write.out()).get("written-siemens").asDouble())
          .isCloseTo(3, within(0.05));
    }
    double read = cell(uri);
    assertThat(read).isCloseTo(3, within(0.05));
    JsonNode inferred = JSON.readTree(json("infer --input=0.1,0", uri));
    // Layer 1 gives tanh(0.2), tanh(0.1 W), tanh(0.2); every weight of layer 2 is 2 still.
    double sum = 2 * (2 * Math.tanh(0.2) + Math.tanh(0.1 * read));
    assertThat(inferred.get("outputs-volts").get(0).get(1).asDouble())
        .isCloseTo(Math.tanh(sum), within(1e-3));
    assertThat(cell(uri)).as("reading and evaluating move nothing").isEqualTo(read);
  }

  private double cell(String uri) throws IOException {
    return JSON.readTree(json("read --cell 1,2,1", uri)).get("memductance-siemens").asDouble();
  }

  private String json(String command, String uri) throws IOException {
    Path run = Files.createTempDirectory(folder, "run");
    CommandRun done =
        CommandRun.of((command + " --json --bench " + uri + " --run-dir " + run).split(" "));
    assertThat(done.exit()).as(done.err()).isZero();
    return done.out();
  }

  private void aSecondProcessIsRefused(String uri, String reason)
      throws IOException, InterruptedException {
    try (OpenBench first = OpenBench.open(BenchFile.named(uri), Line.MEMORY, OptionalLong.empty());
        ChildProgram second = ChildProgram.start(folder, "info", "--json", "--bench", uri)) {
      assertThat(second.exit()).as(second.err()).isEqualTo(ExitCode.BENCH_FAULT);
      assertThat(second.out()).isEmpty();
      assertThat(second.err()).contains(reason).doesNotContain("Exception");
      assertThat(first.bench().description().shape().cells()).isEqualTo(12);
    }
  }

  private static void ends(ChildProgram emulator) throws IOException, InterruptedException {
    emulator.signal("INT");
    assertThat(emulator.exit()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(emulator.err()).contains("at 0 V, switches open").doesNotContain("Exception");
  }
}
