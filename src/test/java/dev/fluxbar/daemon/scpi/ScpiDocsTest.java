package dev.fluxbar.daemon.scpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages on SCPI are what the server does. */
class ScpiDocsTest {
  private static final Path REFERENCE = Path.of("docs/reference/scpi.md");
  private static final Path HOW_TO = Path.of("docs/how-to/scpi-from-python.md");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| (anybody|reader|operator) \\|");
  private static final Pattern ERROR = Pattern.compile("(?m)^\\| (-?\\d+) \\| ([A-Z][^|]+) \\|");
  private static final Pattern SCRIPT = Pattern.compile("(?ms)^```python\\n(.*?)^```$");

  @Test
  void everyCommandIsInTheReferenceAndNoOther() throws IOException {
    Map<String, String> told =
        COMMAND
            .matcher(Files.readString(REFERENCE))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    Map<String, String> known =
        Commands.ALL.stream()
            .collect(Collectors.toMap(Command::pattern, command -> command.access().word()));
    assertThat(new TreeMap<>(told)).isEqualTo(new TreeMap<>(known));
  }

  @Test
  void everyErrorIsInTheReferenceAndNoOther() throws IOException {
    String page = Files.readString(REFERENCE);
    String table = page.substring(page.indexOf("## Errors"));
    Map<Integer, String> told =
        ERROR
            .matcher(table)
            .results()
            .collect(Collectors.toMap(ScpiDocsTest::number, row -> row.group(2)));
    Map<Integer, String> known =
        Arrays.stream(ScpiError.values())
            .collect(Collectors.toMap(ScpiError::number, ScpiError::text));
    assertThat(new TreeMap<>(told)).isEqualTo(new TreeMap<>(known));
  }

  private static Integer number(MatchResult row) {
    return Integer.valueOf(row.group(1));
  }

  @Test
  void theScriptInTheHowToRuns(@TempDir Path folder) throws Exception {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(
        Files.isExecutable(python) && run(folder, python, "import numpy", 0).isEmpty(),
        "python3 with numpy is not installed");
    String script =
        SCRIPT
            .matcher(Files.readString(HOW_TO))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining());
    try (LiveScpi live = LiveScpi.open(folder.resolve("lab"), "academic")) {
      String said = run(folder, python, script, live.server().address().getPort());
      assertThat(said)
          .startsWith("Fluxbar,Lab,academic,")
          .contains("largest error 0.0")
          .endsWith("outputs 3 x 2\n");
    }
  }

  private static String run(Path folder, Path python, String script, int port)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(python.toString(), "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("SCPI_PORT", Integer.toString(port));
    builder.start().waitFor();
    return Files.readString(said, StandardCharsets.UTF_8);
  }
}
