package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.emulator.BoardSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write whose board loses its power on the way. The time limit is a guard against a hang. */
@Timeout(60)
@Tag("clock")
class ReconnectedWriteTest {
  private final Path folder;

  ReconnectedWriteTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private CommandRun run(String uri, String more) {
    String line = "write --json --bench %s --run-dir %s %s";
    return CommandRun.of(line.formatted(uri, folder.resolve("run"), more).split(" "));
  }

  /** So much bench time passes in the first pulse or reading of every method. */
  private static Thread powerCut(BoardHost host) {
    Thread power =
        new Thread(
            () -> {
              Poll.until(() -> "a pulse", () -> host.board().truth().benchSeconds() > 0.5);
              host.board().reboot();
            },
            "power");
    power.start();
    return power;
  }

  @ParameterizedTest
  @ValueSource(strings = {"proportional", "model", "gated"})
  void goesOnFromWhereTheCellsAre(String method) throws IOException, InterruptedException {
    try (BoardHost host = BoardHost.on(Line.TCP, BoardSpec.academic(), 0.005)) {
      Thread power = powerCut(host);
      // One cell takes the paper's method some hundred pulses; at this pace, seconds.
      String target =
          method.equals("proportional") ? "--cell 1,3,1 --siemens 2.5" : "--target academic";
      CommandRun run = run(host.uri(), target + " --reconnect 20 --method " + method);
      power.join();
      assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
      assertThat(run.err()).contains("Lost the bench: ", "The bench is there again; job ");
      JsonNode result = new ObjectMapper().readTree(run.out());
      assertThat(result.get("times-reconnected").asInt()).isEqualTo(1);
      assertThat(result.get("max-write-error-siemens").asDouble()).isLessThanOrEqualTo(0.05);
      assertThat(result.get("block-signals").asInt()).isPositive();
      assertThat(Files.readString(folder.resolve("run/progress.jsonl")))
          .contains("\"step\":\"lost\"");
      assertThat(host.board().truth().safe()).isTrue();
    }
  }

  @Test
  void withoutTheOptionItEnds() throws InterruptedException {
    try (BoardHost host = BoardHost.on(Line.TCP, BoardSpec.academic(), 0.005)) {
      Thread power = powerCut(host);
      CommandRun run = run(host.uri(), "--target academic");
      power.join();
      assertThat(run.exit()).isEqualTo(ExitCode.BENCH_FAULT);
      assertThat(run.err()).contains("has rebooted", "read the cells again before you write");
    }
  }

  @Test
  void refusesATimeThatIsNone() {
    for (String seconds : new String[] {"-1", "NaN", "1e9"}) {
      CommandRun run = run("emulator:academic", "--target academic --reconnect " + seconds);
      assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run.err()).contains("reconnect-seconds=");
    }
  }
}
