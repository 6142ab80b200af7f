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
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DynamicsNetworkCommandTest {
  private static final String TURNING =
      """
      # at its fixed point
      from,to,source-volts,w0,active
      3,2,0.14,0.4,1
      1,3,0.18666666666666668,0.4666666666666667,1
      1,3,-0.52,0.8,0
      4,2,-0.24,0.5333333333333333,0
      2,1,-0.04,0.2,0
      3,1,-0.1,0.3333333333333333,0
      3,4,-0.24,0.5333333333333333,0
      2,1,-0.44,0.7333333333333333,0
      """;

  @TempDir Path folder = Path.of("");

  private JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("dynamics", "network"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--json", "--quiet", "--out-dir", folder.resolve("out").toString()));
    PrintStream before = System.out;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
      assertThat(Main.commandLine().execute(all.toArray(String[]::new))).isEqualTo(ExitCode.DONE);
    } finally {
      System.setOut(before);
    }
    return new ObjectMapper().readTree(caught.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theExampleWritesItsFilesAndNamesOnlyKeysOfTheReference() throws IOException {
    JsonNode document = json();

    assertThat(folder.resolve("out"))
        .isDirectoryContaining("glob:**/memories.csv")
        .isDirectoryContaining("glob:**/edges.csv")
        .isDirectoryContaining("glob:**/memories.png");
    assertThat(Files.readAllLines(folder.resolve("out/memories.csv"))).hasSize(202);
    assertThat(document.get("w-end")).hasSize(18);
    assertThat(document.get("w-end").get(0).asDouble()).isZero();
    assertThat(document.get("w-end").get(16).isNull()).isTrue();
    assertThat(document.get("effective-memory").asDouble()).isEqualTo(10 / 16.0);
    assertThat(document.get("conservation-error").asDouble()).isLessThan(1e-6);
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String section = page.substring(page.indexOf("## `dynamics network`"));
    json("--circuit", "complete:4", "--alpha", "-0.5", "--beta", "1")
        .fieldNames()
        .forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
  }

  @Test
  void aMixtureOfPassiveAndActiveElementsTurnsAboutItsFixedPoint() throws IOException {
    Path file = Files.writeString(folder.resolve("turning.csv"), TURNING);

    JsonNode document =
        json(
            "--edges",
            file.toString(),
            "--ron-ohms",
            "100",
            "--roff-ohms",
            "1600",
            "--alpha=-0.5",
            "--beta",
            "0.1");

    JsonNode point = document.get("fixed-point");
    assertThat(point.get("omega-symmetric").asBoolean()).isFalse();
    assertThat(point.get("oscillates").asBoolean()).isTrue();
    assertThat(point.get("eigenvalues-per-second").get(7).get(0).asDouble())
        .isBetween(-1.46, -1.45);
    assertThat(document.get("w-end").get(0).asDouble()).isBetween(0.399999, 0.400001);
    assertThat(document.get("symmetry-error").asDouble()).isLessThan(1e-9);
  }

  @Test
  void theSameSeedGivesTheSameCircuit() throws IOException {
    String[] options = {"--circuit", "random:12x30", "--source-hertz", "2", "--t-end", "0.5"};
    assertThat(json(options).get("w-end")).isEqualTo(json(options).get("w-end"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from,to,source-volts,w0;a,b,1,0.5;c,d,1,0.5 | node=c",
        "from,to,source-volts,w0;a,b,1,2 | line=2, edge=1; edge a to b: w0=2.0",
        "from,to,source-volts,w0;a,a,1,0.5 | from='a', to='a'",
        "from,to,source-volts,w0;a,b,x,0.5 | line=2, source-volts='x'",
        "from,to,source-volts,w0;a,b,NaN,0.5 | volts=NaN",
        "from,to,source-volts,w0,idael;a,b,1,0.5,1 | did you mean ideal?",
        "from,to,w0;a,b,0.5 | the column source-volts is missing",
        "from,to,source-volts,w0;a,b,1 | fields=3; the heading has 4",
        "from,to,source-volts,w0,polarity;a,b,1,0.5,2 | polarity=2.0",
        "from,to,source-volts,w0,ideal;a,b,1,0.5,0;a,b,1,,1;b,a,1,,1 | edge=3, from=b, to=a",
        "from,to,source-volts,w0,active;a,b,1,0.5,0;a,b,1,0.5,1 | node=b"
      })
  void refusesABadCircuitAndNamesThePlace(String lines, String words) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), lines.replace(';', '\n'));
    refused(words, "--edges", file.toString());
  }

  @Test
  void refusesOptionsThatMakeNoCircuit() {
    refused("did you mean random?", "--circuit", "rndom:3x4");
    refused("grid:3x4", "--circuit", "grid:5");
    refused("ron-ohms=0.0", "--ron-ohms", "0");
    refused("t-end=NaN", "--t-end", "NaN");
    refused("give one of them", "--circuit", "series:3", "--edges", "x.csv");
  }

  private void refused(String words, String... options) {
    List<String> all = new ArrayList<>(List.of("dynamics", "network"));
    all.addAll(List.of(options));
    all.addAll(List.of("--out-dir", folder.resolve("none").toString()));
    StringWriter told = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(told, true));
    CommandLine dynamics = Objects.requireNonNull(line.getSubcommands().get("dynamics"));
    Objects.requireNonNull(dynamics.getSubcommands().get("network"))
        .setErr(new PrintWriter(told, true));
    assertThat(line.execute(all.toArray(String[]::new))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(told.toString()).contains(words);
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
