package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecoveryCommandTest {

  @Test
  void tellsHowEveryQuantityWasRecovered() throws IOException {
    CommandRun run =
        CommandRun.of(
            "bench calibration --bench emulator:lab --repeats 1 --seed 1300 --reads --json"
                .split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("seeds from 1300", "Reads of array 2");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.path("quantities")).hasSize(7);
    assertThat(result.path("reads")).hasSize(2);
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String section =
        page.substring(page.indexOf("## `bench calibration`"), page.indexOf("## `array solve`"));
    result.fieldNames().forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
    result
        .at("/quantities/0")
        .fieldNames()
        .forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
    result
        .at("/reads/0")
        .fieldNames()
        .forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
  }

  @Test
  void refusesABoardThatCannotTellTheTruth() {
    CommandRun run = CommandRun.of("bench calibration --bench tcp://127.0.0.1:1".split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("only an emulated board can tell the truth");
  }
}
