package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultsCommandTest {

  @Test
  void provesThatNoPulseFiredTwice() throws IOException {
    CommandRun run =
        CommandRun.of(
            "bench faults --pulses 2000 --rate 0.01 --seed 5 --pulses-a-job 500 --json".split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("seed 5", "Fired twice: 0; lost in silence: 0");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.get("seed").asInt()).isEqualTo(5);
    assertThat(result.get("fired-twice").asInt()).isZero();
    assertThat(result.get("lost").asInt()).isZero();
    assertThat(result.get("pulses").asInt()).isGreaterThanOrEqualTo(2000);
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String section = page.substring(page.indexOf("## `bench faults`"));
    result.fieldNames().forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
  }

  @Test
  void takesABoardThatIsNamed() {
    CommandRun run =
        CommandRun.of(
            ("bench faults --pulses 200 --rate 0 --seed 1 --pulses-a-job 50 --quiet"
                    + " --bench emulator:academic")
                .split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void takesTheFirmwareInC() {
    assumeTrue(
        Files.isExecutable(Path.of("target", "firmware", "fluxbar-board-host")),
        "gcc and make are not installed");
    CommandRun run =
        CommandRun.of(
            ("bench faults --pulses 2000 --rate 0.01 --seed 1 --pulses-a-job 500"
                    + " --bench emulator:firmware-host")
                .split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("board emulator:firmware-host", "Fired twice: 0; lost in silence: 0");
  }

  @Test
  void refusesWhatIsNoRateAndABoardThatCannotBeAsked() {
    for (String bad :
        new String[] {
          "--rate 0.5",
          "--rate NaN",
          "--pulses 0",
          "--reboot-rate -1",
          "--bench tcp://a:1",
          "--bench emulator:firmware-qemu"
        }) {
      CommandRun run = CommandRun.of(("bench faults " + bad).split(" "));
      assertThat(run.exit()).as("%s: %s", bad, run.err()).isEqualTo(ExitCode.BAD_INPUT);
    }
  }
}
