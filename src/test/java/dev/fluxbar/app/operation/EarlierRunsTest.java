package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {
  private final Path data;

  EarlierRunsTest(@TempDir Path data) {
    this.data = data;
  }

  private Path run(String command, int second, Optional<RunState> end) {
    Clock clock =
        Clock.fixed(Instant.parse("2026-11-22T03:00:00Z").plusSeconds(second), ZoneOffset.UTC);
    RunFolder.Request request =
        new RunFolder.Request(
            command, List.of("--cell", "1,1,1"), OptionalLong.of(7), "serial:/dev/ttyACM0");
    RunFolder folder = RunFolder.begin(request, data, Optional.empty(), clock);
    end.ifPresent(how -> folder.end(how, how == RunState.FAILED ? "the line broke" : ""));
    return folder.path();
  }

  private EarlierRuns runs() {
    return new EarlierRuns(data, Audience.NOBODY);
  }

  private static List<?> listed(Map<String, Object> values) {
    return (List<?>) values.getOrDefault("runs", List.of());
  }

  @Test
  void listsTheNewestFirstAndSaysHowManyThereAre() {
    run("read", 1, Optional.of(RunState.DONE));
    run("write", 2, Optional.of(RunState.FAILED));
    run("infer", 3, Optional.of(RunState.DONE));
    Map<String, Object> values = runs().list(Optional.empty(), 2);
    assertThat(values).containsEntry("runs-in-all", 3);
    assertThat(listed(values))
        .extracting(one -> ((Map<?, ?>) one).get("command") + " " + ((Map<?, ?>) one).get("state"))
        .containsExactly("infer done", "write failed");
    assertThat(
            listed(
                new EarlierRuns(data.resolve("none"), Audience.NOBODY).list(Optional.empty(), 5)))
        .isEmpty();
    assertThatThrownBy(() -> runs().list(Optional.empty(), 0)).isInstanceOf(BadInput.class);
  }

  @Test
  void showsARunByItsNameItsFolderAndAsTheLast() {
    run("read", 1, Optional.of(RunState.DONE));
    Path write = run("write", 2, Optional.of(RunState.FAILED));
    Map<String, Object> last = runs().show("last");
    assertThat(last)
        .containsEntry("command", "write")
        .containsEntry("state", "failed")
        .containsEntry("message", "the line broke")
        .containsEntry("seed", 7L)
        .containsEntry("bench", "serial:/dev/ttyACM0")
        .doesNotContainKey("journal");
    assertThat(runs().show(write.getFileName().toString())).isEqualTo(last);
    assertThat(runs().show(write.toString())).isEqualTo(last);
    assertThatThrownBy(() -> runs().show("nonsense"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("fluxbar runs list names them");
  }

  /** This process lives: what it began runs. */
  @Test
  void tellsARunThatRunsFromOneThatDied() throws IOException {
    Path running = run("write", 1, Optional.empty());
    assertThat(runs().show("last")).containsEntry("state", "running").doesNotContainKey("ended");
    Path record = running.resolve("run.json");
    String dead = Files.readString(record).replaceAll("(\"process-id\" : )\\d+", "$1999999999");
    Files.writeString(record, dead);
    assertThat(runs().show("last")).containsEntry("state", "died");
  }
}
