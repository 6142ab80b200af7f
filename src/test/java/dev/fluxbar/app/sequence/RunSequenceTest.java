package dev.fluxbar.app.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.fault.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences on the emulated board of the academic example. */
class RunSequenceTest {
  private static final BenchFile BENCH = BenchFile.of(BenchFile.ACADEMIC);
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-07-01T12:00:05Z"), ZoneOffset.UTC);

  /** What each inference looks like in these tests: one input, fast. */
  private static final String INFER = "infer: {inputs-volts: [[-1, 1]]}";

  private final VirtualPauses pauses = new VirtualPauses();
  private final RecordedSteps diary = new RecordedSteps();
  private final Path folder;
  private int runs;

  RunSequenceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Sequence sequence(String steps) {
    return SequenceReader.read("name: s\n" + steps, new SequenceInputs(new TreeMap<>()), BENCH);
  }

  private static OpenBench open() {
    return OpenBench.open(BENCH, Line.MEMORY, OptionalLong.of(1));
  }

  private OperationResult run(Sequence sequence, OpenBench open) {
    runs++;
    RunFolder.Request request =
        new RunFolder.Request("run", List.of(), OptionalLong.empty(), "emulator:academic");
    try (RunFolder run = RunFolder.begin(request, folder, Optional.of(place()), NOON)) {
      return new RunSequence(sequence, diary, pauses, Audience.NOBODY).run(open, run);
    }
  }

  /** The folder of the last run. */
  private Path place() {
    return folder.resolve("run-" + runs);
  }

  private OperationResult run(String steps) {
    try (OpenBench open = open()) {
      return run(sequence(steps), open);
    }
  }

  private static List<String> told(OperationResult result) {
    return Documents.steps(result).stream()
        .map(one -> one.get("step") + " " + one.get("word") + " " + one.get("reached"))
        .toList();
  }

  @Test
  void doesStepsAndTurnsInTheirOrder() {
    OperationResult result =
        run(
            """
            steps:
              - write: {cell: [1, 1, 1], siemens: 2.5}
              - loop:
                  times: 2
                  steps:
                    - wait: {seconds: 3}
                    - loop: {times: 2, steps: [{%s}]}
              - read: {cell: [1, 1, 1]}
            """
                .formatted(INFER));

    assertThat(result.reached()).isTrue();
    assertThat(told(result))
        .containsExactly(
            "1 write true",
            "2.1.1 wait true",
            "2.1.2.1.1 infer true",
            "2.1.2.2.1 infer true",
            "2.2.1 wait true",
            "2.2.2.1.1 infer true",
            "2.2.2.2.1 infer true",
            "3 read true");
    assertThat(diary.began).hasSize(8).startsWith("1 write", "2.1.1 wait").endsWith("3 read");
    assertThat(pauses.sleeps).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    assertThat(result.values()).containsEntry("wait-seconds", 6.0).containsEntry("steps-ended", 8L);
    assertThat(Documents.number(result.values(), "pulses")).isPositive();
  }

  @Test
  void leavesTheFilesOfEachStepInAFolderOfItsOwn() throws IOException {
    run(
        "steps: [{loop: {times: 2, steps: [{%s}]}}, {write: {cell: [1, 1, 1], siemens: 2.5}}]"
            .formatted(INFER));

    assertThat(place().resolve("step-01.2.1-infer/outputs.csv")).exists();
    assertThat(place().resolve("step-01.2.1-infer/result.json"))
        .content()
        .contains("outputs-volts");
    assertThat(place().resolve("inputs/sequence.yaml")).content().startsWith("name: s\nsteps:");
    assertThat(Files.readAllLines(place().resolve("progress.jsonl")))
        .anyMatch(line -> line.contains("\"sequence-step\":\"2\",\"step\":\"pulse\""))
        .anyMatch(line -> line.contains("\"step\":\"began\",\"sequence-step\":\"1.2.1\""))
        .anyMatch(line -> line.contains("\"step\":\"ended\",\"sequence-step\":\"2\""));
    try (var files = Files.list(place())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "inputs",
              "progress.jsonl",
              "run.json",
              "step-01.1.1-infer",
              "step-01.2.1-infer",
              "step-02-write");
    }
  }

  @Test
  void goesRoundUntilAValueIsAsWanted() {
    // One pulse a turn: each turn goes on from where the cell is, so a later one gets there.
    OperationResult result =
        run(
            """
            on-failure: continue
            steps:
              - until:
                  value: max-write-error-siemens
                  below: 0.05
                  most: 50
                  steps: [{write: {cell: [1, 1, 1], siemens: 3.2, pulses: 2}}]
            """);

    List<String> told = told(result);
    int turns = told.size() - 1;
    assertThat(turns).as("%s", told).isBetween(2, 49);
    assertThat(told.get(0)).isEqualTo("1.1.1 write false");
    assertThat(told.subList(turns - 1, turns + 1))
        .containsExactly("1.%d.1 write true".formatted(turns), "1 until true");
    assertThat(Documents.steps(result).get(turns).get("result"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("turns", (long) turns);
  }

  @Test
  void saysWhenAValueIsNotReached() {
    OperationResult result =
        run(
            "steps: [{until: {value: certificate.passed, is: false, most: 3, steps: [{read:"
                + " {cell: [1, 1, 1]}}]}}, read]");

    assertThat(result.reached()).isFalse();
    assertThat(told(result)).hasSize(4).last().isEqualTo("1 until false");
    assertThat(result.message())
        .isEqualTo(
            "step 1, until: certificate.passed is false, turns=3, last=true; it was not reached,"
                + " allow more turns or ask for less");
  }

  @Test
  void endsAtOnceWhereNoResultHasTheValue() {
    OperationResult result =
        run(
            "steps: [{until: {value: certificate.pased, is: true, most: 30, steps: [{read:"
                + " {cell: [1, 1, 1]}}]}}, read]");

    assertThat(told(result)).hasSize(2);
    assertThat(result.message())
        .isEqualTo(
            "step 1, until: value=certificate.pased, turns=1; no result of its steps has this"
                + " value, did you mean certificate.passed?");
  }

  @Test
  void endsWherePhysicsSaidNoUnlessToldToGoOn() {
    String steps =
        "steps: [{write: {cell: [1, 1, 1], siemens: 3.2, pulses: 1}}, {read: {cell: [1, 1, 1]}}]";

    OperationResult stopped = run(steps);
    diary.ended.clear();
    OperationResult gone = run("on-failure: continue\n" + steps);

    assertThat(told(stopped)).containsExactly("1 write false");
    assertThat(told(gone)).containsExactly("1 write false", "2 read true");
    assertThat(gone.reached()).isFalse();
    assertThat(gone.message()).startsWith("step 1, write: ").isEqualTo(stopped.message());
  }

  /** Killed after every step in turn, it goes on each time and does no step twice. */
  @Test
  void goesOnAfterACrashWithoutDoingAStepTwice() {
    Sequence sequence =
        sequence(
            """
            steps:
              - write: {cell: [1, 1, 1], siemens: 2.5}
              - loop: {times: 3, every-seconds: 9, steps: [{%s}, {wait: {seconds: 1}}]}
              - until: {value: certificate.passed, is: true, most: 4, steps: [{%s}, {read: {cell: [1, 1, 1]}}]}
            """
                .formatted(INFER, "infer: {inputs-volts: [[0.5, 1]]}"));
    List<String> whole = new ArrayList<>();
    OperationResult straight;
    try (OpenBench open = open()) {
      straight = run(sequence, open);
      whole.addAll(diary.began);
    }
    // 1 + 3 turns of two + one turn of two.
    assertThat(whole).hasSize(9);
    diary.ended.clear();
    List<String> done = new ArrayList<>();

    for (int life = 0; life < whole.size(); life++) {
      diary.dyingAfter(1);
      try (OpenBench open = open()) {
        if (life < whole.size() - 1) {
          assertThatThrownBy(() -> run(sequence, open)).isInstanceOf(BenchFault.class);
        } else {
          assertThat(told(run(sequence, open))).isEqualTo(told(straight));
        }
      }
      done.addAll(diary.began);
    }

    assertThat(done).isEqualTo(whole);
  }

  @Test
  void keepsTheBeginningsOfTurnsApart() {
    run("steps: [{loop: {times: 3, every-seconds: 10, steps: [{wait: {seconds: 4}}]}}]");
    assertThat(pauses.sleeps).extracting(Duration::toSeconds).containsExactly(4L, 6L, 4L, 6L, 4L);
  }

  @Test
  void doesNotCatchUpWithTurnsThatTookTooLong() {
    run("steps: [{loop: {times: 3, every-seconds: 3, steps: [{wait: {seconds: 4}}]}}]");
    assertThat(pauses.sleeps).extracting(Duration::toSeconds).containsExactly(4L, 4L, 4L);
  }

  @Test
  void plansWhatItThenDoes() {
    Sequence sequence =
        sequence(
            """
            steps:
              - read: {schedule: column}
              - loop: {times: 3, every-seconds: 5, steps: [{%s}, {wait: {seconds: 2}}]}
              - read: {cell: [2, 1, 3]}
            """
                .formatted(INFER));
    try (OpenBench open = open()) {
      RunSequence operation = new RunSequence(sequence, diary, pauses, Audience.NOBODY);
      operation.check(open);
      Map<String, Object> plan = operation.plan(open).values();
      assertThat(diary.began).isEmpty();
      assertThat(open.truth().orElseThrow().benchSeconds()).isZero();

      Map<String, Object> done = run(sequence, open).values();

      assertThat(plan).containsEntry("steps-at-most", 8L).containsEntry("pulses-at-most", 0L);
      assertThat(done).containsEntry("steps-ended", 8L).containsEntry("pulses", 0L);
      // Bench time is counted in ticks of a microsecond, and some hundred plateaus are rounded.
      assertThat(Documents.number(done, "bench-seconds"))
          .isCloseTo(Documents.number(plan, "bench-seconds"), within(1e-3));
      // Three waits, and two pauses that fill turns up to five seconds; inferences take no time.
      assertThat(plan).containsEntry("wait-seconds", 2.0 + 2 * 5.0);
      assertThat(pauses.nowNanos()).isEqualTo(12_000_000_000L);
    }
  }

  @Test
  void plansWithTheMostTurnsOfAnUntil() {
    Sequence sequence =
        sequence(
            """
            steps:
              - until:
                  value: max-write-error-siemens
                  below: 0.05
                  most: 7
                  steps: [{loop: {times: 2, steps: [{write: {cell: [1, 1, 1], siemens: 3}}]}}]
            """);
    String one = "steps: [{write: {cell: [1, 1, 1], siemens: 3}}]";
    try (OpenBench open = open()) {
      Map<String, Object> plan = plan(sequence, open);
      Map<String, Object> once = plan(sequence(one), open);
      assertThat(Documents.number(plan, "pulses-at-most"))
          .isEqualTo(14 * Documents.number(once, "pulses-at-most"));
      assertThat(plan).containsEntry("exact", false);
    }
  }

  private Map<String, Object> plan(Sequence sequence, OpenBench open) {
    return new RunSequence(sequence, diary, pauses, Audience.NOBODY).plan(open).values();
  }

  @Test
  void refusesAStepThatTheBenchCannotDoBeforeAnythingIsDriven() {
    Sequence sequence =
        sequence(
            "steps: [read, {loop: {times: 2, steps: [read, {write: {cell: [9, 1, 1], siemens: 1}}]}}]");
    try (OpenBench open = open()) {
      assertThatThrownBy(
              () -> new RunSequence(sequence, diary, pauses, Audience.NOBODY).check(open))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("step 2.1.2, write: cell: layer 9, row 1, column 1");
      assertThat(open.truth().orElseThrow().benchSeconds()).isZero();
    }
  }

  @Test
  void doesTheExampleOfTheCalibrationFolder() throws IOException {
    Path examples = Path.of("calibration", "sequences");
    Sequence nightly =
        SequenceReader.read(
            Files.readString(examples.resolve("nightly.yaml")), new FolderFiles(examples), BENCH);
    OperationResult result;
    try (OpenBench open = open()) {
      result = run(nightly, open);
    }
    assertThat(told(result))
        .containsExactly(
            "1 check true",
            "2 read true",
            "3.1.1 write true",
            "3 until true",
            "4.1.1 infer true",
            "4.2.1 infer true",
            "4.3.1 infer true",
            "5 wait true",
            "6 read true");
    assertThat(pauses.sleeps).extracting(Duration::toSeconds).containsExactly(2L, 2L, 1L);
    assertThat(place().resolve("inputs/inputs.csv"))
        .hasSameBinaryContentAs(examples.resolve("inputs.csv"));
  }

  @Test
  void waitsForALostBenchAsLongAsItsMostPatientStep() {
    String steps =
        "steps: [read, {loop: {times: 2, steps: [{write: {target: academic, reconnect-seconds: 2.5}}]}}]";
    assertThat(new RunSequence(sequence(steps), diary, pauses, Audience.NOBODY).patience())
        .isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void endsAWaitThatIsStopped() {
    Pauses real = Pauses.real();
    RunSequence operation =
        new RunSequence(sequence("steps: [{wait: {hours: 1}}]"), diary, real, Audience.NOBODY);
    operation.interrupted();
    try (OpenBench open = open();
        RunFolder run =
            RunFolder.begin(
                new RunFolder.Request("run", List.of(), OptionalLong.empty(), "x"),
                folder,
                Optional.empty(),
                NOON)) {
      assertThatThrownBy(() -> operation.run(open, run))
          .isInstanceOf(BenchFault.class)
          .hasMessageStartingWith("wait: seconds=3600.0; the run was stopped");
    }
    assertThat(diary.ended).isEmpty();
  }
}
