package dev.fluxbar.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.journal.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("clock")
class LabTest {

  private static final String READ = "steps: [{read: {}}]";

  /** Long enough to be caught at work, and ended by each test. */
  private static final String LONG = "steps: [{loop: {times: 100000, steps: [{read: {}}]}}]";

  private static final String SLOW_BOARD =
      """
      topology: independent
      arrays:
        - {rows: 4, columns: 4}
      pace: real-time
      """;

  private final Path data;

  LabTest(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void doesWhatItIsAsked() throws Exception {
    try (TestLab lab = TestLab.open(data, "a")) {
      RunView ordered = lab.order("a", READ);
      assertThat(ordered.state()).isEqualTo("queued");
      assertThat(ordered.estimate()).containsKeys("bench-seconds");
      RunView ended = lab.awaitEnd(ordered.id());
      assertThat(ended.state()).as(ended.message()).isEqualTo("done");
      assertThat(ended.work().programs()).isPositive();
      assertThat(RunRecord.read(lab.lab().folder(ended.id())).state()).isEqualTo(RunState.DONE);
      assertThat(lab.lab().cells("a")).isPresent();
      assertThat(lab.lab().cells("a").get().siemens()).hasSize(2);
      assertThat(lab.lab().cells("a").get().changeSiemens()).isEmpty();
      lab.awaitEnd(lab.order("a", READ).id());
      // Reading changes nothing that its resolution could show.
      assertThat(lab.lab().cells("a").get().changeSiemens().get(0).at(0, 0)).isZero();
    }
  }

  @Test
  void largerPrioritiesComeFirst() throws Exception {
    try (TestLab lab = TestLab.open(data, "a")) {
      RunView running = lab.order("a", LONG);
      lab.awaitState(running.id(), "running");
      RunView low = lab.order("a", READ, 0);
      RunView alike = lab.order("a", READ, 0);
      RunView high = lab.order("a", READ, 50);
      assertThat(lab.lab().bench("a").queue()).containsExactly(high.id(), low.id(), alike.id());
      lab.lab().abort(running.id(), false, Optional.empty());
      assertThat(lab.awaitEnd(running.id()).state()).isEqualTo("aborted");
      lab.awaitEnd(alike.id());
      assertThat(lab.lab().run(high.id()).began().orElseThrow())
          .isBeforeOrEqualTo(lab.lab().run(low.id()).began().orElseThrow());
    }
  }

  @Test
  void aPausedRunDrivesNothing() throws Exception {
    try (TestLab lab = TestLab.open(data, "a")) {
      RunView run = lab.order("a", LONG);
      lab.awaitState(run.id(), "running");
      lab.lab().pause(run.id(), Optional.empty());
      long held = lab.settledPrograms(run.id());
      assertThat(lab.lab().run(run.id()).state()).isEqualTo("paused");
      assertThat(lab.programsAfterAnotherBenchesRead(run.id())).isEqualTo(held);
      lab.lab().resume(run.id(), Optional.empty());
      lab.awaitPrograms(run.id(), held + 1);
      lab.lab().abort(run.id(), false, Optional.empty());
      assertThat(lab.awaitEnd(run.id()).state()).isEqualTo("aborted");
    }
  }

  @Test
  void anAbortAtOnceLeavesABenchThatWorks() throws Exception {
    try (TestLab lab = TestLab.open(data, "a")) {
      lab.awaitEnd(lab.order("a", "steps: [{write: {target: academic}}]").id());
      var written = lab.lab().cells("a").orElseThrow().siemens();
      RunView run = lab.order("a", LONG);
      lab.awaitState(run.id(), "running");
      lab.lab().abort(run.id(), true, Optional.empty());
      assertThat(lab.awaitEnd(run.id()).state()).isEqualTo("aborted");
      RunView after = lab.awaitEnd(lab.order("a", READ).id());
      assertThat(after.state()).as(after.message()).isEqualTo("done");
      // It is the same array: what was written is still there, but for a plateau that was cut.
      assertThat(lab.lab().cells("a").orElseThrow().siemens().get(0).at(0, 1))
          .isCloseTo(written.get(0).at(0, 1), org.assertj.core.data.Offset.offset(0.5));
    }
  }

  @Test
  void whatAnAbortLeftUnknownIsReadBeforeAnythingElse() throws Exception {
    Path board = Files.writeString(data.resolve("slow.yaml"), SLOW_BOARD);
    Path bench =
        Files.writeString(
            data.resolve("bench.yaml"),
            "bench: emulator:%s\nsignal: {tau-seconds: 0.05}\n".formatted(board));
    try (TestLab lab = TestLab.of(data, 0, BenchFile.named(bench.toString()), "a")) {
      RunView cut;
      RunView waits;
      List<RunView> readings;
      int attempts = 0;
      do {
        // A busy machine may let an abort come before the only program, which then never begins.
        assertThat(++attempts).isLessThan(20);
        cut = lab.order("a", READ);
        lab.awaitState(cut.id(), "running");
        Thread.sleep(100L * attempts);
        waits = lab.order("a", READ);
        lab.lab().abort(cut.id(), true, Optional.empty());
        assertThat(lab.awaitEnd(cut.id()).state()).isEqualTo("aborted");
        assertThat(lab.awaitEnd(waits.id()).state()).isEqualTo("done");
        readings =
            lab.lab().runs().stream().filter(run -> run.by().equals(CellsFirst.READER)).toList();
      } while (readings.isEmpty());
      assertThat(readings).hasSize(1);
      assertThat(readings.get(0).state()).isEqualTo("done");
      assertThat(readings.get(0).ended().orElseThrow())
          .isBeforeOrEqualTo(lab.lab().run(waits.id()).began().orElseThrow());
    }
  }

  @Test
  void aHeldQueueBeginsNothing() throws Exception {
    try (TestLab lab = TestLab.open(data, "a", "b")) {
      lab.lab().hold("a", Optional.empty());
      RunView waits = lab.order("a", READ);
      lab.awaitEnd(lab.order("b", READ).id());
      assertThat(lab.lab().run(waits.id()).state()).isEqualTo("queued");
      lab.lab().release("a", Optional.empty());
      assertThat(lab.awaitEnd(waits.id()).state()).isEqualTo("done");
    }
  }

  @Test
  void whoHasSeenAnEarlierRevisionIsToldSo() throws Exception {
    try (TestLab lab = TestLab.open(data, "a")) {
      RunView run = lab.order("a", LONG);
      long seen = lab.awaitState(run.id(), "running").revision();
      lab.lab().pause(run.id(), Optional.of(seen));
      assertThatThrownBy(() -> lab.lab().abort(run.id(), false, Optional.of(seen)))
          .isInstanceOf(Collision.class)
          .hasMessageContaining("revision=" + seen);
      assertThat(lab.lab().run(run.id()).state()).isEqualTo("paused");
      lab.lab().abort(run.id(), false, Optional.empty());
      lab.awaitEnd(run.id());
      assertThatThrownBy(() -> lab.lab().abort(run.id(), false, Optional.empty()))
          .isInstanceOf(Collision.class)
          .hasMessageContaining("it has ended");
    }
  }

  @Test
  void aFullDiskStopsARunBeforeItBegins() throws Exception {
    String waits;
    try (TestLab lab = TestLab.with(data, Long.MAX_VALUE, "a");
        LabEvents.Listener listener = lab.lab().events().listen()) {
      waits = lab.order("a", READ).id();
      while (!lab.lab().bench("a").message().startsWith("disk: free-bytes=")) {
        listener.next(100);
      }
      assertThat(lab.lab().run(waits).state()).isEqualTo("queued");
      assertThat(lab.lab().diskFull()).isTrue();
    }
    try (TestLab lab = TestLab.open(data, "a")) {
      assertThat(lab.awaitEnd(waits).state()).isEqualTo("done");
      assertThat(lab.lab().bench("a").message()).isEmpty();
    }
  }

  @Test
  void whatIsScheduledIsOrderedAgainAndAgain() throws Exception {
    String first;
    try (TestLab lab = TestLab.open(data, "a")) {
      RunOrder order =
          new RunOrder(
              lab.lab().sequence("a", "name: s\n" + READ), 0, false, AfterCrash.WAIT, "test");
      Schedule added = lab.lab().schedules().add("a", order, Schedule.every("1s"));
      first = lab.awaitSchedule(added.id(), 2).lastRun();
      assertThat(lab.awaitEnd(first).state()).isEqualTo("done");
    }
    try (TestLab lab = TestLab.open(data, "a")) {
      Schedule kept = lab.lab().schedules().all().get(0);
      assertThat(kept.ordered()).isGreaterThanOrEqualTo(2);
      lab.awaitSchedule(kept.id(), kept.ordered() + 1);
      lab.lab().schedules().remove(kept.id());
      assertThat(lab.lab().schedules().all()).isEmpty();
      assertThatThrownBy(() -> lab.lab().schedules().remove(kept.id())).isInstanceOf(NoSuch.class);
    }
    try (TestLab lab = TestLab.open(data, "a")) {
      assertThat(lab.lab().schedules().all()).isEmpty();
    }
  }

  @Test
  void ofAFastRunTheNewestIsToldAndItsLogHasAll() throws Exception {
    int turns = 300; // some thousand events, far beyond what is told at once
    String yaml = "steps: [{loop: {times: %d, steps: [{read: {cell: [1, 1, 1]}}]}}]";
    try (TestLab lab = TestLab.open(data, "a");
        LabEvents.Listener listener = lab.lab().events().listen()) {
      String run = lab.order("a", yaml.formatted(turns)).id();
      List<LabEvent> heard = new ArrayList<>();
      LabEvent next;
      do {
        // Far beyond what a loaded machine needs.
        next = Objects.requireNonNull(listener.next(60_000), "nothing was heard");
        heard.add(next);
      } while (!(next.type().equals("run") && next.data().containsKey("ended")));
      assertThat(listener.next(0)).as("nothing of a run is told behind its end").isNull();
      for (String type : List.of("step", "step-ended")) {
        List<LabEvent> ofType = heard.stream().filter(event -> event.type().equals(type)).toList();
        long leftOut =
            ofType.stream()
                .mapToLong(event -> (Long) event.data().getOrDefault("left-out", 0L))
                .sum();
        assertThat(ofType.size() + leftOut).as(type).isEqualTo(turns);
        assertThat(ofType.get(ofType.size() - 1).data())
            .as("the last is never left out")
            .containsEntry("step", "1.%d.1".formatted(turns));
      }
      List<String> states =
          heard.stream()
              .filter(event -> event.type().equals("run"))
              .map(event -> String.valueOf(event.data().get("state")))
              .toList();
      assertThat(states).containsExactly("queued", "running", "done");
      assertThat(Files.readAllLines(lab.lab().folder(run).resolve(LabAudience.FILE)))
          .filteredOn(line -> line.startsWith("Step "))
          .hasSize(turns);
    }
  }

  @Test
  void refusesTimesThatNobodyCanMean() {
    for (String every : List.of("", "6", "0h", "-1s", "1w", "99999999s", "4000d", "1.5h")) {
      assertThatThrownBy(() -> Schedule.every(every)).as(every).isInstanceOf(BadInput.class);
    }
  }

  @Test
  void whatWaitsInTheQueueOutlivesTheLab() throws Exception {
    String waits;
    try (TestLab lab = TestLab.open(data, "a")) {
      lab.lab().hold("a", Optional.empty());
      waits = lab.order("a", READ).id();
    }
    try (TestLab lab = TestLab.open(data, "a")) {
      assertThat(lab.awaitEnd(waits).state()).isEqualTo("done");
    }
  }

  @Test
  void aRunThatTheLabEndedGoesOnWhereItWas() throws Exception {
    String yaml =
        "steps: [{read: {}}, {loop: {times: 300, steps: [{read: {cell: [1, 1, 1]}}]}}, {read: {}}]";
    String run;
    try (TestLab lab = TestLab.open(data, "a")) {
      run = lab.order("a", yaml, 0, AfterCrash.CONTINUE).id();
      lab.awaitPrograms(run, 10);
    }
    assertThat(RunRecord.read(data.resolve("runs").resolve(run)).state())
        .isEqualTo(RunState.INTERRUPTED);
    try (TestLab lab = TestLab.open(data, "a")) {
      RunView ended = lab.awaitEnd(run);
      assertThat(ended.state()).as(ended.message()).isEqualTo("done");
    }
  }

  @Test
  void whatABenchCannotDoIsNotOrdered() {
    try (TestLab lab = TestLab.open(data, "a")) {
      assertThatThrownBy(() -> lab.order("a", "steps: [{read: {cell: [9, 9, 9]}}]"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("step 1, read");
      assertThat(lab.lab().runs()).isEmpty();
      assertThatThrownBy(() -> lab.order("nobody", READ)).isInstanceOf(NoSuch.class);
    }
  }

  @Test
  void filesOfOthersAreOutOfReach() throws Exception {
    Files.writeString(data.resolve("secret.csv"), "1,2\n");
    try (TestLab lab = TestLab.open(data, "a")) {
      for (String name :
          List.of("../secret.csv", "/etc/passwd", "..", ".hidden.csv", "a/b.csv", "x.class", "")) {
        assertThatThrownBy(() -> lab.lab().uploads().put(name, new byte[] {1}))
            .as(name)
            .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> lab.order("a", "steps: [{infer: {inputs: '%s'}}]".formatted(name)))
            .as(name)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void anUploadIsWhatARunTakesWithIt() throws Exception {
    try (TestLab lab = TestLab.open(data, "a")) {
      lab.lab()
          .uploads()
          .put("inputs.csv", "-1,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      lab.lab().hold("a", Optional.empty());
      RunView run = lab.order("a", "steps: [{infer: {inputs: inputs.csv}}]");
      lab.lab().uploads().delete("inputs.csv");
      lab.lab().release("a", Optional.empty());
      assertThat(lab.awaitEnd(run.id()).state()).isEqualTo("done");
    }
  }

  @Test
  void anOrderThatWasNeverWholeIsAborted() throws IOException {
    String id;
    try (TestLab lab = TestLab.open(data, "a")) {
      lab.lab().hold("a", Optional.empty());
      id = lab.order("a", READ).id();
    }
    Path folder = data.resolve("runs").resolve(id);
    Files.delete(folder.resolve(OrderFolder.FILE)); // the last that is written of it
    try (TestLab lab = TestLab.open(data, "a")) {
      assertThat(lab.lab().runs()).isEmpty();
    }
    assertThat(RunRecord.read(folder).state()).isEqualTo(RunState.ABORTED);
  }

  @Test
  void aDamagedLogEndsItsRunAndHasEveryCellRead() throws IOException, InterruptedException {
    String id;
    try (TestLab lab = TestLab.open(data, "a")) {
      lab.lab().hold("a", Optional.empty());
      id = lab.order("a", READ).id();
    }
    Path folder = data.resolve("runs").resolve(id);
    RunFolder.mark(folder, RunState.RUNNING, "", Clock.systemUTC());
    Files.writeString(folder.resolve(RunLog.FILE), "this is no log of this program");
    try (TestLab lab = TestLab.open(data, "a")) {
      assertThat(lab.lab().runs()).hasSize(1);
      RunView reading = lab.lab().runs().get(0);
      assertThat(reading.by()).isEqualTo(CellsFirst.READER);
      assertThat(lab.awaitEnd(reading.id()).state()).isEqualTo("done");
    }
    assertThat(RunRecord.read(folder).state()).isEqualTo(RunState.FAILED);
  }
}
