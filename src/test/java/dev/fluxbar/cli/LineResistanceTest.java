package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that resist, as commands see them. */
class LineResistanceTest {
  private final Path folder;

  LineResistanceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(run.out());
  }

  private CommandRun solve(String resistances, String voltages, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("array", "solve", "--resistances", resistances, "--voltages", voltages));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--json", "--quiet"));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void solvesACellInSeriesWithItsSegments() throws IOException {
    JsonNode solved =
        json(
            solve(
                file("R.csv", "10\n"),
                file("V.csv", "1\n"),
                "--word-line-ohms",
                "1",
                "--bit-line-ohms",
                "2"));

    assertThat(solved.at("/output-amperes/0/0").doubleValue()).isCloseTo(1 / 13.0, within(1e-16));
    assertThat(solved.at("/device-amperes/0/0").doubleValue()).isCloseTo(1 / 13.0, within(1e-16));
    assertThat(solved.get("solve-seconds").doubleValue()).isPositive();
    assertThat(solved.get("factor-seconds").doubleValue()).isPositive();
  }

  @Test
  void takesOpenCellsSeveralInputsAndEveryFormOfFile() throws IOException {
    // Lines without resistance: word line w gives V_w / R_wb to bit line b.
    String json = file("R.json", "[[10, \"inf\", 20], [5, 2, \"inf\"]]");
    String csv = file("R.csv", "10, inf, 20\n5, 2, Inf\n");
    String inputs = file("V.csv", "1, 0\n2, -4\n");
    String out = folder.resolve("out.csv").toString();
    for (String resistances : List.of(json, csv)) {
      JsonNode solved =
          json(
              solve(
                  resistances,
                  inputs,
                  "--word-line-ohms=0",
                  "--bit-line-ohms=0",
                  "--drive-ends=both",
                  "--ground-ends=top",
                  "--out",
                  out));
      assertThat(solved.get("output-amperes").toString())
          .isEqualTo("[[0.5,1.0,0.05],[-0.8,-2.0,0.0]]");
      assertThat(solved.at("/device-amperes/1/1").toString()).isEqualTo("[-0.8,-2.0,-0.0]");
    }
    assertThat(Files.readString(Path.of(out))).contains("0.5,1.0,0.05\n-0.8,-2.0,0.0");
    JsonNode row =
        json(solve(csv, file("row.csv", "1,2\n"), "--word-line-ohms=0", "--bit-line-ohms=0"));
    assertThat(row.get("output-amperes").toString()).isEqualTo("[[0.5,1.0,0.05]]");
  }

  @Test
  void refusesInOneSentenceWhatCannotBeSolved() throws IOException {
    String cells = file("R.csv", "10, 20\n");
    String one = file("V.csv", "1\n");
    refused(solve(file("zero.csv", "0\n"), one, "--word-line-ohms=1", "--bit-line-ohms=1"), "inf");
    refused(solve(file("nan.csv", "nan\n"), one, "--word-line-ohms=1", "--bit-line-ohms=1"), "nan");
    refused(solve(cells, one, "--word-line-ohms=-1", "--bit-line-ohms=1"), "word-line-ohms=-1.0");
    refused(solve(cells, one, "--word-line-ohms=1", "--bit-line-ohms=NaN"), "bit-line-ohms=NaN");
    refused(
        solve(cells, file("V3.csv", "1\n2\n3\n"), "--word-line-ohms=1", "--bit-line-ohms=1"),
        "word-lines=1, voltages=3 x 1");
    refused(solve(cells, one, "--word-line-ohms=1"), "--bit-line-ohms");
    refused(
        solve(cells, file("inf.csv", "inf\n"), "--word-line-ohms=1", "--bit-line-ohms=1"), "inf");
  }

  private static void refused(CommandRun run, String part) {
    assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err().strip()).contains(part).doesNotContain("\n");
    assertThat(run.out()).isEmpty();
  }

  private String bench(String lines) throws IOException {
    file(
        "board.yaml",
        """
        topology: independent
        arrays:
          - rows: 2
            columns: 3
        initial-siemens:
          - [[1, 2, 3], [3, 2, 1]]
        """);
    return file("bench.yaml", "bench: emulator:board.yaml\n" + lines);
  }

  private JsonNode on(String bench, String run, String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--bench", bench, "--transport", "memory", "--json", "--quiet"));
    arguments.addAll(List.of("--run-dir", folder.resolve(run).toString()));
    return json(CommandRun.of(arguments.toArray(String[]::new)));
  }

  @Test
  void readsAreCorrectedForTheLinesOfTheBenchFile() throws IOException {
    String bench = bench("lines:\n  column-segment-ohms: 0\n  row-segment-ohms: 0.01\n");

    JsonNode corrected = on(bench, "a", "read");
    JsonNode measured = on(bench, "b", "read", "--no-line-correction");
    JsonNode cell = on(bench, "c", "read", "--cell", "1,1,1");

    assertThat(corrected.at("/line-correction/rounds").intValue()).isPositive();
    assertThat(measured.has("line-correction")).isFalse();
    // Column 1 is three segments from the input of its row: 1 S was shown through 0.03 ohm. Both
    // figures carry the same error of the converters, below 1e-3 S.
    double shown = measured.at("/memductances-siemens/0/0/0").doubleValue();
    double found = corrected.at("/memductances-siemens/0/0/0").doubleValue();
    assertThat(shown).isCloseTo(1, within(1e-3));
    assertThat(found).isCloseTo(1 / (1 / shown - 0.03), within(1e-5));
    assertThat(cell.get("memductance-siemens").doubleValue())
        .isCloseTo(1 / (1 - 0.03), within(2e-3));
  }

  @Test
  void inferencesTellWhatTheLinesCost() throws IOException {
    String bench = bench("lines:\n  column-segment-ohms: 0.01\n  row-segment-ohms: 0.01\n");

    JsonNode told = on(bench, "a", "infer", "--input=0.1,0.2,-0.1", "--line-cost");

    JsonNode cost = told.at("/line-cost/0");
    // Cells of 1 to 3 S behind two to five segments of 0.01 ohm lose some hundredths.
    assertThat(cost.get("mean-attenuation").doubleValue()).isBetween(0.02, 0.3);
    assertThat(cost.get("largest-relative-deviation").doubleValue()).isBetween(0.001, 0.3);
    assertThat(told.get("outputs-volts")).hasSize(1);
  }

  @Test
  void warnsWherePlateausEndBeforeTheLinesHaveSettled() throws IOException {
    String ohms = "lines:\n  column-segment-ohms: 0.01\n  row-segment-ohms: 0.01\n";
    String slow = bench(ohms + "  row-segment-farads: 100\n");

    CommandRun told =
        CommandRun.of(
            "read", "--bench=" + slow, "--transport=memory", "--run-dir=" + folder.resolve("told"));
    JsonNode read = on(slow, "a", "read");
    JsonNode cell = on(slow, "b", "read", "--cell", "1,2,3");
    JsonNode inferred = on(slow, "c", "infer", "--input=0.1,0.2,-0.1");

    // Three segments of 1 s each, 5 s for the slowest mode, ln(2 / 1e-4) = 10 of them; cells of
    // 0.4 S hasten it little.
    double seconds = read.at("/line-settling/settling-seconds").doubleValue();
    assertThat(seconds).isBetween(40.0, 55.0);
    assertThat(read.at("/line-settling/settles").booleanValue()).isFalse();
    assertThat(read.at("/line-settling/tau-seconds").doubleValue()).isEqualTo(5);
    assertThat(cell.get("line-settling")).isEqualTo(read.get("line-settling"));
    assertThat(inferred.get("line-settling")).isEqualTo(read.get("line-settling"));
    assertThat(told.out().lines().filter(line -> line.startsWith("Warning: lines:")))
        .singleElement()
        .asString()
        .contains("tau-seconds=5", "lengthen signal.tau-seconds");

    String fast = bench(ohms + "  row-segment-farads: 1\n");
    assertThat(on(fast, "d", "read").at("/line-settling/settles").booleanValue()).isTrue();
    assertThat(on(bench(ohms), "e", "read").has("line-settling")).isFalse();
  }

  @Test
  void refusesLinesThatItCannotWorkWith() throws IOException {
    String plain = bench("");
    refused(
        CommandRun.of("infer", "--input=1,1,1", "--line-cost", "--bench", plain, "--quiet"),
        "--line-cost");
    refused(
        CommandRun.of("info", "--bench", bench("lines:\n  row-segment-ohms: -1\n")),
        "lines.row-segment-ohms");
    String cascade =
        file("cascade.yaml", "bench: emulator:academic\nlines:\n  row-segment-ohms: 1\n");
    refused(CommandRun.of("read", "--bench", cascade, "--quiet"), "topology=cascade");
  }
}
