package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.transport.TcpListener;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boards that are taken, deaf, mad, foreign, or lose their power: exit code 3 and a reason. */
class BrokenBenchTest {
  private final Path folder;

  BrokenBenchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private CommandRun run(String command, String uri) {
    return CommandRun.of(
        (command + " --json --bench " + uri + " --run-dir " + folder.resolve("run")).split(" "));
  }

  private static void broken(CommandRun run, String pattern) {
    assertThat(run.err()).containsPattern(pattern);
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BENCH_FAULT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("Exception", "internal error", "\tat ");
    assertThat(run.err().lines().filter(line -> line.startsWith("fluxbar: "))).hasSize(1);
  }

  private static void assumeTerminals() {
    assumeTrue(PseudoTerminal.supported(), "this system has no pseudo-terminals");
  }

  @Test
  void aBoardThatNeverAnswersIsGivenUp() {
    assumeTerminals();
    try (PseudoTerminal deaf = new PseudoTerminal()) {
      deaf.open();
      broken(
          run("read", "serial:" + deaf.slave()),
          "(no answer within 2000 ms|answer=none, waited-milliseconds=2000).*check the cable");
    }
  }

  @Test
  void aBoardThatAnswersGarbageIsToldFromADeafOne() {
    byte[] garbage = new byte[40];
    Arrays.fill(garbage, (byte) 'x');
    garbage[39] = 0;
    try (TcpListener listener = new TcpListener(0)) {
      answering(listener, hello -> garbage);
      broken(run("read", "tcp://127.0.0.1:" + listener.port()), "bytes=.*check the baud rate");
    }
  }

  @Test
  void aBoardOfAnotherMajorVersionIsNamedAndLeftAlone() {
    assumeTerminals();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      answering(terminal, BrokenBenchTest::foreign);
      broken(
          run("write --target academic", "serial:" + terminal.slave()),
          "board=stranger.*protocol=%d\\.".formatted(Protocol.MAJOR + 1)
              + ".*same protocol version");
    }
  }

  private static byte[] foreign(Frame hello) {
    BoardMessage.Identity identity =
        new BoardMessage.Identity(
            5,
            Protocol.MAJOR + 1,
            0,
            1,
            false,
            0,
            ErrorCode.NONE,
            0,
            16,
            8192,
            "stranger",
            "later");
    return FrameCodec.encode(
        new Frame(0, identity.type(), hello.session(), 0, 0, identity.payload()));
  }

  /** What a scripted board answers to HELLO. */
  private interface Script {
    byte[] answer(Frame hello);
  }

  /** Opens the line and answers every HELLO on it, until it is closed. */
  private static void answering(ByteTransport line, Script script) {
    line.open();
    Thread board =
        new Thread(
            () -> {
              FrameDecoder decoder = new FrameDecoder();
              byte[] buffer = new byte[1024];
              for (int n = line.read(buffer); n >= 0; n = line.read(buffer)) {
                decoder.accept(buffer, 0, n, decoded -> reply(line, script, decoded));
              }
            },
            "scripted-board");
    board.setDaemon(true);
    board.start();
  }

  private static void reply(ByteTransport line, Script script, Decoded decoded) {
    if (decoded instanceof Decoded.Valid valid && valid.frame().type() == HostMessage.Hello.TYPE) {
      byte[] answer = script.answer(valid.frame());
      line.write(answer, 0, answer.length);
    }
  }

  @Test
  void aPortThatIsTakenIsRefused() {
    assumeTerminals();
    secondHostIsRefused(Line.PTY, "port=taken");
  }

  @Test
  void aListeningBoardThatHasAHostRefusesTheNext() {
    secondHostIsRefused(Line.TCP, "another host is probably connected|taken");
  }

  private void secondHostIsRefused(Line line, String pattern) {
    try (BoardHost host = BoardHost.on(line, BoardSpec.academic(), 0);
        OpenBench first =
            OpenBench.open(BenchFile.named(host.uri()), Line.MEMORY, OptionalLong.empty())) {
      BoardTruth before = host.board().truth();
      broken(run("write --target academic", host.uri()), pattern);
      assertThat(host.board().truth().benchSeconds()).isEqualTo(before.benchSeconds());
      // The first host goes on as if nothing had been.
      assertThat(first.bench().description().boardId()).isEqualTo("academic");
    }
  }

  @Test
  void aPortThatIsListenedOnAlreadyIsRefusedToTheEmulator() {
    try (TcpListener taken = new TcpListener(0)) {
      taken.open();
      broken(CommandRun.of("emulate", "--json", "--tcp", "" + taken.port()), "listen=refused");
    }
  }

  /** At pace 1 a pulse lasts a second: the reboot comes in the middle of one. */
  @Test
  void aBoardThatRebootsInAWriteEndsItAndStaysSafe() throws IOException, InterruptedException {
    try (BoardHost host = BoardHost.on(Line.TCP, BoardSpec.academic(), 1)) {
      Thread power =
          new Thread(
              () -> {
                Poll.until(() -> "a pulse", () -> !host.board().truth().safe());
                host.board().reboot();
              },
              "power");
      power.start();
      broken(
          run("write --target academic", host.uri()),
          "has rebooted.*read the cells again before you write");
      power.join();
      assertThat(host.board().truth().safe()).isTrue();
      assertThat(host.board().truth().benchSeconds()).isLessThan(1);
      assertThat(RunRecord.read(folder.resolve("run")).state()).isEqualTo(RunState.FAILED);
    }
  }
}
