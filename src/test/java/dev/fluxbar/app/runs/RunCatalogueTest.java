package dev.fluxbar.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.journal.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCatalogueTest {
  private final Path data;

  RunCatalogueTest(@TempDir Path data) {
    this.data = data;
  }

  private RunFolder begin(String command, int second) {
    Clock clock =
        Clock.fixed(Instant.parse("2026-11-22T03:00:00Z").plusSeconds(second), ZoneOffset.UTC);
    RunFolder.Request request =
        new RunFolder.Request(command, List.of(), OptionalLong.empty(), "serial:/dev/ttyACM0");
    return RunFolder.begin(request, data, Optional.empty(), clock);
  }

  private List<String> listed(Optional<String> state, int most) {
    return new RunCatalogue(data)
        .list(state, most).stream().map(run -> run.command() + " " + run.state()).toList();
  }

  @Test
  void knowsWhatItWasNeverTold() {
    begin("read", 1).end(RunState.DONE, "");
    begin("write", 2).end(RunState.FAILED, "the line broke");
    assertThat(listed(Optional.empty(), 9)).containsExactly("write failed", "read done");
    assertThat(listed(Optional.of("failed"), 9)).containsExactly("write failed");
    assertThat(listed(Optional.empty(), 1)).containsExactly("write failed");
    begin("infer", 3).end(RunState.DONE, "");
    assertThat(listed(Optional.of("done"), 9)).containsExactly("infer done", "read done");
  }

  @Test
  void followsARunFromItsBeginToItsEnd() {
    RunCatalogue catalogue = new RunCatalogue(data);
    RunFolder run = begin("read", 1);
    catalogue.tell(run.path());
    assertThat(listed(Optional.of("running"), 9)).containsExactly("read running");
    run.end(RunState.INTERRUPTED, "by a person");
    assertThat(listed(Optional.empty(), 9)).containsExactly("read interrupted");
    String id = RunPlace.name(run.path());
    assertThat(catalogue.find(id)).map(RunRow::message).contains("by a person");
    assertThat(catalogue.find("nonsense")).isEmpty();
  }

  @Test
  void forgetsARunWhoseFolderIsGone() throws IOException {
    RunFolder run = begin("read", 1);
    run.end(RunState.DONE, "");
    assertThat(listed(Optional.empty(), 9)).hasSize(1);
    Files.delete(run.path().resolve("run.json"));
    assertThat(listed(Optional.empty(), 9)).isEmpty();
  }

  /** Every byte of the first page may be anything. */
  @Test
  void makesADamagedIndexAnewAndKeepsTheOld() throws IOException {
    begin("read", 1).end(RunState.DONE, "");
    assertThat(listed(Optional.empty(), 9)).hasSize(1);
    Files.writeString(data.resolve(RunCatalogue.FILE), "no database at all".repeat(400));
    assertThat(listed(Optional.empty(), 9)).containsExactly("read done");
    assertThat(data.resolve(RunCatalogue.FILE + ".damaged")).exists();
    Files.delete(data.resolve(RunCatalogue.FILE));
    assertThat(listed(Optional.empty(), 9)).containsExactly("read done");
  }

  /** A folder in the index's place: no database can be had there. */
  @Test
  void theFoldersAnswerWhereNoIndexCanBeHad() throws IOException {
    Files.createDirectories(data.resolve(RunCatalogue.FILE).resolve("in the way"));
    RunFolder run = begin("read", 1);
    new RunCatalogue(data).tell(run.path());
    run.end(RunState.DONE, "");
    assertThat(listed(Optional.of("done"), 9)).containsExactly("read done");
    assertThat(new RunCatalogue(data).find(RunPlace.name(run.path()))).isPresent();
  }

  /** Each catalogue has a connection of its own, as each process has. */
  @Test
  void manyTellAndAskAtOnce() throws Exception {
    List<RunFolder> runs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      runs.add(begin("read", i));
    }
    ExecutorService all = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (RunFolder run : runs) {
        ends.add(
            all.submit(
                () -> {
                  RunCatalogue own = new RunCatalogue(data);
                  own.tell(run.path());
                  run.end(RunState.DONE, "");
                  own.tell(run.path());
                  return own.list(Optional.empty(), 99);
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      all.shutdownNow();
    }
    assertThat(listed(Optional.of("done"), 99)).hasSize(12);
  }
}
