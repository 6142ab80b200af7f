package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Message;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.Protocol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("clock")
class EmulatedBoardTest {
  private final BoardSpec spec = BoardSpec.academic().withSeed(1);
  private final MemoryTransport.Pair pipe = MemoryTransport.pair("board-test");
  private ByteTransport line = pipe.host();
  private FrameDecoder decoder = new FrameDecoder();
  private final Deque<BoardMessage> heard = new ArrayDeque<>();
  private final HostMessage.Limits limits =
      new HostMessage.Limits(100, 1_000_000_000, 10_000_000_000L, 1L << 50, List.of(32767, 32767));
  private int next;
  private int expected;
  private int session = 7;

  /** Time stands still unless a test moves it: no watchdog, no repetition. */
  private volatile long nanos;

  private EmulatedBoard board = new EmulatedBoard(spec, pipe.board(), 0, () -> nanos);

  @BeforeEach
  void open() {
    line.open();
  }

  @AfterEach
  void close() {
    line.close();
    board.close();
  }

  private void send(HostMessage message) {
    int flags = (message.sequenced() ? Frame.SEQUENCED : 0) | Frame.ACKNOWLEDGES;
    int sequence = message.sequenced() ? next++ : 0;
    byte[] bytes = FrameCodec.encode(frame(message, flags, sequence));
    line.write(bytes, 0, bytes.length);
  }

  private Frame frame(Message message, int flags, int sequence) {
    return new Frame(flags, message.type(), session, sequence, expected, message.payload());
  }

  private <M extends BoardMessage> M await(Class<M> type) {
    byte[] buffer = new byte[4096];
    while (true) {
      for (BoardMessage message = heard.poll(); message != null; message = heard.poll()) {
        if (type.isInstance(message)) {
          return type.cast(message);
        }
      }
      int count = line.read(buffer);
      assertThat(count).as("waiting for %s", type).isPositive();
      decoder.accept(buffer, 0, count, this::hear);
    }
  }

  private void hear(Decoded decoded) {
    Frame frame = ((Decoded.Valid) decoded).frame();
    if (frame.sequenced() && frame.sequence() == expected) {
      expected++;
    }
    heard.add(BoardMessage.decode(frame));
  }

  private BoardMessage.Identity hello() {
    send(
        new HostMessage.Hello(
            Protocol.MAJOR, Protocol.MINOR, Protocol.TABLE_HASH, 1000, 1_000_000));
    BoardMessage.Identity identity = await(BoardMessage.Identity.class);
    send(new HostMessage.Confirm(identity.sessionKey()));
    return identity;
  }

  private void arm(long job, TestProgram program) {
    send(limits);
    send(program.load(job));
    send(new HostMessage.LoadData(job, 0, program.image()));
    send(new HostMessage.Verify(job, program.proof(limits)));
    send(new HostMessage.Arm(job));
    await(BoardMessage.Armed.class);
  }

  @Test
  void runsAJobOverItsPipe() {
    board.open();
    assertThat(hello().accepted()).isTrue();
    arm(5, TestProgram.ready(spec, 8000, 0).then(new Operation.Pulse(true, 250_000, 0)));
    send(new HostMessage.Start(5));
    assertThat(await(BoardMessage.Results.class).records()).hasSize(2);
    assertThat(await(BoardMessage.Done.class).ticks()).isEqualTo(250_000);
    assertThat(board.truth().fluxesVoltSeconds().get(0).at(0, 0)).isEqualTo(0.25);
    assertThat(board.truth().safe()).isTrue();
  }

  @Test
  void abortReachesABoardInTheMiddleOfALongJob() {
    board.open();
    hello();
    TestProgram hours =
        TestProgram.ready(spec, 1, 0)
            .then(new Operation.Loop(4_000_000_000L, 1), new Operation.Pulse(false, 2, 0));
    arm(5, hours);
    send(new HostMessage.Start(5));
    await(BoardMessage.Started.class);
    send(new HostMessage.Abort(1));
    await(BoardMessage.Status.class);
    assertThat(board.truth().safe()).isTrue();
    assertThat(board.truth().running()).isFalse();
  }

  @Test
  void goesSafeWhenItsHostGoesAway() throws InterruptedException {
    board = new EmulatedBoard(spec, pipe.board(), 1.0, () -> nanos);
    board.open();
    hello();
    arm(5, TestProgram.ready(spec, 8000, 0).then(new Operation.Pulse(false, 1_000_000, 0)));
    send(new HostMessage.Start(5));
    await(BoardMessage.Started.class);
    assertThat(board.truth().driveVolts().get(0)).containsExactly(1.0, 0.0);
    line.close();
    while (board.truth().running()) {
      Thread.onSpinWait();
    }
    assertThat(board.truth().safe()).isTrue();
    assertThat(board.truth().fluxesVoltSeconds().get(0).at(0, 0)).isZero();
  }

  @Test
  void aRebootIsSeenByItsBootId() {
    board.open();
    long bootId = hello().bootId();
    board.reboot();
    send(new HostMessage.Heartbeat(1));
    assertThat(await(BoardMessage.NoSession.class).bootId())
        .isEqualTo(board.bootId())
        .isNotEqualTo(bootId);
  }

  @Test
  void servesOneHostAfterTheOtherOnAPseudoTerminal() {
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
    PseudoTerminal terminal = new PseudoTerminal();
    board = new EmulatedBoard(spec, terminal);
    board.open();
    for (int job = 1; job <= 3; job++) {
      line = new SerialTransport(terminal.slave().toString(), 1_000_000);
      line.open();
      session = job;
      next = 0;
      expected = 0;
      decoder = new FrameDecoder();
      heard.clear();
      assertThat(hello().accepted()).isTrue();
      arm(job, TestProgram.ready(spec, 8000, 0).then(new Operation.Pulse(true, 1000, 0)));
      send(new HostMessage.Start(job));
      assertThat(await(BoardMessage.Done.class).job()).isEqualTo(job);
      line.close();
    }
    assertThat(board.truth().fluxesVoltSeconds().get(0).at(0, 0)).isCloseTo(0.003, within(1e-12));
  }

  @Test
  void namesItsThreadsAfterTheBoardAndEndsThem() {
    board.open();
    assertThat(threads()).hasSize(3).allMatch(Thread::isDaemon);
    board.close();
    board.close();
    assertThat(threads()).isEmpty();
    assertThat(board.truth().safe()).isTrue();
    assertThatThrownBy(board::open).isInstanceOf(IllegalStateException.class);
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("board-academic-"))
        .toList();
  }
}
