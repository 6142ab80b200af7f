package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrashesCommandTest {

  @Test
  void provesThatNothingRanTwiceAndNothingIsLost() throws IOException {
    CommandRun run = CommandRun.of("bench crashes --points 5 --seed 3 --json".split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("seed 3", "Fired twice: 0; results lost: 0");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.get("seed").asInt()).isEqualTo(3);
    assertThat(result.get("points").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(result.get("fired-twice").asInt()).isZero();
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String section = page.substring(page.indexOf("## `bench crashes`"));
    result.fieldNames().forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
  }

  @Test
  void refusesToProveNothing() {
    CommandRun run = CommandRun.of("bench crashes --points 0".split(" "));
    assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("crashes: points=0, kills=0");
  }
}
