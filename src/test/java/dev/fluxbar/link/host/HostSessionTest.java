package dev.fluxbar.link.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.link.host.LinkException.Kind;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A session and its beginning, frame by frame, with a line and a clock set by hand. */
class HostSessionTest {
  private static final long MILLI = 1_000_000;
  private static final int NUMBER = 7;
  private static final long BOOT = 99;
  private static final LinkTimes TIMES = LinkTimes.DEFAULT;

  private final HandLine line = new HandLine();
  private boolean aborting;
  private long now = 5 * MILLI;
  private int boardSequence;

  private final HostSession session =
      new HostSession("test", NUMBER, identity(BOOT), TIMES, line, () -> aborting, now);

  /** Takes frames at once, unless it is held. */
  private static final class HandLine implements Line {
    final List<byte[]> urgent = new ArrayList<>();
    final List<Supplier<byte[]>> usual = new ArrayList<>();
    boolean held;

    @Override
    public void write(Supplier<byte[]> frame) {
      usual.add(frame);
    }

    @Override
    public void writeUrgent(byte[] frame) {
      urgent.add(frame);
    }

    @Override
    public void writeFirst(byte[] frame) {
      urgent.add(0, frame);
    }

    @Override
    public boolean idle() {
      return !held || (urgent.isEmpty() && usual.isEmpty());
    }

    @Override
    public boolean urgentIdle() {
      return !held || urgent.isEmpty();
    }

    /** What was given since the last time, urgent frames first. */
    List<Frame> take() {
      FrameDecoder decoder = new FrameDecoder();
      List<Frame> frames = new ArrayList<>();
      usual.forEach(frame -> urgent.add(frame.get()));
      for (byte[] bytes : urgent) {
        decoder.accept(
            bytes, 0, bytes.length, decoded -> frames.add(((Decoded.Valid) decoded).frame()));
      }
      urgent.clear();
      usual.clear();
      return frames;
    }
  }

  static BoardMessage.Identity identity(long boot) {
    return identity(boot, true, 4, 4096);
  }

  private static BoardMessage.Identity identity(
      long boot, boolean accepted, int creditFrames, long creditBytes) {
    return new BoardMessage.Identity(
        boot,
        Protocol.MAJOR,
        Protocol.MINOR,
        Protocol.TABLE_HASH,
        accepted,
        accepted ? 5 : 0,
        ErrorCode.NONE,
        0,
        creditFrames,
        creditBytes,
        "board",
        "firmware 1");
  }

  private static BoardMessage.Status status(long boot, long runningJob, ErrorCode fault) {
    return new BoardMessage.Status(boot, 0, 1, runningJob, fault, 0);
  }

  private void hear(BoardMessage message, int ack) {
    session.hear(now, frame(message, NUMBER, ack));
  }

  private Frame frame(BoardMessage message, int number, int ack) {
    int flags = Frame.ACKNOWLEDGES | (message.sequenced() ? Frame.SEQUENCED : 0);
    int sequence = message.sequenced() ? boardSequence++ : 0;
    return new Frame(flags, message.type(), number, sequence, ack, message.payload());
  }

  private List<Integer> sentTypes() {
    return line.take().stream().map(Frame::type).toList();
  }

  /** Pumps whenever the session asks for it, for some time; how often that was. */
  private int pass(long nanos) {
    long end = now + nanos;
    int turns = 0;
    while (now < end && session.broken() == null) {
      now = Math.min(end, now + session.dueInNanos(now));
      session.pump(now);
      turns++;
      assertThat(turns).as("it must not spin").isLessThan(10_000);
    }
    return turns;
  }

  private Kind brokenKind() {
    return Objects.requireNonNull(session.broken()).kind();
  }

  @Test
  void saysHeartbeatsWhileItWaits() {
    session.pump(now);
    pass(100 * MILLI);
    assertThat(sentTypes()).hasSize(4).containsOnly(HostMessage.Heartbeat.TYPE);
  }

  /** A frame that waits behind others says what has come until the line takes it. */
  @Test
  void aFrameThatWaitedAcknowledgesWhatHasComeMeanwhile() {
    line.held = true;
    session.offer(new HostMessage.Describe());
    session.pump(now);
    hear(new BoardMessage.Cleared(ErrorCode.LATE), 0);
    assertThat(line.take().get(0).ack()).isEqualTo(1);
  }

  @Test
  void asksItsSourceOnlyWhileTheBoardHasCredit() {
    int[] asked = {0};
    session.feed(() -> new HostMessage.Query(asked[0]++));
    session.pump(now);
    assertThat(asked[0]).as("four frames of credit").isEqualTo(4);
    session.pump(now);
    assertThat(asked[0]).isEqualTo(4);
    hear(new BoardMessage.Job(0, JobState.UNKNOWN), 3);
    session.pump(now);
    assertThat(asked[0]).isEqualTo(7);
    session.leave(now);
    hear(new BoardMessage.Job(1, JobState.UNKNOWN), 7);
    session.pump(now);
    assertThat(asked[0]).as("who leaves asks for nothing more").isEqualTo(7);
  }

  @Test
  void saysHeartbeatsAtLeastEveryQuarterOfTheWatchdog() {
    session.watchdog(Duration.ofMillis(20));
    pass(100 * MILLI);
    assertThat(sentTypes()).hasSize(20).containsOnly(HostMessage.Heartbeat.TYPE);
  }

  @Test
  void acknowledgesInTheNextFrameOrInAnAck() {
    hear(new BoardMessage.Job(1, JobState.DONE), 0);
    session.offer(new HostMessage.Query(1));
    session.pump(now);
    List<Frame> first = line.take();
    assertThat(first).hasSize(1);
    assertThat(first.get(0).ack()).isEqualTo(1);
    hear(new BoardMessage.Job(1, JobState.DONE), 1);
    session.pump(now);
    assertThat(line.take().get(0).ack()).isEqualTo(2);
  }

  @Test
  void doesNotSpinAndDoesNotPileUpOnALineThatTakesNothing() {
    line.held = true;
    session.offer(new HostMessage.Query(1));
    session.offer(new HostMessage.Query(2));
    session.pump(now);
    // One look every 2 ms, up to the 2 s of silence.
    assertThat(pass(3000 * MILLI)).isBetween(900, 1100);
    assertThat(brokenKind()).isEqualTo(Kind.SILENT);
    // Two messages, one heartbeat that waits, and the ABORT of the break.
    assertThat(line.take()).hasSize(4);
  }

  @Test
  void breaksWhenTheBoardIsSilent() {
    pass(1999 * MILLI);
    assertThat(session.broken()).isNull();
    pass(2 * MILLI);
    assertThat(brokenKind()).isEqualTo(Kind.SILENT);
    assertThat(session.broken())
        .hasMessage(
            "link: port=test, silent-milliseconds=2000; check the cable and the board's power, then"
                + " read the cells again before you write");
  }

  @Test
  void breaksWhenTheBoardAnswersHeartbeatsAndNothingElse() {
    for (int i = 0; i < 25; i++) {
      pass(100 * MILLI);
      hear(status(BOOT, 0, ErrorCode.NONE), 0);
    }
    assertThat(brokenKind()).isEqualTo(Kind.SILENT);
    assertThat(session.broken()).hasMessageContaining("answers heartbeats and nothing else");
  }

  @Test
  void waitsAsLongAsAJobRuns() {
    for (int i = 0; i < 600; i++) {
      pass(100 * MILLI);
      hear(status(BOOT, 17, ErrorCode.NONE), 0);
    }
    assertThat(session.broken()).isNull();
  }

  @Test
  void handsOverWhatArrivedBeforeItBroke() {
    hear(new BoardMessage.Job(1, JobState.DONE), 0);
    hear(new BoardMessage.NoSession(BOOT), 0);
    hear(new BoardMessage.Job(2, JobState.DONE), 0);
    assertThat(session.next()).isEqualTo(new BoardMessage.Job(1, JobState.DONE));
    assertThat(session.next()).isNull();
    assertThat(brokenKind()).isEqualTo(Kind.SESSION_LOST);
  }

  @Test
  void anotherBootIdIsAReboot() {
    hear(new BoardMessage.NoSession(BOOT + 1), 0);
    assertThat(brokenKind()).isEqualTo(Kind.REBOOTED);
    session.hear(now, frame(new BoardMessage.NoSession(BOOT), NUMBER, 0));
    assertThat(brokenKind()).as("the first break stays").isEqualTo(Kind.REBOOTED);
    pass(100 * MILLI);
    assertThat(line.take()).as("nothing is said to it any more").isEmpty();
  }

  @Test
  void aLateIdentityIsNothingNewAndOneOfAnotherBootIsAReboot() {
    hear(identity(BOOT), 0);
    hear(identity(BOOT), 0);
    assertThat(session.broken()).isNull();
    hear(identity(BOOT + 1), 0);
    assertThat(brokenKind()).isEqualTo(Kind.REBOOTED);
  }

  @Test
  void ignoresFramesOfOtherSessions() {
    session.hear(now, frame(new BoardMessage.NoSession(1), NUMBER + 1, 0));
    session.hear(now, frame(new BoardMessage.Job(1, JobState.DONE), NUMBER + 1, 0));
    assertThat(session.next()).isNull();
    assertThat(session.broken()).isNull();
  }

  @Test
  void nonsenseBreaksAndTellsTheBoardToGoSafe() {
    session.hear(now, new Frame(Frame.ACKNOWLEDGES, 0x05, NUMBER, 0, 0, new byte[3]));
    assertThat(brokenKind()).isEqualTo(Kind.NONSENSE);
    assertThat(session.broken()).hasMessageContaining("type=0x05");
    assertThat(sentTypes()).containsExactly(HostMessage.Abort.TYPE);
  }

  @Test
  void repeatsAnAbortUntilTheBoardTellsOfAFaultWhateverElseItSays() {
    aborting = true;
    session.abort();
    for (int i = 0; i < 50; i++) { // results come all the time, and are acknowledged
      hear(new BoardMessage.Job(i, JobState.RUNNING), 0);
      pass(2 * MILLI);
    }
    // One at the call, then one at 0, 20, 40, 60, 80 and 100 ms.
    assertThat(sentTypes()).filteredOn(type -> type == HostMessage.Abort.TYPE).hasSize(7);
    hear(status(BOOT, 0, ErrorCode.ABORTED), 0);
    pass(200 * MILLI);
    assertThat(sentTypes()).doesNotContain(HostMessage.Abort.TYPE);
  }

  @Test
  void nothingNewGoesOutBeforeAnAbortIsConfirmed() {
    aborting = true;
    session.abort();
    session.offer(new HostMessage.Start(1));
    pass(100 * MILLI);
    assertThat(sentTypes()).containsOnly(HostMessage.Abort.TYPE);
    hear(status(BOOT, 0, ErrorCode.ABORTED), 0);
    session.pump(now);
    assertThat(sentTypes()).as("now it is refused").contains(HostMessage.Start.TYPE);
  }

  @Test
  void repeatsAnAbortUntilTheBoardTellsOfAFault() {
    aborting = true;
    session.pump(now);
    assertThat(sentTypes()).contains(HostMessage.Abort.TYPE);
    hear(status(BOOT, 0, ErrorCode.NONE), 0);
    pass(30 * MILLI);
    assertThat(sentTypes()).contains(HostMessage.Abort.TYPE);
    hear(status(BOOT, 0, ErrorCode.ABORTED), 0);
    pass(100 * MILLI);
    assertThat(sentTypes()).doesNotContain(HostMessage.Abort.TYPE);
  }

  @Test
  void anAbortGoesBeforeWhatTheLineHasNotTaken() {
    line.held = true;
    session.offer(new HostMessage.Start(1));
    session.pump(now);
    aborting = true;
    session.abort();
    assertThat(sentTypes()).containsExactly(HostMessage.Abort.TYPE, HostMessage.Start.TYPE);
  }

  @Test
  void goodbyeGoesBeforeWhatWasNotSentAndNoSessionSaysTheSame() {
    for (int i = 0; i < 10; i++) {
      session.offer(new HostMessage.Query(i));
    }
    session.pump(now);
    session.leave(now);
    hear(new BoardMessage.Job(1, JobState.DONE), 4);
    session.pump(now);
    List<Integer> types = sentTypes();
    assertThat(types.get(types.size() - 1)).isEqualTo(HostMessage.Bye.TYPE);
    assertThat(types).filteredOn(type -> type == HostMessage.Query.TYPE).hasSize(4);
    assertThat(session.left()).isFalse();
    hear(new BoardMessage.NoSession(BOOT), 0);
    assertThat(session.left()).isTrue();
    assertThat(session.broken()).isNull();
  }

  private final Handshake handshake = new Handshake("test", NUMBER, TIMES, line, now);

  @Test
  void saysHelloEveryHundredMilliseconds() {
    for (int i = 0; i < 20; i++) {
      handshake.pump(now);
      now += handshake.dueInNanos(now);
    }
    assertThat(sentTypes()).hasSize(20).containsOnly(HostMessage.Hello.TYPE);
    assertThat(handshake.late(now)).isTrue();
  }

  @Test
  void saysHelloOnceToALineThatTakesNothing() {
    line.held = true;
    for (int i = 0; i < 20; i++) {
      handshake.pump(now);
      now += handshake.dueInNanos(now);
    }
    assertThat(sentTypes()).hasSize(1);
  }

  @Test
  void takesAnotherNumberWhereABoardIsInASessionOfThisOne() {
    handshake.hear(now, frame(new BoardMessage.Job(1, JobState.DONE), NUMBER, 0));
    assertThat(handshake.session()).isEqualTo(NUMBER + 1);
    handshake.pump(now);
    assertThat(line.take().get(0).session()).isEqualTo(NUMBER + 1);
    handshake.hear(now, frame(identity(BOOT), NUMBER, 0));
    assertThat(handshake.identity()).isNull();
    handshake.hear(now, frame(identity(BOOT), NUMBER + 1, 0));
    assertThat(handshake.identity()).isNotNull();
  }

  @Test
  void refusesABoardWithoutCredit() {
    for (BoardMessage.Identity bad :
        List.of(
            identity(1, true, 0, 4096),
            identity(1, true, 0x8000, 4096),
            identity(1, true, 1, 529),
            identity(1, false, 1, 4096))) {
      LinkException refusal = refusal(frame(bad, NUMBER, 0));
      assertThat(refusal.kind()).as(bad.toString()).isEqualTo(Kind.NONSENSE);
    }
    assertThat(refusal(frame(identity(1, true, 1, 529), NUMBER, 0)))
        .hasMessage(
            "link: port=test, board=board, credit-frames=1, credit-bytes=529,"
                + " least-credit-bytes=530; no session can begin; check the board's firmware");
  }

  @Test
  void namesALineThatSendsBackWhatItIsSent() {
    HostMessage.Hello hello = new HostMessage.Hello(1, 0, 0, 1, 1000);
    assertThat(refusal(new Frame(0, hello.type(), NUMBER, 0, 0, hello.payload())))
        .hasMessageContaining("sends back what it is sent");
  }

  private LinkException refusal(Frame frame) {
    try {
      handshake.hear(now, frame);
    } catch (LinkException e) {
      return e;
    }
    throw new AssertionError("accepted: " + frame);
  }
}
