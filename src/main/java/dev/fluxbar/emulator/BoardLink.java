package dev.fluxbar.emulator;

import dev.fluxbar.link.ReceiveSequence;
import dev.fluxbar.link.SendWindow;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A board's side of the link: the session that it is in, what it says ahead of all else, and the
 * two halves of the sequence. Knows frames and time, not what messages mean.
 */
final class BoardLink {

  /**
   * A host speaks at least once a second: to one that has been silent for longer nothing is
   * repeated, or a line without a reader would fill with it.
   */
  private static final long SILENT_NANOS = 3_000_000_000L;

  /** No session. */
  static final int NONE = 0;

  private record Unsequenced(int session, BoardMessage message) {}

  private final Consumer<byte[]> line;
  private final Deque<Unsequenced> urgent = new ArrayDeque<>();
  private int session = NONE;
  private SendWindow window = new SendWindow(0, 0);
  private ReceiveSequence receive = new ReceiveSequence();
  private long heardNanos;

  /**
   * @param line takes each stuffed frame with its delimiter
   */
  BoardLink(Consumer<byte[]> line) {
    this.line = line;
  }

  /** The session's number, or {@link #NONE}. */
  int session() {
    return session;
  }

  /** Whether any sequenced frame of this session has arrived. */
  boolean heardSequenced() {
    return receive.heard();
  }

  /** Begins a session and forgets everything of the one before. */
  void begin(long nowNanos, int newSession, int hostFrames, long hostBytes) {
    end();
    heardNanos = nowNanos;
    session = newSession;
    window = new SendWindow(hostFrames, hostBytes);
  }

  /** Ends the session. */
  void end() {
    session = NONE;
    urgent.clear();
    window = new SendWindow(0, 0);
    receive = new ReceiveSequence();
  }

  /** Says something unsequenced, ahead of all that waits, in any session. */
  void sayNow(int inSession, BoardMessage message) {
    urgent.add(new Unsequenced(inSession, message));
  }

  /** Says something sequenced in this session, as soon as the host has credit for it. */
  void say(BoardMessage message) {
    if (session != NONE) {
      window.offer(message);
    }
  }

  /** Bytes of sequenced payloads that wait to be sent or to be acknowledged. */
  long heldBytes() {
    return window.heldBytes();
  }

  /**
   * Takes the link's part of a frame of this session.
   *
   * @return whether its message is to be carried out: it is unsequenced, or the one expected next
   */
  boolean takes(long nowNanos, Frame frame) {
    heardNanos = nowNanos;
    if (frame.acknowledges()) {
      window.acknowledged(nowNanos, frame.ack(), frame.type() == HostMessage.Ack.TYPE);
    }
    return !frame.sequenced() || receive.accepts(frame);
  }

  /** Sends what is due and what the host has credit for. */
  void pump(long nowNanos) {
    while (!urgent.isEmpty()) {
      Unsequenced first = urgent.remove();
      send(first.session, 0, 0, first.message);
    }
    if (session == NONE) {
      return;
    }
    SendWindow.Line sink = (message, sequence) -> send(session, Frame.SEQUENCED, sequence, message);
    if (isSilent(nowNanos)) {
      window.sendWaiting(nowNanos, sink);
    } else {
      window.send(nowNanos, sink);
    }
    if (receive.owesAck()) {
      send(session, 0, 0, new BoardMessage.Ack());
    }
  }

  private void send(int inSession, int flags, int sequence, Message message) {
    boolean ours = inSession != NONE && inSession == session;
    int allFlags = ours ? flags | Frame.ACKNOWLEDGES : flags;
    int ack = ours ? receive.expected() : 0;
    Frame frame = new Frame(allFlags, message.type(), inSession, sequence, ack, message.payload());
    if (ours) {
      receive.acknowledged(message.type() == BoardMessage.Ack.TYPE);
    }
    line.accept(FrameCodec.encode(frame));
  }

  private boolean isSilent(long nowNanos) {
    return nowNanos - heardNanos >= SILENT_NANOS;
  }

  /** Nanoseconds until {@link #pump} has something to repeat; {@code Long.MAX_VALUE}: never. */
  long dueInNanos(long nowNanos) {
    return isSilent(nowNanos) ? Long.MAX_VALUE : window.dueInNanos(nowNanos);
  }
}
