package dev.fluxbar.link.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.link.host.LinkException.Kind;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole link with its threads, against far ends that do what a test says. */
@Timeout(30)
class HostLinkTest {

  /** Short, for what ends by a deadline. What ends by an answer has 30 s before it is a failure. */
  private static final LinkTimes SHORT =
      new LinkTimes(
          Duration.ofMillis(300),
          Duration.ofMillis(20),
          Duration.ofMillis(300),
          Duration.ofMillis(5));

  private static final LinkTimes PATIENT =
      new LinkTimes(
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(5));

  private final MemoryTransport.Pair pair = MemoryTransport.pair("link");

  private HostLink link(LinkTimes times) {
    return new HostLink(pair.host(), 4711, NanoClock.system(), times);
  }

  private ScriptedBoard board(ScriptedBoard.Script script) {
    return new ScriptedBoard(pair.board(), script);
  }

  @AfterEach
  void closeTheLine() {
    pair.host().close();
    pair.board().close();
  }

  private static void breaks(Kind kind, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
        .hasMessageMatching("(?s)link: port=[^ ]+, .*; .*");
  }

  @Test
  void takesTheFirstOfSeveralLateIdentities() {
    int[] hellos = {0};
    board(
        (b, message) -> {
          if (message instanceof HostMessage.Hello && ++hellos[0] == 3) {
            b.say(ScriptedBoard.identity());
            b.say(ScriptedBoard.identity());
            b.say(ScriptedBoard.identity());
          } else if (message instanceof HostMessage.Query) {
            b.say(new BoardMessage.Job(5, JobState.DONE));
          } else if (!(message instanceof HostMessage.Hello)) {
            b.answerPolitely(message);
          }
        });
    try (HostLink link = link(PATIENT)) {
      assertThat(link.connect().boardId()).isEqualTo("scripted");
      link.send(new HostMessage.Query(5));
      assertThat(link.receive(BoardMessage.Job.class).state()).isEqualTo(JobState.DONE);
    }
  }

  @Test
  void anOwnerMayThinkForAnHourBetweenTwoMessages() {
    board(
        (b, message) -> {
          if (message instanceof HostMessage.Query query) {
            b.say(new BoardMessage.Job(query.job(), JobState.DONE));
          } else {
            b.answerPolitely(message);
          }
        });
    AtomicLong thoughtNanos = new AtomicLong();
    NanoClock clock = () -> System.nanoTime() + thoughtNanos.get();
    try (HostLink link = new HostLink(pair.host(), 4711, clock, PATIENT)) {
      link.connect();
      for (int i = 0; i < 3; i++) {
        thoughtNanos.addAndGet(Duration.ofHours(1).toNanos());
        link.send(new HostMessage.Query(i));
        assertThat(link.receive(BoardMessage.Job.class).job()).isEqualTo(i);
      }
    }
  }

  @Test
  void passesBootBannersAndGarbageBetweenFrames() {
    Random random = new Random(1);
    board(
        (b, message) -> {
          b.bytes("U-Boot 2021.01\r\nlogin: ".getBytes(StandardCharsets.US_ASCII));
          byte[] noise = new byte[600];
          random.nextBytes(noise);
          b.bytes(noise);
          b.bytes(new byte[1]);
          if (message instanceof HostMessage.Query query) {
            b.say(new BoardMessage.Job(query.job(), JobState.DONE));
          } else {
            b.answerPolitely(message);
          }
        });
    try (HostLink link = link(PATIENT)) {
      link.connect();
      for (int i = 0; i < 50; i++) {
        link.send(new HostMessage.Query(i));
        assertThat(link.receive(BoardMessage.Job.class).job()).isEqualTo(i);
      }
      assertThat(link.counts().rejected()).isGreaterThan(50);
    }
  }

  @Test
  void aBannerGluedToTheFirstAnswerCostsOneHello() {
    boolean[] said = {false};
    board(
        (b, message) -> {
          if (!said[0]) {
            said[0] = true;
            b.bytes("hello, world".getBytes(StandardCharsets.US_ASCII));
          }
          b.answerPolitely(message);
        });
    try (HostLink link = link(PATIENT)) {
      assertThat(link.connect().boardId()).isEqualTo("scripted");
    }
  }

  @Test
  void tellsGarbageFromSilence() {
    board((b, message) -> b.bytes("ERR: what?\r\n".getBytes(StandardCharsets.US_ASCII)));
    HostLink link = link(SHORT);
    assertThatThrownBy(link::connect)
        .hasMessageContaining("frames=0, first-bytes=4552523a2077686174")
        .hasMessageEndingWith("check the baud rate and that the board runs Fluxbar firmware")
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GARBAGE));
  }

  @Test
  void aBoardThatNeverAnswersIsSilent() {
    board((b, message) -> {});
    breaks(Kind.SILENT, link(SHORT)::connect);
  }

  @Test
  void aBoardThatNeverReadsHoldsUpNobody() {
    ByteTransport stuck = new StuckTransport();
    HostLink link = new HostLink(stuck, 1, NanoClock.system(), SHORT);
    assertThatThrownBy(link::connect).hasMessageContaining("the far end does not read");
    link.close();
  }

  @Test
  void aPseudoTerminalThatNobodyReadsHoldsUpNobody() {
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      terminal.open();
      String port = terminal.slave().toString();
      LinkTimes often =
          new LinkTimes(
              Duration.ofMillis(500),
              Duration.ofNanos(100_000),
              Duration.ofMillis(500),
              Duration.ofMillis(1));
      HostLink link =
          new HostLink(new SerialTransport(port, 1_000_000), 1, NanoClock.system(), often);
      breaks(Kind.SILENT, link::connect);
    }
  }

  @Test
  void namesAForeignBoard() {
    for (BoardMessage.Identity foreign :
        new BoardMessage.Identity[] {
          ScriptedBoard.identity(2, Protocol.TABLE_HASH, false, ErrorCode.NONE),
          ScriptedBoard.identity(Protocol.MAJOR, 0x12345678, false, ErrorCode.NONE),
          ScriptedBoard.identity(Protocol.MAJOR, 0x12345678, true, ErrorCode.NONE)
        }) {
      MemoryTransport.Pair line = MemoryTransport.pair("foreign");
      ScriptedBoard board = new ScriptedBoard(line.board(), (b, message) -> b.say(foreign));
      HostLink link = new HostLink(line.host(), 1, NanoClock.system(), PATIENT);
      assertThatThrownBy(link::connect)
          .hasMessageContaining("board=scripted, firmware=script 1")
          .hasMessageEndingWith("install firmware and host software of the same protocol version");
      link.close();
      board.close();
    }
  }

  @Test
  void aRebootInTheMiddleIsNamed() {
    boolean[] rebooted = {false};
    board(
        (b, message) -> {
          if (message instanceof HostMessage.Start) {
            rebooted[0] = true;
          }
          if (rebooted[0]) {
            b.say(new BoardMessage.NoSession(ScriptedBoard.BOOT + 1));
          } else {
            b.answerPolitely(message);
          }
        });
    HostLink link = link(PATIENT);
    link.connect();
    link.send(new HostMessage.Start(1));
    breaks(Kind.REBOOTED, link::receive);
    breaks(Kind.REBOOTED, link::receive);
    assertThat(link.broken()).isPresent();
    link.close();
    link.close();
  }

  @Test
  void anotherHostEndsTheSession() {
    board(
        (b, message) -> {
          if (message instanceof HostMessage.Query) {
            b.say(new BoardMessage.NoSession(ScriptedBoard.BOOT));
          } else {
            b.answerPolitely(message);
          }
        });
    HostLink link = link(PATIENT);
    link.connect();
    link.send(new HostMessage.Query(1));
    breaks(Kind.SESSION_LOST, link::receive);
    link.close();
  }

  @Test
  void aPipeThatEndsBreaksTheLinkAfterWhatItCarried() {
    board(
        (b, message) -> {
          if (message instanceof HostMessage.Query) {
            b.say(new BoardMessage.Job(1, JobState.DONE));
            b.close();
          } else {
            b.answerPolitely(message);
          }
        });
    HostLink link = link(PATIENT);
    link.connect();
    link.send(new HostMessage.Query(1));
    assertThat(link.receive(BoardMessage.Job.class).job()).isEqualTo(1);
    breaks(Kind.GONE, link::receive);
    link.close();
  }

  @Test
  void aPipeThatEndsDuringHelloIsGone() {
    board((b, message) -> b.close());
    breaks(Kind.GONE, link(PATIENT)::connect);
  }

  @Test
  void anotherAnswerThanWasAskedForIsNonsense() {
    board(
        (b, message) -> {
          if (message instanceof HostMessage.Query) {
            b.say(new BoardMessage.Armed(1));
          } else {
            b.answerPolitely(message);
          }
        });
    HostLink link = link(PATIENT);
    link.connect();
    link.send(new HostMessage.Query(1));
    breaks(Kind.NONSENSE, () -> link.receive(BoardMessage.Job.class));
    link.close();
  }

  @Test
  void abortedBeforeItConnectsItDoesNot() {
    HostLink link = link(PATIENT);
    link.abort();
    breaks(Kind.ABORTED, link::connect);
    link.close();
  }

  @Test
  void abortedDuringHelloItEndsAtOnce() throws InterruptedException {
    CountDownLatch helloCame = new CountDownLatch(1);
    board((b, message) -> helloCame.countDown());
    HostLink link = link(PATIENT);
    Thread other =
        new Thread(
            () -> {
              try {
                helloCame.await();
                link.abort();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    other.start();
    breaks(Kind.ABORTED, link::connect);
    other.join();
    link.close();
  }

  @Test
  void anInterruptTellsTheBoardToGoSafeAndStaysPending() {
    ScriptedBoard board = board(ScriptedBoard::answerPolitely);
    HostLink link = link(PATIENT);
    link.connect();
    Thread.currentThread().interrupt();
    breaks(Kind.INTERRUPTED, link::receive);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    link.close();
    assertThat(Thread.interrupted()).as("still pending after close").isTrue();
    assertThat(board.messages).anyMatch(HostMessage.Abort.class::isInstance);
    assertThat(board.messages).anyMatch(HostMessage.Bye.class::isInstance);
  }

  @Test
  void aLostGoodbyeIsSaidByNoSession() {
    ScriptedBoard board =
        board(
            (b, message) -> {
              if (message instanceof HostMessage.Bye) {
                b.say(new BoardMessage.NoSession(ScriptedBoard.BOOT));
              } else {
                b.answerPolitely(message);
              }
            });
    HostLink link = link(PATIENT);
    link.connect();
    link.close();
    assertThat(board.messages).anyMatch(HostMessage.Bye.class::isInstance);
  }

  @Test
  void aBoardWithoutGoodbyeHoldsUpNobody() {
    board(
        (b, message) -> {
          if (!(message instanceof HostMessage.Bye)) {
            b.answerPolitely(message);
          }
        });
    HostLink link = link(SHORT);
    link.connect();
    link.close();
    link.close();
  }

  @Test
  void isNotUsedBeforeItIsConnectedOrAfterItIsClosed() {
    HostLink link = link(SHORT);
    assertThatThrownBy(link::receive).isInstanceOf(IllegalStateException.class);
    link.close();
    assertThatThrownBy(() -> link.send(new HostMessage.Bye()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new HostLink(pair.host(), 0, NanoClock.system(), SHORT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReaderThatFailsBreaksTheLink() {
    breaks(
        Kind.GONE, new HostLink(new FailingTransport(), 1, NanoClock.system(), PATIENT)::connect);
  }

  /** A pipe whose driver never takes a byte and never gives one, until it is closed. */
  private static final class StuckTransport implements ByteTransport {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public String name() {
      return "stuck";
    }

    @Override
    public void open() {}

    private void stick() {
      boolean interrupted = false;
      while (closed.getCount() > 0) {
        try {
          closed.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public int read(byte[] buffer) {
      stick();
      return -1;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      stick();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  /** A driver that fails in a way that nobody thought of. */
  private static final class FailingTransport implements ByteTransport {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public void open() {}

    @Override
    public int read(byte[] buffer) {
      throw new IllegalStateException("driver");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public void close() {}
  }
}
