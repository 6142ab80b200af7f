package dev.fluxbar.app.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.operation.AcademicExample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceReaderTest {
  private static final BenchFile BENCH = BenchFile.of(BenchFile.ACADEMIC);
  private static final SequenceFiles NONE = new SequenceInputs(new TreeMap<>());

  private static Sequence read(String yaml) {
    return SequenceReader.read("s.yaml", yaml, NONE, BENCH);
  }

  private static Sequence steps(String steps) {
    return read("name: s\nsteps:\n" + steps.indent(2));
  }

  @Test
  void readsStepsInTheirOrder() {
    Sequence sequence =
        steps(
            """
            - read
            - check:
            - wait: {minutes: 1.5}
            - loop: {times: 10, every-seconds: 60, steps: [{infer: {inputs-volts: [[1, -1]]}}]}
            - until: {value: certificate.passed, is: true, most: 20, steps: [read]}
            - write: {target-siemens: [[[1, 2], [3, 2], [1, 1]], [[1, 1, 1], [2, 2, 2]]]}
            - calibrate: {averages: 64, device: true, cell: [[1, 1, 1], [1, 2, 2]]}
            """);

    assertThat(sequence.steps())
        .extracting(Step::word)
        .containsExactly("read", "check", "wait", "loop", "until", "write", "calibrate");
    assertThat(sequence.steps().get(2)).isEqualTo(new Step.Wait(Duration.ofSeconds(90)));
    Step.Loop loop = (Step.Loop) sequence.steps().get(3);
    assertThat(loop.times()).isEqualTo(10);
    assertThat(loop.every()).isEqualTo(Duration.ofMinutes(1));
    Step.Until until = (Step.Until) sequence.steps().get(4);
    assertThat(until.condition())
        .isEqualTo(new Condition("certificate.passed", Condition.Comparison.IS, "true"));
    assertThat(until.most()).isEqualTo(20);
    assertThat(sequence.goesOn()).isFalse();
    assertThat(Step.turnedOut(sequence.steps())).isEqualTo(5 + 10 + 20);
    assertThat(read("name: s\non-failure: continue\nsteps: [read]").goesOn()).isTrue();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("steps: [read]", "s.yaml: key=name; this key is required, add it"),
        Arguments.of("name: s", "s.yaml: key=steps; this key is required, add it"),
        Arguments.of(
            "name: s\nsteps: []",
            "s.yaml: line=2, key=steps, value=a list; write a list, such as [1, 2]"),
        Arguments.of(
            "name: s\nstep: [read]",
            "s.yaml: line=2, key=step; there is no such key, did you mean steps?"),
        Arguments.of(
            "name: s\non-failure: ignore\nsteps: [read]",
            "s.yaml: line=2, key=on-failure, value=ignore; write one of: continue, stop"),
        Arguments.of(
            "name: \"a\\nb\"\nsteps: [read]",
            "s.yaml: line=1, key=name, value=a\nb; write one line of at most 80 characters"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refusesAMistakeInASentence(String yaml, String sentence) {
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(BadInput.class).hasMessage(sentence);
  }

  static Stream<Arguments> mistakenSteps() {
    return Stream.of(
        step("- raed: {}", "key=steps[1].raed; there is no such key, did you mean read?"),
        step(
            "- raed",
            "key=steps[1], value=raed; write one of read, write, infer, calibrate, check, wait,"
                + " loop, until behind the dash"),
        step(
            "- {read: {}, check: {}}",
            "key=steps[1], value=a mapping; write one of read, write, infer, calibrate, check,"
                + " wait, loop, until behind the dash, and one alone"),
        step(
            "- read: {avrages: 4}",
            "key=steps[1].read.avrages; there is no such key, did you mean averages?"),
        step(
            "- read: {averages: 0}",
            "key=steps[1].read.averages, value=0; write a whole number from 1 to 1000000"),
        step(
            "- read: {schedule: fast}",
            "key=steps[1].read.schedule, value=fast; write one of: cell, column, hadamard,"
                + " saturated"),
        step(
            "- read: {cell: [1, 0, 1]}",
            "key=steps[1].read.cell, value=0; write layer, row and column counted from 1, such as"
                + " [2, 1, 3]"),
        step(
            "- read: {repeat: 4}",
            "key=steps[1].read.repeat, value=4; this key is of use only with cell, remove it"),
        step(
            "- read: {read-volts: .nan}",
            "key=steps[1].read.read-volts, value=.nan; write a positive number"),
        step(
            "- read: {out: /etc/passwd}",
            "key=steps[1].read.out; there is no such key, known are averages, balance, cell,"
                + " line-correction, read-volts, repeat, schedule"),
        step(
            "- write: {epsilon-siemens: 1}",
            "key=steps[1].write; write one of the keys target, target-siemens, weights, cell"),
        step(
            "- write: {target: academic, cell: [1, 1, 1]}",
            "key=steps[1].write; the keys target, cell exclude each other, keep one"),
        step(
            "- write: {target: academic, siemens: 1}",
            "key=steps[1].write.siemens, value=1; this key is of use only with cell, remove it"),
        step(
            "- write: {target-siemens: [[[1, 2], [3]]]}",
            "key=steps[1].write.target-siemens[1], value=a list; this row has 1 numbers, the first"
                + " has 2; write as many in each"),
        step(
            "- write: {target: academic, method: magic}",
            "key=steps[1].write.method, value=magic; write one of: gated, model, proportional,"
                + " row"),
        step("- infer: {}", "key=steps[1].infer; write one of the keys inputs, inputs-volts"),
        step(
            "- infer: {inputs-volts: [1, 2]}",
            "key=steps[1].infer.inputs-volts, value=1; write a list, such as [1, 2]"),
        step(
            "- calibrate: {cells: 3}",
            "key=steps[1].calibrate.cells, value=3; this key is of use only with device: true,"
                + " remove it"),
        step(
            "- check: {pulses: yes}",
            "key=steps[1].check.pulses, value=yes; write one of: false, true"),
        step("- wait: {}", "key=steps[1].wait; write one of the keys seconds, minutes, hours"),
        step(
            "- wait: {hours: 8761}",
            "key=steps[1].wait.hours, value=8761; write a positive time of at most a year"),
        step(
            "- wait: {seconds: 0}",
            "key=steps[1].wait.seconds, value=0; write a positive time of at most a year"),
        step(
            "- loop: {times: 0, steps: [read]}",
            "key=steps[1].loop.times, value=0; write a whole number from 1 to 1000000"),
        step(
            "- until: {value: x, below: 1, above: 0, most: 2, steps: [read]}",
            "key=steps[1].until; the keys below, above exclude each other, keep one"),
        step(
            "- until: {value: x, below: low, most: 2, steps: [read]}",
            "key=steps[1].until.below, value=low; write a finite number"),
        step(
            "- loop: {times: 2, steps: [read, {wait: {second: 1}}]}",
            "key=steps[1].loop.steps[2].wait.second; there is no such key, did you mean seconds?"));
  }

  private static Arguments step(String yaml, String sentence) {
    return Arguments.of(yaml, "s.yaml: line=3, " + sentence);
  }

  @ParameterizedTest
  @MethodSource("mistakenSteps")
  void refusesAMistakenStepInASentence(String yaml, String sentence) {
    assertThatThrownBy(() -> steps(yaml)).isInstanceOf(BadInput.class).hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- loop: {steps: [read]}",
        "- loop: {times: 2}",
        "- until: {below: 1, most: 2, steps: [read]}",
        "- until: {value: x, below: 1, steps: [read]}",
        "- write: {cell: [1, 1, 1]}"
      })
  void namesAKeyThatIsMissing(String yaml) {
    assertThatThrownBy(() -> steps(yaml))
        .isInstanceOf(BadInput.class)
        .hasMessageMatching("s\\.yaml: key=steps\\[1]\\.[a-z]+\\.[a-z]+; this key is required.*");
  }

  /** Nothing may grow when it is read; each of these would fill any memory if it did. */
  @Test
  void refusesBombs() {
    String laughs = "name: s\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nsteps: [*c, *c]\n";
    assertThatThrownBy(() -> read(laughs)).hasMessageContaining("anchors (&) and aliases (*)");
    assertThatThrownBy(() -> read("name: s\nsteps: " + "[".repeat(100_000)))
        .isInstanceOf(BadInput.class)
        .hasMessageMatching(".*(nested deeper than 16 levels|Nesting Depth exceeded).*");
    assertThatThrownBy(() -> read("name: s\nsteps: [read] #" + "x".repeat(1 << 18)))
        .hasMessage("s.yaml: bytes=%d; this file may have at most 262144 bytes", (1 << 18) + 23);
    assertThatThrownBy(() -> read("name: s\nsteps: [" + "read, ".repeat(1000) + "read]"))
        .hasMessageEndingWith("at most 1000 steps may be written, use loops");
    assertThatThrownBy(() -> read("name: !!java.net.URL [http://x]\nsteps: [read]"))
        .hasMessageContaining("types (!) are not allowed");
  }

  @Test
  void countsTurnsWithinTurnsAgainstOneMillion() {
    String thousand = "{loop: {times: 1000, steps: [%s]}}";
    assertThat(Step.turnedOut(steps("- " + thousand.formatted(thousand.formatted("read"))).steps()))
        .isEqualTo(1_000_000);
    assertThatThrownBy(() -> steps("- read\n- " + thousand.formatted(thousand.formatted("read"))))
        .hasMessage(
            "s.yaml: steps=1000001 with all turns; at most 1000000 may be asked, lower times or"
                + " most");
  }

  @Test
  void countsMoreTurnsThanAnyNumberHolds() {
    Step step = new Step.Wait(Duration.ofSeconds(1));
    for (int i = 0; i < 4; i++) {
      step = new Step.Loop(1_000_000, Duration.ZERO, List.of(step));
    }
    assertThat(Step.turnedOut(List.of(step, step))).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../inputs.csv",
        "/etc/passwd",
        "a/../../inputs.csv",
        ".hidden.csv",
        "a//b.csv",
        "a\\b.csv",
        "C:inputs.csv",
        "a/",
        "~/inputs.csv"
      })
  void refusesANameThatLeavesTheFolder(String name, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("inputs.csv"), "1,1\n");
    Path own = folder.resolve("own");
    Files.createDirectories(own.resolve("a"));
    assertThatThrownBy(
            () ->
                SequenceReader.read(
                    "name: s\nsteps: [{infer: {inputs: '%s'}}]".formatted(name),
                    new FolderFiles(own),
                    BENCH))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("name a file of the sequence's own folder or below");
  }

  @Test
  void keepsEveryFileSoThatItCanBeReadAgain(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Path inputs = Files.writeString(folder.resolve("data/inputs.csv"), "1,-1\n");
    String yaml = "name: s\nsteps: [{infer: {inputs: data/inputs.csv}}]";
    Sequence first = SequenceReader.read(yaml, new FolderFiles(folder), BENCH);
    Files.delete(inputs);

    Sequence again = SequenceReader.read(first.yaml(), first.inputs(), BENCH);

    assertThat(again.inputs().names()).containsExactly("data/inputs.csv");
    assertThat(new String(again.inputs().read("data/inputs.csv"), StandardCharsets.UTF_8))
        .isEqualTo("1,-1\n");
    again.inputs().read("data/inputs.csv")[0] = 'x';
    assertThat(again.inputs().read("data/inputs.csv")[0]).isEqualTo((byte) '1');
    assertThatThrownBy(() -> again.inputs().read("other.csv"))
        .hasMessageContaining("it is not among the files that came with the sequence");
  }

  @Test
  void readsATargetThatNumPyHasWritten(@TempDir Path folder) throws IOException {
    NetworkFiles.write(folder.resolve("t.npz"), AcademicExample.TARGET);
    String yaml = "name: s\nsteps: [{write: {target: t.npz}}]";
    assertThat(SequenceReader.read(yaml, new FolderFiles(folder), BENCH).inputs().names())
        .containsExactly("t.npz");
    Files.write(folder.resolve("t.npz"), new byte[] {'P', 'K', 3, 4});
    assertThatThrownBy(() -> SequenceReader.read(yaml, new FolderFiles(folder), BENCH))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("t.npz: this is not a whole zip archive");
  }
}
