package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That every figure is measured and named; how large it is belongs to the machine. */
class BenchmarkCommandTest {

  private static JsonNode bench(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("bench", "--json", "--quiet"));
    arguments.addAll(List.of("--seconds", "0.01", "--transport", "memory"));
    arguments.addAll(List.of(more));
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
      assertThat(Main.commandLine().execute(arguments.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(before);
    }
    return new ObjectMapper().readTree(caught.toString(StandardCharsets.UTF_8));
  }

  private static void everyKeyIsInTheReference(JsonNode document) throws IOException {
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String section = page.substring(page.indexOf("## `bench`"));
    section = section.substring(0, section.indexOf("\n## "));
    List<String> keys = new ArrayList<>();
    document.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      assertThat(section).contains("`" + key + "`");
    }
  }

  @Test
  void measuresTheMachine() throws IOException {
    JsonNode figures = bench("--images", "10");
    everyKeyIsInTheReference(figures);
    for (String key :
        List.of(
            "matrix-gigaflops",
            "memductance-nanoseconds",
            "inference-images-per-second",
            "job-seconds",
            "load-bytes-per-second",
            "protocol-inferences-per-second",
            "slow-line-inferences-per-second")) {
      assertThat(figures.get(key).asDouble()).as(key).isPositive();
    }
    assertThat(figures.get("inference-residual-flux-volt-seconds").asDouble()).isLessThan(1e-9);
    List<Integer> pulses = new ArrayList<>();
    figures.get("writes").forEach(write -> pulses.add(write.get("pulses").asInt()));
    assertThat(figures.get("writes").findValuesAsText("method"))
        .containsExactly("proportional", "model", "row", "gated");
    // What each method promises for the academic network.
    assertThat(pulses.get(0)).isEqualTo(1663);
    assertThat(pulses.get(1)).isLessThanOrEqualTo(60);
    assertThat(pulses.get(3)).isLessThanOrEqualTo(12);
  }

  @Test
  void measuresOnlyTheLineOfABenchThatIsNamed() throws IOException {
    JsonNode figures = bench("--bench", "emulator:academic");
    everyKeyIsInTheReference(figures);
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly("transport", "job-seconds", "load-bytes-per-second");
  }

  @Test
  void refusesToMeasureNothing() {
    StringWriter complained = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(complained, true));
    assertThat(line.execute("bench", "--seconds", "0")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(complained.toString()).contains("seconds=0.0");
  }
}
