package dev.fluxbar.link.host;

import dev.fluxbar.link.ReceiveSequence;
import dev.fluxbar.link.SendWindow;
import dev.fluxbar.link.host.LinkException.Kind;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.MalformedMessage;
import dev.fluxbar.wire.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The host's half of one session that has begun. Told what comes and what time it is, it says what
 * goes out and when it wants to be asked again; knows no thread but for {@link #abort}.
 *
 * <p>It breaks once and for ever; what arrived before the break is still handed over first.
 */
final class HostSession {

  /** How long to wait before looking again whether a busy line has taken its bytes. */
  private static final long LINE_BUSY_NANOS = 2_000_000;

  /** An ABORT is said again as often until the board tells of a latched fault. */
  private static final long ABORT_AGAIN_NANOS = 20_000_000;

  private final String port;
  private final int number;
  private final BoardMessage.Identity board;
  private final Line line;
  private final BooleanSupplier aborting;
  private final long silenceNanos;
  private final SendWindow window;
  private final ReceiveSequence receive = new ReceiveSequence();
  private final Deque<BoardMessage> arrived = new ArrayDeque<>();
  private MessageSource source = MessageSource.NONE;
  private long heartbeatNanos;
  private long lastSentNanos;
  private long lastHeardNanos;
  private long lastProgressNanos;
  private long abortAgainNanos;
  private boolean latched;
  private final AtomicLong framesSent = new AtomicLong();
  private long count;
  private boolean leaving;
  private boolean left;
  private @Nullable LinkException broken;

  /**
   * @param board who has begun the session
   * @param aborting whether the board is to be kept safe; asked in every {@link #pump}
   */
  HostSession(
      String port,
      int number,
      BoardMessage.Identity board,
      LinkTimes times,
      Line line,
      BooleanSupplier aborting,
      long nowNanos) {
    this.port = port;
    this.number = number;
    this.board = board;
    this.line = line;
    this.aborting = aborting;
    this.silenceNanos = times.silence().toNanos();
    this.heartbeatNanos = times.heartbeat().toNanos();
    this.window = new SendWindow(board.creditFrames(), board.creditBytes());
    this.abortAgainNanos = nowNanos;
    this.lastSentNanos = nowNanos;
    listen(nowNanos);
  }

  /** Who has begun the session. */
  BoardMessage.Identity board() {
    return board;
  }

  /** The owner begins to wait: silence counts from here. */
  void listen(long nowNanos) {
    lastHeardNanos = nowNanos;
    lastProgressNanos = nowNanos;
  }

  /** Lets heartbeats come at least every quarter of {@code watchdog}. */
  void watchdog(Duration watchdog) {
    heartbeatNanos = Math.min(heartbeatNanos, watchdog.toNanos() / 4);
  }

  void offer(Message message) {
    window.offer(message);
  }

  /** Where to get more from whenever everything offered has gone out and there is credit left. */
  void feed(MessageSource newSource) {
    source = newSource;
  }

  /** Says goodbye; what was not sent yet is forgotten, and nothing more is handed over. */
  void leave(long nowNanos) {
    leaving = true;
    listen(nowNanos);
    arrived.clear();
    source = MessageSource.NONE;
    window.forgetWaiting();
    window.offer(new HostMessage.Bye());
  }

  /** Whether the board has said that the session is over, after {@link #leave}. */
  boolean left() {
    return left;
  }

  /** The next message in order, or null. */
  @Nullable BoardMessage next() {
    return arrived.poll();
  }

  @Nullable LinkException broken() {
    return broken;
  }

  /** Puts an ABORT before all that waits. From any thread. */
  void abort() {
    HostMessage.Abort abort = new HostMessage.Abort(0);
    line.writeFirst(encode(abort, Frame.ACKNOWLEDGES, 0));
  }

  /** Takes a frame of the board. */
  void hear(long nowNanos, Frame frame) {
    if (broken != null || frame.session() != number) {
      return; // left over from an earlier session, or an answer to another program
    }
    BoardMessage message;
    try {
      message = BoardMessage.decode(frame);
    } catch (MalformedMessage e) {
      breaks(Kind.NONSENSE, String.valueOf(e.getMessage()), "check the board's firmware", e);
      return;
    }
    lastHeardNanos = nowNanos;
    boolean bare = frame.type() == BoardMessage.Ack.TYPE;
    if (frame.acknowledges() && window.acknowledged(nowNanos, frame.ack(), bare)) {
      lastProgressNanos = nowNanos;
    }
    if (!frame.sequenced()) {
      unsequenced(nowNanos, message);
    } else if (receive.accepts(frame)) {
      lastProgressNanos = nowNanos;
      if (!leaving) {
        arrived.add(message);
      }
      left |= leaving && message instanceof BoardMessage.Goodbye;
    }
  }

  private void unsequenced(long nowNanos, BoardMessage message) {
    if (message instanceof BoardMessage.Identity again) {
      checkBoot(again.bootId()); // several HELLOs are answered by several of them
    } else if (message instanceof BoardMessage.Status status) {
      checkBoot(status.bootId());
      if (status.runningJob() != 0) {
        lastProgressNanos = nowNanos;
      }
      latched |= aborting.getAsBoolean() && status.fault() != ErrorCode.NONE;
    } else if (message instanceof BoardMessage.NoSession answer) {
      noSession(answer);
    }
  }

  private void noSession(BoardMessage.NoSession answer) {
    if (leaving) {
      left = true; // the GOODBYE was lost; this says the same
      return;
    }
    checkBoot(answer.bootId());
    breaks(
        Kind.SESSION_LOST,
        "board=%s, it has ended the session".formatted(board.boardId()),
        "another program may have opened the same board; end it and start again",
        null);
  }

  private void checkBoot(long bootId) {
    if (board.bootId() != bootId) {
      breaks(
          Kind.REBOOTED,
          "board=%s, boot-id=%016x, was=%016x, the board has rebooted"
              .formatted(board.boardId(), bootId, board.bootId()),
          "check its power; read the cells again before you write",
          null);
    }
  }

  /** The pipe has ended. */
  void gone(@Nullable Throwable cause) {
    breaks(
        Kind.GONE,
        "the port has gone",
        "check the cable, then read the cells again before you write",
        cause);
  }

  /** The board keeps on saying other things than goodbye. */
  void silentAtGoodbye() {
    breaks(Kind.SILENT, "goodbye=none", "power the board off and on before you use it", null);
  }

  /** The board does not keep to the protocol. */
  LinkException nonsense(String what) {
    breaks(Kind.NONSENSE, what, "check the board's firmware", null);
    return Objects.requireNonNull(broken);
  }

  /** The first break stays; a board that may still hear is told to go safe. */
  private void breaks(Kind kind, String what, String next, @Nullable Throwable cause) {
    if (broken == null) {
      broken = new LinkException(kind, port, what, next, cause);
      if (kind == Kind.NONSENSE || kind == Kind.SILENT) {
        abort();
      }
    }
  }

  /** Sends what is due. */
  void pump(long nowNanos) {
    if (broken != null) {
      return;
    }
    checkSilence(nowNanos);
    boolean abort = aborting.getAsBoolean() && !latched;
    if (!abort || leaving) { // nothing new may start before the board is known to be latched
      sequenced(nowNanos);
    }
    if (!line.urgentIdle()) {
      return; // each of what follows is worth sending only once
    }
    if (abort && nowNanos - abortAgainNanos >= 0) {
      abortAgainNanos = nowNanos + ABORT_AGAIN_NANOS;
      urgent(nowNanos, new HostMessage.Abort(nextCount()));
    } else if (nowNanos - lastSentNanos >= heartbeatNanos) {
      urgent(nowNanos, new HostMessage.Heartbeat(nextCount()));
    }
    if (receive.owesAck()) {
      urgent(nowNanos, new HostMessage.Ack());
    }
  }

  private void checkSilence(long nowNanos) {
    long millis = Duration.ofNanos(silenceNanos).toMillis();
    if (nowNanos - lastHeardNanos > silenceNanos) {
      breaks(
          Kind.SILENT,
          "silent-milliseconds=%d".formatted(millis),
          "check the cable and the board's power, then read the cells again before you write",
          null);
    } else if (nowNanos - lastProgressNanos > silenceNanos) {
      breaks(
          Kind.SILENT,
          "unanswered-milliseconds=%d, the board answers heartbeats and nothing else"
              .formatted(millis),
          "check the board's firmware, then read the cells again before you write",
          null);
    }
  }

  private void sequenced(long nowNanos) {
    SendWindow.Line sink =
        (message, sequence) -> {
          line.write(() -> encode(message, Frame.SEQUENCED | Frame.ACKNOWLEDGES, sequence));
          sent(nowNanos, false);
        };
    if (line.idle()) {
      window.send(nowNanos, sink);
    } else {
      // A repetition would only queue up behind what the line has not taken yet.
      window.lineBusy(nowNanos);
      window.sendWaiting(nowNanos, sink);
    }
    HostMessage more = window.open() ? source.next() : null;
    while (more != null) {
      window.offer(more);
      window.sendWaiting(nowNanos, sink);
      more = window.open() ? source.next() : null;
    }
  }

  private void urgent(long nowNanos, HostMessage message) {
    line.writeUrgent(encode(message, Frame.ACKNOWLEDGES, 0));
    sent(nowNanos, message instanceof HostMessage.Ack);
  }

  private void sent(long nowNanos, boolean bareAck) {
    framesSent.incrementAndGet();
    lastSentNanos = nowNanos;
    receive.acknowledged(bareAck);
  }

  private long nextCount() {
    count = count + 1 & 0xffffffffL;
    return count;
  }

  private byte[] encode(Message message, int flags, int sequence) {
    return FrameCodec.encode(
        new Frame(flags, message.type(), number, sequence, receive.expected(), message.payload()));
  }

  /** Nanoseconds until {@link #pump} has something to do, if nothing comes before. */
  long dueInNanos(long nowNanos) {
    if (!line.idle()) {
      return LINE_BUSY_NANOS;
    }
    long silent = Math.min(lastHeardNanos, lastProgressNanos) + silenceNanos + 1 - nowNanos;
    long beat = lastSentNanos + heartbeatNanos - nowNanos;
    long due = Math.min(Math.min(silent, beat), window.dueInNanos(nowNanos));
    if (aborting.getAsBoolean() && !latched) {
      due = Math.min(due, abortAgainNanos - nowNanos);
    }
    return Math.max(0, due);
  }

  /** What the session has seen; the caller knows the rest. Any thread may ask. */
  LinkCounts counts(long framesReceived, long bytesReceived, long rejected) {
    return new LinkCounts(
        framesSent.get(),
        framesReceived,
        bytesReceived,
        rejected,
        window.repetitions(),
        receive.dropped());
  }
}
