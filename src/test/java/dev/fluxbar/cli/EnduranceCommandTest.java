package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.endurance.UnplugCampaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
@Tag("clock")
class EnduranceCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private JsonNode run(String command) throws IOException {
    assumeTrue(UnplugCampaign.supported(), "pseudo-terminals: not supported on this machine");
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--json", "--run-dir", folder.resolve("lab").toString()));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    JsonNode result = new ObjectMapper().readTree(run.out());
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String heading = "## `" + arguments.get(0) + " " + arguments.get(1) + "`";
    assertThat(page).contains(heading);
    String section = page.substring(page.indexOf(heading));
    result.fieldNames().forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
    return result;
  }

  @Test
  void aLabGoesOnWhateverIsPulled() throws IOException {
    JsonNode result = run("bench unplugs --cycles 15 --seed 8");
    assertThat(result.get("cycles").asInt()).isBetween(15, 16);
    assertThat(result.get("runs").asInt()).isPositive();
    assertThat(result.get("programs").asInt()).isPositive();
    assertThat(result.get("stranger-code-ticks").asLong()).isZero();
    assertThat(result.has("violation")).isFalse();
  }

  @Test
  void aSoakCountsWhatItSees() throws IOException {
    JsonNode result = run("bench soak --minutes 0.06 --seed 3");
    assertThat(result.get("runs").asInt()).isPositive();
    assertThat(result.get("heap-bytes").asLong()).isPositive();
    List<String> csv = Files.readAllLines(folder.resolve("lab").resolve("soak.csv"));
    assertThat(csv.get(0)).contains("time (s)", "heap after collection (B)");
    assertThat(csv).hasSize(1 + result.get("samples").asInt());
  }

  @Test
  void refusesWhatCannotBe() {
    for (String bad :
        new String[] {"unplugs --cycles 0", "soak --minutes 0", "soak --minutes NaN"}) {
      CommandRun run = CommandRun.of(("bench " + bad).split(" "));
      assertThat(run.exit()).as("%s: %s", bad, run.err()).isEqualTo(ExitCode.BAD_INPUT);
    }
  }
}
