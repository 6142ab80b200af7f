package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A board's side of the rules "Sequence, each direction": go-back-N with acknowledgements, the
 * host's credits and repetition. Knows frames and time, not what messages mean.
 */
final class BoardLink {
  /** Silence after which everything unacknowledged is sent again. */
  private static final long FIRST_RETRY_NANOS = 20_000_000;

  private static final long LONGEST_RETRY_NANOS = 200_000_000;

  /**
   * A host speaks at least once a second: to one that has been silent for longer nothing is
   * repeated, or a line without a reader would fill with it.
   */
  private static final long SILENT_NANOS = 3_000_000_000L;

  /** No session. */
  static final int NONE = 0;

  /** What must be said about what was received. */
  private enum Owed {
    NOTHING,
    /** The number, in any frame. */
    NUMBER,
    /** An ACK of its own: a frame was dropped, and only an ACK that repeats its number says so. */
    ACK
  }

  private record Unsequenced(int session, BoardMessage message) {}

  private record Sent(int sequence, BoardMessage message, int lineBytes) {}

  private final Consumer<byte[]> line;
  private final Deque<Unsequenced> urgent = new ArrayDeque<>();
  private final Deque<BoardMessage> waiting = new ArrayDeque<>();
  private final Deque<Sent> outstanding = new ArrayDeque<>();
  private int session = NONE;
  private int creditFrames;
  private long creditBytes;
  private int expected;
  private int next;
  private long outstandingBytes;
  private boolean heardSequenced;
  private Owed owed = Owed.NOTHING;
  private boolean resendNow;
  private boolean resentSinceProgress;
  private long retryNanos = FIRST_RETRY_NANOS;
  private long retryAtNanos;
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
    return heardSequenced;
  }

  /** Begins a session and forgets everything of the one before. */
  void begin(long nowNanos, int newSession, int hostFrames, long hostBytes) {
    end();
    heardNanos = nowNanos;
    session = newSession;
    creditFrames = hostFrames;
    creditBytes = hostBytes;
  }

  /** Ends the session. */
  void end() {
    session = NONE;
    urgent.clear();
    waiting.clear();
    outstanding.clear();
    outstandingBytes = 0;
    expected = 0;
    next = 0;
    heardSequenced = false;
    owed = Owed.NOTHING;
    resendNow = false;
    progress();
  }

  /** Says something unsequenced, ahead of all that waits, in any session. */
  void sayNow(int inSession, BoardMessage message) {
    urgent.add(new Unsequenced(inSession, message));
  }

  /** Says something sequenced in this session, as soon as the host has credit for it. */
  void say(BoardMessage message) {
    if (session != NONE) {
      waiting.add(message);
    }
  }

  /**
   * Takes the link's part of a frame of this session.
   *
   * @return whether its message is to be carried out: it is unsequenced, or the one expected next
   */
  boolean takes(long nowNanos, Frame frame) {
    heardNanos = nowNanos;
    if (frame.acknowledges()) {
      acknowledged(nowNanos, frame);
    }
    if (!frame.sequenced()) {
      return true;
    }
    heardSequenced = true;
    if (frame.sequence() != expected) {
      owed = Owed.ACK;
      return false;
    }
    expected = expected + 1 & 0xffff;
    owed = owed == Owed.ACK ? Owed.ACK : Owed.NUMBER;
    return true;
  }

  private void acknowledged(long nowNanos, Frame frame) {
    Sent oldest = outstanding.peek();
    if (oldest == null) {
      return;
    }
    int count = frame.ack() - oldest.sequence & 0xffff;
    if (count == 0) {
      resendNow |= frame.type() == HostMessage.Ack.TYPE && !resentSinceProgress;
    } else if (count <= outstanding.size()) {
      for (int i = 0; i < count; i++) {
        outstandingBytes -= outstanding.remove().lineBytes;
      }
      progress();
      resendNow = false;
      retryAtNanos = nowNanos + retryNanos;
    }
  }

  private void progress() {
    resentSinceProgress = false;
    retryNanos = FIRST_RETRY_NANOS;
  }

  /** Sends what is due and what the host has credit for. */
  void pump(long nowNanos) {
    while (!urgent.isEmpty()) {
      Unsequenced first = urgent.remove();
      send(first.session, 0, 0, first.message);
    }
    if (resendNow || dueInNanos(nowNanos) == 0) {
      resend(nowNanos);
    }
    while (!waiting.isEmpty() && sendNext(nowNanos, waiting.element())) {
      waiting.remove();
    }
    if (session != NONE && owed != Owed.NOTHING) {
      send(session, 0, 0, new BoardMessage.Ack());
      owed = Owed.NOTHING;
    }
  }

  private void resend(long nowNanos) {
    if (!resendNow) {
      retryNanos = Math.min(2 * retryNanos, LONGEST_RETRY_NANOS);
    }
    retryAtNanos = nowNanos + retryNanos;
    resendNow = false;
    resentSinceProgress = true;
    for (Sent sent : outstanding) {
      send(session, Frame.SEQUENCED, sent.sequence, sent.message);
    }
  }

  private boolean sendNext(long nowNanos, BoardMessage message) {
    int lineBytes = largestLineBytes(message.payload().length);
    if (outstanding.size() >= creditFrames || outstandingBytes + lineBytes > creditBytes) {
      return false;
    }
    if (outstanding.isEmpty()) {
      retryAtNanos = nowNanos + retryNanos;
    }
    outstanding.add(new Sent(next, message, lineBytes));
    outstandingBytes += lineBytes;
    send(session, Frame.SEQUENCED, next, message);
    next = next + 1 & 0xffff;
    return true;
  }

  /** Stuffing depends on the acknowledgement too, which changes: the longest that it can be. */
  private static int largestLineBytes(int payloadBytes) {
    int plain = Frame.HEADER_BYTES + payloadBytes + Frame.CRC_BYTES;
    return plain + plain / 254 + 2;
  }

  private void send(int inSession, int flags, int sequence, BoardMessage message) {
    boolean ours = inSession != NONE && inSession == session;
    int allFlags = ours ? flags | Frame.ACKNOWLEDGES : flags;
    int ack = ours ? expected : 0;
    Frame frame = new Frame(allFlags, message.type(), inSession, sequence, ack, message.payload());
    if (ours && owed == Owed.NUMBER) {
      owed = Owed.NOTHING;
    }
    line.accept(FrameCodec.encode(frame));
  }

  /** Nanoseconds until {@link #pump} has something to repeat; {@code Long.MAX_VALUE}: never. */
  long dueInNanos(long nowNanos) {
    boolean silent = nowNanos - heardNanos >= SILENT_NANOS;
    return outstanding.isEmpty() || silent ? Long.MAX_VALUE : Math.max(0, retryAtNanos - nowNanos);
  }
}
