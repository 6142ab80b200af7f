package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.transport.PseudoTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A write that is ended from outside while a pulse is on. The board is in this process, so that its
 * truth can be asked; the writer is a process of its own; bench time is the wall's time.
 */
@Tag("clock")
class InterruptedWriteTest {

  /** On for 20 s: a board that is safe long before was made safe, it did not finish the pulse. */
  private static final double LONG_PULSE_SECONDS = 20;

  /** How often a write is begun anew that a busy machine ended before anybody else could. */
  private static final int ATTEMPTS = 6;

  private final Path folder;
  private int attempt;
  private String heard = "";

  InterruptedWriteTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** What is done with one write. */
  private interface Attempt {
    void run() throws IOException, InterruptedException;
  }

  /**
   * A machine that keeps the writer from running for 100 ms makes the board's watchdog end the
   * write: then it is begun again, since what ends it here is to be somebody else.
   */
  private void unlessStalled(Attempt write) throws IOException, InterruptedException {
    while (true) {
      attempt++;
      try {
        write.run();
        return;
      } catch (AssertionError e) {
        if (attempt == ATTEMPTS || !heard.contains("fault=WATCHDOG")) {
          throw e;
        }
      }
    }
  }

  private void until(ChildProgram write, String what, BooleanSupplier condition) {
    boolean reached = write.reaches(what, condition);
    heard = write.out() + write.err();
    assertThat(reached).as("%s; %s", what, heard).isTrue();
  }

  private int exit(ChildProgram write) throws InterruptedException {
    int exit = write.exit();
    heard = write.out() + write.err();
    return exit;
  }

  @ParameterizedTest
  @CsvSource({"INT, 2, TCP", "INT, 2, PTY", "TERM, 15, TCP", "TERM, 15, PTY", "HUP, 1, PTY"})
  void leavesASafeBoardAndARecordOfHowFarItCame(String name, int number, Line line)
      throws IOException, InterruptedException {
    assumeTrue(line != Line.PTY || PseudoTerminal.supported(), "no pseudo-terminals here");
    ChildProgram.assumeHeeded(name, number);
    unlessStalled(() -> isEndedBy(name, number, line));
  }

  private void isEndedBy(String name, int number, Line line)
      throws IOException, InterruptedException {
    try (BoardHost host = BoardHost.on(line, BoardSpec.academic(), 1);
        ChildProgram write = write(host, 0.5)) {
      until(write, "a pulse that another followed", () -> pulses() >= 1 && driven(host));
      write.signal(name);
      assertThat(exit(write)).as(write.err()).isEqualTo(128 + number);
      BoardTruth stopped = host.board().truth();
      assertThat(stopped.safe()).isTrue();
      assertThat(stopped.running()).isFalse();
      assertThat(write.out()).isEmpty();
      assertThat(write.err())
          .contains("Interrupted: ", "Run folder: ")
          .doesNotContain("Exception", "internal error", "\tat ");
      theRunIsToldAsInterrupted(stopped);
      BoardTruth later = host.board().truth();
      assertThat(later.fluxesVoltSeconds()).isEqualTo(stopped.fluxesVoltSeconds());
      assertThat(later.benchSeconds()).isEqualTo(stopped.benchSeconds());
    }
  }

  /** A progress bar must not take the signal from the program. */
  @Test
  void controlCAtATerminalWithAProgressBarLeavesASafeBoard()
      throws IOException, InterruptedException {
    ChildProgram.assumeHeeded("INT", 2);
    unlessStalled(this::isEndedByControlC);
  }

  private void isEndedByControlC() throws IOException, InterruptedException {
    try (BoardHost host = BoardHost.on(Line.TCP, BoardSpec.academic(), 1);
        ChildProgram write = ChildProgram.startAtTerminal(folder, arguments(host, 0.5))) {
      until(
          write,
          "a bar and a pulse that another followed",
          () -> write.out().contains("write") && pulses() >= 1 && driven(host));
      write.type('\u0003');
      assertThat(exit(write)).as(write.out()).isEqualTo(130);
      assertThat(host.board().truth().safe()).isTrue();
      assertThat(RunRecord.read(run()).state()).isEqualTo(RunState.INTERRUPTED);
    }
  }

  /** Every pulse but the one that was cut short stands in the record. */
  private void theRunIsToldAsInterrupted(BoardTruth stopped) throws IOException {
    assertThat(RunRecord.read(run()).state()).isEqualTo(RunState.INTERRUPTED);
    // One that ended as the signal came may have been driven and not measured.
    long driven = (long) (stopped.benchSeconds() / 0.5);
    assertThat(pulses()).isBetween(driven - 1, driven);
    List<String> lines = Files.readAllLines(run().resolve("progress.jsonl"));
    assertThat(lines.get(lines.size() - 1))
        .contains("\"pulses-in-all\":" + pulses(), "\"measured-siemens\":", "\"cells-done\":");
  }

  /**
   * A host that dies without a word is found out by the board's watchdog of 100 ms, and the next
   * host is told.
   */
  @ParameterizedTest
  @CsvSource({"TCP", "PTY"})
  void aKilledHostIsFoundOutByTheBoard(Line line) throws IOException, InterruptedException {
    assumeTrue(line != Line.PTY || PseudoTerminal.supported(), "no pseudo-terminals here");
    unlessStalled(() -> isFoundOut(line));
  }

  private void isFoundOut(Line line) throws IOException, InterruptedException {
    try (BoardHost host = BoardHost.on(line, BoardSpec.academic(), 1);
        ChildProgram write = write(host, LONG_PULSE_SECONDS)) {
      until(write, "a pulse", () -> driven(host));
      write.signal("KILL");
      assertThat(write.exit()).isEqualTo(128 + 9);
      double died = host.board().truth().benchSeconds();
      Poll.until(() -> "a safe board", () -> host.board().truth().safe());
      BoardTruth safe = host.board().truth();
      assertThat(safe.running()).isFalse();
      // Bench time is wall time here. The watchdog's 100 ms had begun before the death was noticed;
      // the rest is for a machine that is busy with other things.
      assertThat(safe.benchSeconds() - died).isLessThan(0.1 + 0.9);
      assertThat(safe.benchSeconds()).isLessThan(LONG_PULSE_SECONDS);
      assertThat(RunRecord.read(run()).state()).isEqualTo(RunState.RUNNING);
      theJournalKnowsWhatNobodyKnows();
      CommandRun next = CommandRun.of("info", "--bench", host.uri());
      assertThat(next.exit()).as(next.err()).isZero();
      assertThat(next.out()).containsPattern("(?m)^earlier fault +(watchdog|session-lost)$");
    }
  }

  /** The pulse that was on when its host died is the one program of which nobody knows. */
  private void theJournalKnowsWhatNobodyKnows() throws IOException {
    CommandRun show = CommandRun.of("runs", "show", run().toString(), "--json");
    assertThat(show.exit()).as(show.err()).isZero();
    JsonNode shown = new ObjectMapper().readTree(show.out());
    assertThat(shown.get("state").asText()).isEqualTo("died");
    JsonNode journal = shown.get("journal");
    assertThat(journal.get("unknown").asLong()).as(show.out()).isEqualTo(1);
    assertThat(journal.get("done").asLong()).isEqualTo(journal.get("programs").asLong() - 1);
    assertThat(show.err()).contains("Nobody knows whether a program ran");
  }

  private ChildProgram write(BoardHost host, double pulseSeconds) throws IOException {
    return ChildProgram.start(folder, arguments(host, pulseSeconds));
  }

  private String[] arguments(BoardHost host, double pulseSeconds) throws IOException {
    Path bench =
        Files.writeString(
            folder.resolve("bench.yaml"),
            "bench: %s\nsignal:\n  pulse-seconds: %s\n".formatted(host.uri(), pulseSeconds));
    return new String[] {
      "write",
      "--json",
      "--target",
      "academic",
      "--bench",
      bench.toString(),
      "--run-dir",
      run().toString()
    };
  }

  private Path run() {
    return folder.resolve("run-" + attempt);
  }

  private static boolean driven(BoardHost host) {
    return !host.board().truth().safe();
  }

  private long pulses() {
    Path progress = run().resolve("progress.jsonl");
    if (!Files.exists(progress)) {
      return 0;
    }
    try (var lines = Files.lines(progress)) {
      return lines.filter(line -> line.contains("\"step\":\"pulse\"")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
