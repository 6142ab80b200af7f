package dev.fluxbar.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:05Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final RunFolder.Request REQUEST =
      new RunFolder.Request(
          "write",
          List.of("target.npz", "--epsilon", "0.05"),
          OptionalLong.of(7),
          "emulator:academic");

  private final Path data;

  RunFolderTest(@TempDir Path data) {
    this.data = data;
  }

  private RunFolder begin() {
    return RunFolder.begin(REQUEST, data, Optional.empty(), CLOCK);
  }

  @Test
  void saysFromTheStartWhatRuns() throws IOException {
    try (RunFolder run = begin()) {
      assertThat(run.path()).isEqualTo(data.resolve("runs").resolve("20260701-120005-write"));
      assertThat(run.path().resolve("run.json")).content().contains("\"state\" : \"running\"");
      RunRecord read = RunRecord.read(run.path());
      assertThat(read).isEqualTo(run.record());
      assertThat(read.started()).isEqualTo(NOON);
      assertThat(read.ended()).isEmpty();
      assertThat(read.seed()).hasValue(7);
      assertThat(read.arguments()).containsExactly("target.npz", "--epsilon", "0.05");
      assertThat(read.processId()).isEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void givesEachStepAFolderAndOneProgressToAll() throws IOException {
    try (RunFolder run = begin()) {
      RunFolder step = run.step("3.7.1", "infer");
      step.progress(Map.of("step", "pulse"));
      step.write("a.png", new byte[] {1});
      step.result(Map.of("pulses", 3));
      run.progress(Map.of("step", "ended"));
      step.end(RunState.FAILED, "a step does not end its run");
      step.close();

      assertThat(step.path()).isEqualTo(run.path().resolve("step-03.7.1-infer"));
      assertThat(step.path().resolve("a.png")).exists();
      assertThat(step.path().resolve("result.json")).content().contains("\"pulses\" : 3");
      assertThat(step.path().resolve("run.json")).doesNotExist();
      assertThat(step.record()).isEqualTo(run.record());
      assertThat(run.record().state()).isEqualTo(RunState.RUNNING);
      assertThat(Files.readAllLines(run.path().resolve("progress.jsonl")))
          .containsExactly(
              "{\"at\":\"2026-07-01T12:00:05Z\",\"sequence-step\":\"3.7.1\",\"step\":\"pulse\"}",
              "{\"at\":\"2026-07-01T12:00:05Z\",\"step\":\"ended\"}");
      assertThat(run.step("12", "read").path().getFileName()).hasToString("step-12-read");
      assertThatThrownBy(() -> run.step("../x", "read"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> run.step("1", "../x")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void countsRunsOfTheSameSecond() {
    try (RunFolder first = begin();
        RunFolder second = begin();
        RunFolder third = begin()) {
      assertThat(first.path().getFileName()).hasToString("20260701-120005-write");
      assertThat(second.path().getFileName()).hasToString("20260701-120005-write-2");
      assertThat(third.path().getFileName()).hasToString("20260701-120005-write-3");
      assertThat(RunPlace.all(data)).containsExactly(third.path(), second.path(), first.path());
    }
  }

  @Test
  void writesEachProgressLineAtOnce() throws IOException {
    try (RunFolder run = begin()) {
      Path progress = run.path().resolve("progress.jsonl");
      run.progress(Map.of("pulse", 1));
      assertThat(progress).hasContent("{\"at\":\"2026-07-01T12:00:05Z\",\"pulse\":1}");
      run.progress(Map.of("pulse", 2));
      assertThat(Files.readAllLines(progress)).hasSize(2);
    }
  }

  @Test
  void keepsTheFirstEnd() {
    RunFolder run = begin();
    run.end(RunState.PHYSICS_SAID_NO, "2 of 12 cells missed the target");
    run.end(RunState.DONE, "");
    run.progress(Map.of("late", true));
    run.close();
    run.close();
    RunRecord read = RunRecord.read(run.path());
    assertThat(read.state()).isEqualTo(RunState.PHYSICS_SAID_NO);
    assertThat(read.message()).isEqualTo("2 of 12 cells missed the target");
    assertThat(read.ended()).contains(NOON);
    assertThat(run.path().resolve("progress.jsonl")).isEmptyFile();
  }

  @Test
  void endsARunFromAnInterruptedThread() {
    RunFolder run = begin();
    Thread.currentThread().interrupt();
    try {
      run.progress(Map.of("pulse", 1));
      run.end(RunState.INTERRUPTED, "stopped by SIGINT");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(RunRecord.read(run.path()).state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(run.path().resolve("progress.jsonl")).content().contains("\"pulse\":1");
  }

  @Test
  void failsARunThatNoOneEnded() {
    RunFolder run = begin();
    run.close();
    assertThat(RunRecord.read(run.path()).state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void keepsResultsAndFiguresBesideTheRecord() throws IOException {
    try (RunFolder run = begin()) {
      run.result(Map.of("memductances-siemens", List.of(Matrix.of(new double[] {0.5, 3.5}))));
      Path figure = run.write("figure-6.png", new byte[] {1, 2, 3});
      assertThat(figure).hasBinaryContent(new byte[] {1, 2, 3});
      assertThat(run.path().resolve("result.json"))
          .content()
          .isEqualToIgnoringWhitespace("{\"memductances-siemens\" : [[[0.5,3.5]]]}");
      try (Stream<Path> files = Files.list(run.path())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("run.json", "progress.jsonl", "result.json", "figure-6.png");
      }
      assertThatThrownBy(() -> run.write("../x", new byte[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void takesANamedFolderOnlyIfItIsEmpty() throws IOException {
    Path named = data.resolve("a").resolve("b");
    try (RunFolder run = RunFolder.begin(REQUEST, data, Optional.of(named), CLOCK)) {
      assertThat(run.path()).isEqualTo(named);
    }
    assertThatThrownBy(() -> RunFolder.begin(REQUEST, data, Optional.of(named), CLOCK))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            named + ": --run-dir needs an empty folder and this one is not; name a new one");
    Path file = Files.writeString(data.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.begin(REQUEST, data, Optional.of(file), CLOCK))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("this is a file");
    assertThatThrownBy(
            () -> RunFolder.begin(REQUEST, data, Optional.of(file.resolve("below")), CLOCK))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("the folder cannot be made");
  }

  @Test
  void saysThatTheFolderIsGone() throws IOException {
    RunFolder run = begin();
    try (Stream<Path> files = Files.list(run.path())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(run.path());
    assertThatThrownBy(() -> run.end(RunState.DONE, ""))
        .isInstanceOf(RunRecordFault.class)
        .hasMessageContaining("run.json");
    run.close();
  }

  @Test
  void refusesARecordThatIsNone() throws IOException {
    assertThatThrownBy(() -> RunRecord.read(data))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("there is no such file");
    for (String text : List.of("{", "[]", "{\"state\":\"lost\"}", "{\"started\":\"noon\"}")) {
      Files.writeString(data.resolve("run.json"), text);
      assertThatThrownBy(() -> RunRecord.read(data))
          .as(text)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("this is not the record of a run");
    }
  }

  @Test
  void refusesACommandThatIsNoName() {
    assertThatThrownBy(
            () -> new RunFolder.Request("../x", List.of(), OptionalLong.empty(), "emulator:x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsTheDataFolderOfEachPlatform() {
    assertThat(DataFolder.of(Map.of(), "Linux", "/home/ada"))
        .isEqualTo(Path.of("/home/ada/.local/share/fluxbar"));
    assertThat(DataFolder.of(Map.of("XDG_DATA_HOME", "/data"), "Linux", "/home/ada"))
        .isEqualTo(Path.of("/data/fluxbar"));
    assertThat(DataFolder.of(Map.of("XDG_DATA_HOME", "relative"), "Linux", "/home/ada"))
        .isEqualTo(Path.of("/home/ada/.local/share/fluxbar"));
    assertThat(DataFolder.of(Map.of("LOCALAPPDATA", "/local"), "Windows 11", "/home/ada"))
        .isEqualTo(Path.of("/local/fluxbar"));
  }

  @Test
  void knowsItsVersion() {
    assertThat(SoftwareVersion.current()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
