package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key that a command prints stands under its heading in docs/reference/json-output.md. */
class JsonDocsTest {
  private static final Path PAGE = Path.of("docs/reference/json-output.md");
  private static final String BOARD = "emulator:calibration/emulators/recurrent.yaml";
  private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

  @ParameterizedTest
  @CsvSource({
    "info, info",
    "check, check",
    "check, check --pulses",
    "read, read",
    "read, read --cell 2|1|3",
    "read, read --read-volts 0.0002 --schedule cell",
    "write, write --cell 1|3|1 --siemens 2.5",
    "write, write --target academic --pulses 1",
    "write, write --target academic --method gated",
    "write, write --target academic --method model",
    "read, read --schedule hadamard --averages 4",
    "infer, infer --input=-1|1",
    "demo, demo",
    "calibrate, calibrate --device --cells 1 --averages 16 --out FOLDER/p.json",
    "run, run src/test/resources/sequences/small.yaml",
    "dynamics recurrent --bench, dynamics recurrent --bench BOARD --steps 3",
    "--dry-run, dynamics recurrent --bench BOARD --dry-run",
    "--dry-run, run src/test/resources/sequences/small.yaml --dry-run",
    "--dry-run, calibrate --dry-run",
    "--dry-run, calibrate --device --dry-run",
    "--dry-run, check --dry-run",
    "--dry-run, read --dry-run",
    "--dry-run, infer --input=-1|1 --dry-run",
    "--dry-run, write --target academic --dry-run",
    "--dry-run, write --target academic --method gated --dry-run"
  })
  void everyKeyIsInTheReference(String heading, String commandLine, @TempDir Path folder)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                commandLine
                    .replace('|', ',')
                    .replace("FOLDER", folder.toString())
                    .replace("BOARD", BOARD)
                    .split(" ")));
    arguments.addAll(List.of("--json", "--quiet", "--transport", "memory"));
    arguments.addAll(List.of("--run-dir", folder.resolve("run").toString()));

    String document = stdout(arguments);

    Set<String> keys = new TreeSet<>();
    new ObjectMapper().readTree(document).fieldNames().forEachRemaining(keys::add);
    assertThat(keys).as(document).isNotEmpty();
    assertThat(section(heading)).as("section %s", heading).containsAll(keys);
  }

  /** Commands without a bench: neither a line nor a run folder. */
  @ParameterizedTest
  @CsvSource({
    "dynamics memrc, dynamics memrc",
    "dynamics hodgkin-huxley, dynamics hodgkin-huxley",
    "dynamics recurrent, dynamics recurrent --starts 20"
  })
  void everyKeyWithoutABenchIsInTheReference(
      String command, String commandLine, @TempDir Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(commandLine.split(" ")));
    arguments.addAll(List.of("--json", "--quiet", "--out-dir", folder.toString()));

    String document = stdout(arguments);

    Set<String> keys = new TreeSet<>();
    collect(new ObjectMapper().readTree(document), keys);
    assertThat(keys).as(document).isNotEmpty();
    assertThat(section(command)).as("section %s", command).containsAll(keys);
  }

  /** Keys at any depth. */
  private static void collect(JsonNode node, Set<String> keys) {
    node.fieldNames().forEachRemaining(keys::add);
    node.forEach(below -> collect(below, keys));
  }

  private static String stdout(List<String> arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
      int code = Main.commandLine().execute(arguments.toArray(String[]::new));
      assertThat(code).as("%s", arguments).isIn(ExitCode.DONE, ExitCode.PHYSICS_SAID_NO);
    } finally {
      System.setOut(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  private static Set<String> section(String heading) throws IOException {
    Set<String> words = new TreeSet<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        inside = line.equals("## `" + heading + "`");
      }
      Matcher word = WORD.matcher(line);
      while (inside && word.find()) {
        words.add(word.group(1));
      }
    }
    return words;
  }
}
