package dev.fluxbar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIndexTest {
  private static final Instant BEGAN = Instant.parse("2026-11-22T03:00:00Z");

  private final Path file;

  RunIndexTest(@TempDir Path folder) {
    this.file = folder.resolve("runs.sqlite");
  }

  private static RunRow run(String id, int second, String state, OptionalLong seed) {
    Optional<Instant> ended =
        state.equals("running") ? Optional.empty() : Optional.of(BEGAN.plusSeconds(second + 7));
    return new RunRow(
        id,
        "/data/runs/" + id,
        "write",
        "emulator:lab",
        "emulated-lab",
        "",
        "1.0",
        seed,
        state,
        BEGAN.plusSeconds(second),
        ended,
        "it's 'quoted'; drop table runs",
        12,
        1);
  }

  @Test
  void keepsWhatItWasToldAndSaysTheNewestFirst() {
    RunRow first = run("a", 1, "running", OptionalLong.of(-7));
    RunRow second = run("b", 2, "done", OptionalLong.empty());
    try (RunIndex index = RunIndex.open(file)) {
      index.put(second);
      index.put(first);
    }
    try (RunIndex index = RunIndex.open(file)) {
      assertThat(index.newest(Optional.empty(), 9)).containsExactly(second, first);
      assertThat(index.newest(Optional.empty(), 1)).containsExactly(second);
      assertThat(index.newest(Optional.of("running"), 9)).containsExactly(first);
      assertThat(index.find("a")).contains(first);
      assertThat(index.find("c")).isEmpty();
      RunRow ended = run("a", 1, "failed", OptionalLong.of(-7));
      index.put(ended);
      assertThat(index.find("a")).contains(ended);
      assertThat(index.newest(Optional.empty(), 9)).hasSize(2);
    }
  }

  @Test
  void isReadWhileAnotherWrites() {
    try (RunIndex writer = RunIndex.open(file);
        RunIndex reader = RunIndex.open(file)) {
      for (int i = 0; i < 50; i++) {
        RunRow run = run("run-" + i, i, "done", OptionalLong.of(i));
        writer.put(run);
        assertThat(reader.newest(Optional.empty(), 1)).containsExactly(run);
      }
    }
  }

  @Test
  void refusesWhatIsNoIndexAndWhatANewerVersionMade() throws IOException, SQLException {
    RunIndex.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma user_version = 2");
    }
    assertThatThrownBy(() -> RunIndex.open(file))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("newer version");
    Path other = file.resolveSibling("other");
    Files.writeString(other, "no database ".repeat(1000));
    assertThatThrownBy(() -> RunIndex.open(other))
        .isInstanceOf(JournalFault.class)
        .hasMessageContaining("made anew from the runs");
  }
}
