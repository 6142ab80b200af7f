package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.bench.board.JobFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of a pulse when its host goes, on the firmware in C in real time: safe within
 * watchdog time and a millisecond, latched, and not a tick more by anything that comes later. Times
 * are the board's own.
 */
@Timeout(120)
@Tag("clock")
class FirmwareSafetyTest {
  private static final double PULSE_SECONDS = 20;
  private static final int MOST_ATTEMPTS = 5;
  private static final long JOB = 0x5afe_0000_0001L;
  private static final Limits LIMITS = new Limits(4, 100, 100, 1000, Duration.ofMillis(100));

  private final Path folder;
  private int writes;

  FirmwareSafetyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** One try at a host that is lost in the middle of a pulse; whether it got so far. */
  private interface Attempt {
    boolean reachesAPulse(ObservedBoard board) throws Exception;
  }

  /**
   * A machine that keeps a host from its heartbeats for a tenth of a second ends the pulse before
   * it is to be ended: then the host gets another board.
   */
  private static void tried(Attempt attempt) throws Exception {
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      try (ObservedBoard board = ObservedBoard.start()) {
        if (attempt.reachesAPulse(board)) {
          return;
        }
      }
    }
    throw new AssertionError("no pulse lasted, in %d attempts".formatted(MOST_ATTEMPTS));
  }

  @Test
  void aPortThatIsClosedInAPulseLeavesASafeBoard() throws Exception {
    tried(
        board -> {
          SerialTransport line = board.line();
          return cutInAPulse(board, line, line::close);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aLineThatIsCutInAPulseLeavesASafeBoard(SeveredLine.Cut cut) throws Exception {
    tried(
        board -> {
          SeveredLine line = new SeveredLine(board.line());
          return cutInAPulse(board, line, () -> line.cut(cut));
        });
  }

  private static boolean cutInAPulse(ObservedBoard board, ByteTransport line, Runnable cut)
      throws Exception {
    CompletableFuture<Void> host = CompletableFuture.runAsync(() -> fire(line));
    Poll.until(() -> "a pulse", () -> host.isDone() || board.inALongPulse());
    if (host.isDone()) {
      return false;
    }
    JsonNode during = board.truth();
    cut.run();
    JsonNode safe = board.onceSafe();
    ObservedBoard.wentSafeInTime(safe);
    ObservedBoard.gotWhatWasOn(during, safe);
    assertThatThrownBy(() -> host.get(ChildProgram.DEADLINE_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(JobFault.class);
    assertThat(theNextHostIsTold(board, safe)).isEqualTo(JOB);
    return true;
  }

  /** A pulse of 1 V on the first cell, by a host of this process. */
  private static void fire(ByteTransport line) {
    NetworkShape shape = NetworkShape.sizes(2, 3, 2);
    ArraySwitches one = ArraySwitches.only(shape.array(0), 0, 0);
    Program pulse =
        Program.builder()
            .then(new Step.Switches(SwitchSetting.open(shape).with(0, one)))
            .drive(0, Volts.of(1, 0))
            .then(new Step.Pulse(PULSE_SECONDS, false, List.of()))
            .build();
    HostLink link = new HostLink(line, 4711, NanoClock.system(), LinkTimes.DEFAULT);
    try (BoardBench bench = BoardBench.open(link, Activation.TANH, LIMITS, JOB)) {
      bench.run(pulse);
    }
  }

  @Test
  void aHostThatIsKilledInAPulseLeavesASafeBoard() throws Exception {
    tried(this::killedInAPulse);
  }

  private boolean killedInAPulse(ObservedBoard board) throws Exception {
    try (ChildProgram write = write(board)) {
      if (!write.reaches("a pulse", board::inALongPulse)) {
        return false;
      }
      JsonNode during = board.truth();
      write.signal("KILL");
      JsonNode safe = board.onceSafe();
      ObservedBoard.wentSafeInTime(safe);
      ObservedBoard.gotWhatWasOn(during, safe);
      assertThat(write.exit()).isEqualTo(128 + 9);
      theNextHostIsTold(board, safe);
      return true;
    }
  }

  /** It finds its job lost when it wakes, and has nothing that it could send again. */
  @Test
  void aHostThatIsFrozenInAPulseLeavesASafeBoardAndResumesNothing() throws Exception {
    tried(this::frozenInAPulse);
  }

  private boolean frozenInAPulse(ObservedBoard board) throws Exception {
    try (ChildProgram write = write(board)) {
      if (!write.reaches("a pulse", board::inALongPulse)) {
        return false;
      }
      JsonNode during = board.truth();
      write.signal("STOP");
      JsonNode safe = board.onceSafe();
      ObservedBoard.wentSafeInTime(safe);
      ObservedBoard.gotWhatWasOn(during, safe);
      write.signal("CONT");
      assertThat(write.exit()).as(write.err()).isEqualTo(ExitCode.BENCH_FAULT);
      assertThat(write.err()).contains("WATCHDOG", "open the bench again and read the cells");
      board.isAsItWas(safe);
      theNextHostIsTold(board, safe);
      return true;
    }
  }

  /** The fault and its job; a START of the job fires nothing, latched or cleared. */
  private static long theNextHostIsTold(ObservedBoard board, JsonNode safe) throws IOException {
    HostLink link = new HostLink(board.line(), 815, NanoClock.system(), LinkTimes.DEFAULT);
    BoardMessage.Identity identity = link.connect();
    assertThat(identity.fault()).isEqualTo(ErrorCode.WATCHDOG);
    long job = identity.faultJob();
    assertThat(job).isNotZero();
    link.send(new HostMessage.Start(job));
    assertThat(link.receive(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.LATCHED);
    link.close();
    CommandRun info = CommandRun.of("info", "--json", "--bench", board.uri());
    assertThat(info.exit()).as(info.err()).isZero();
    assertThat(new ObjectMapper().readTree(info.out()).get("earlier-fault").asText())
        .isEqualTo("watchdog");
    HostLink cleared = new HostLink(board.line(), 816, NanoClock.system(), LinkTimes.DEFAULT);
    assertThat(cleared.connect().fault()).isEqualTo(ErrorCode.NONE);
    cleared.send(new HostMessage.Start(job));
    assertThat(cleared.receive(BoardMessage.Job.class))
        .isEqualTo(new BoardMessage.Job(job, JobState.FAULTED));
    cleared.close();
    board.isAsItWas(safe);
    return job;
  }

  private ChildProgram write(ObservedBoard board) throws IOException {
    Path bench =
        Files.writeString(
            folder.resolve("bench.yaml"),
            "bench: %s\nsignal:\n  pulse-seconds: %s\n".formatted(board.uri(), PULSE_SECONDS));
    return ChildProgram.start(
        folder,
        "write",
        "--target",
        "academic",
        "--bench",
        bench.toString(),
        "--run-dir",
        folder.resolve("run-" + ++writes).toString());
  }
}
