package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A passive crossbar, as commands see it. */
class SneakPathTest {
  private static final String BENCH = "emulator:calibration/emulators/passive.yaml";
  private static final Path TRUTH = Path.of("calibration/memductances/passive.json");

  private final Path folder;

  SneakPathTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private CommandRun read(String schedule, Path expected, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "read",
                "--bench",
                BENCH,
                "--schedule",
                schedule,
                "--read-volts",
                "0.3",
                "--compare",
                expected.toString(),
                "--run-dir",
                folder.resolve(schedule).toString(),
                "--transport=memory",
                "--json"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void aCellIsReadWithWhatSneaksAroundIt() throws IOException {
    CommandRun run = read("cell", TRUTH);

    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    JsonNode read = json(run.out());
    JsonNode truth = json(Files.readString(TRUTH)).at("/memductances-siemens/0");
    // Cells of 2 S on average: seven of the column, then 49, then seven of the row.
    double alike = 1 / (1 / 14.0 + 1 / 98.0 + 1 / 14.0);
    assertThat(read.at("/comparison/mean-error-siemens").doubleValue())
        .isBetween(0.8 * alike, 1.1 * alike);
    double largest = 0;
    for (int k = 0; k < 8; k++) {
      for (int j = 0; j < 8; j++) {
        double error =
            read.at("/memductances-siemens/0/%d/%d".formatted(k, j)).doubleValue()
                - truth.at("/%d/%d".formatted(k, j)).doubleValue();
        largest = Math.max(largest, Math.abs(error));
      }
    }
    assertThat(read.at("/comparison/largest-error-siemens").doubleValue()).isEqualTo(largest);
    assertThat(read.at("/certificate/passed").booleanValue()).isTrue();
    assertThat(folder.resolve("cell/deviation-layer-1.png")).isNotEmptyFile();
    assertThat(run.err()).contains("S root mean square");
  }

  @Test
  void aWholeColumnIsReadAsItIs() throws IOException {
    JsonNode read = json(read("column", TRUTH).out());

    // The resolution that the read states is of a plateau's difference, twice a count's.
    assertThat(read.at("/comparison/largest-error-siemens").doubleValue())
        .isLessThan(read.at("/resolution-siemens/0").doubleValue());
  }

  @Test
  void refusesAnExpectationThatDoesNotFit() throws IOException {
    Path other = Files.writeString(folder.resolve("m.json"), "[[[1, 2], [2, 1]]]");

    CommandRun run = read("column", other);

    assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("matrices=[2 x 2], bench=8 x 8; give one matrix an array");
    assertThat(read("column", TRUTH, "--cell=1,1,1").err())
        .contains("compare all cells, or leave out --compare");
  }
}
