package dev.fluxbar.link.host;

import dev.fluxbar.link.host.LinkException.Kind;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.MalformedMessage;
import dev.fluxbar.wire.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a session: HELLO, again and again until a board says who it is. Told what comes
 * and what time it is; knows no thread.
 */
final class Handshake {

  /** What the host can hold: its memory is large, so results never wait for it. */
  private static final int CREDIT_FRAMES = 256;

  private static final int CREDIT_BYTES = 256 * 1024;

  /** Half the sequence space: a number ahead can still be told from one behind. */
  private static final int MOST_CREDIT_FRAMES = 0x7fff;

  private static final int LEAST_CREDIT_BYTES = FrameCodec.LARGEST_STUFFED_BYTES + 1;

  private final String port;
  private final LinkTimes times;
  private final Line line;
  private final long deadlineNanos;
  private int session;
  private long nextHelloNanos;
  private long frames;
  private BoardMessage.@Nullable Identity identity;

  Handshake(String port, int session, LinkTimes times, Line line, long nowNanos) {
    this.port = port;
    this.session = session;
    this.times = times;
    this.line = line;
    this.deadlineNanos = nowNanos + times.hello().toNanos();
    this.nextHelloNanos = nowNanos;
  }

  /** The session's number; another one than was asked for if that one was taken. */
  int session() {
    return session;
  }

  /** The board that has begun the session, once it has. */
  BoardMessage.@Nullable Identity identity() {
    return identity;
  }

  /** Says HELLO when it is time; never more than one waits for a line that does not take it. */
  void pump(long nowNanos) {
    if (nowNanos - nextHelloNanos >= 0) {
      if (line.urgentIdle()) {
        line.writeUrgent(zeroAndHello());
      }
      nextHelloNanos = nowNanos + times.helloRepeat().toNanos();
    }
  }

  /** The zero ends whatever the line still holds of an older frame. */
  private byte[] zeroAndHello() {
    HostMessage.Hello hello =
        new HostMessage.Hello(
            Protocol.MAJOR, Protocol.MINOR, Protocol.TABLE_HASH, CREDIT_FRAMES, CREDIT_BYTES);
    byte[] frame = FrameCodec.encode(new Frame(0, hello.type(), session, 0, 0, hello.payload()));
    byte[] bytes = new byte[frame.length + 1];
    System.arraycopy(frame, 0, bytes, 1, frame.length);
    return bytes;
  }

  /** Nanoseconds until {@link #pump} or the deadline has something to do. */
  long dueInNanos(long nowNanos) {
    return Math.max(0, Math.min(nextHelloNanos, deadlineNanos) - nowNanos);
  }

  boolean late(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /**
   * Takes a frame.
   *
   * @throws LinkException if it shows that no session can begin here
   */
  void hear(long nowNanos, Frame frame) {
    frames++;
    if (frame.session() != session || frame.type() == BoardMessage.NoSession.TYPE) {
      return; // left over from an earlier session
    }
    if (frame.type() == HostMessage.Hello.TYPE) {
      throw new LinkException(
          Kind.NONSENSE,
          port,
          "the line sends back what it is sent",
          "check that a board is at its other end and that nothing echoes",
          null);
    }
    if (frame.type() != BoardMessage.Identity.TYPE) {
      // The board is in a session of this very number, of another host: a HELLO would be a
      // duplicate.
      session = session % 0xffff + 1;
      nextHelloNanos = nowNanos;
      return;
    }
    try {
      accept((BoardMessage.Identity) BoardMessage.decode(frame));
    } catch (MalformedMessage e) {
      throw nonsense(String.valueOf(e.getMessage()), e);
    }
  }

  private void accept(BoardMessage.Identity answer) {
    if (answer.major() != Protocol.MAJOR || answer.tableHash() != Protocol.TABLE_HASH) {
      throw foreign(answer);
    }
    if (!answer.accepted()) {
      throw nonsense("board=%s, accepted=false".formatted(answer.boardId()), null);
    }
    if (answer.creditFrames() < 1
        || answer.creditFrames() > MOST_CREDIT_FRAMES
        || answer.creditBytes() < LEAST_CREDIT_BYTES) {
      throw nonsense(
          "board=%s, credit-frames=%d, credit-bytes=%d, least-credit-bytes=%d"
              .formatted(
                  answer.boardId(),
                  answer.creditFrames(),
                  answer.creditBytes(),
                  LEAST_CREDIT_BYTES),
          null);
    }
    identity = answer;
  }

  private LinkException nonsense(String what, @Nullable Throwable cause) {
    return new LinkException(
        Kind.NONSENSE, port, what, "no session can begin; check the board's firmware", cause);
  }

  private LinkException foreign(BoardMessage.Identity answer) {
    return new LinkException(
        Kind.FOREIGN,
        port,
        "board=%s, firmware=%s, protocol=%d.%d, table=%08x, host-protocol=%d.%d, host-table=%08x"
            .formatted(
                answer.boardId(),
                answer.firmware(),
                answer.major(),
                answer.minor(),
                answer.tableHash(),
                Protocol.MAJOR,
                Protocol.MINOR,
                Protocol.TABLE_HASH),
        "install firmware and host software of the same protocol version",
        null);
  }

  /** The pipe has ended before a session began. */
  static LinkException gone(String port, @Nullable Throwable cause) {
    return new LinkException(
        Kind.GONE,
        port,
        "the port has gone before a board answered",
        "check the cable, or that the emulator still runs",
        cause);
  }

  /** What no answer in time means, by what has come instead. */
  LinkException unanswered(Inbound inbound) {
    long millis = times.hello().toMillis();
    if (inbound.bytes() == 0) {
      return new LinkException(
          Kind.SILENT,
          port,
          "answer=none, waited-milliseconds=%d%s"
              .formatted(millis, line.idle() ? "" : ", the far end does not read"),
          "check the cable, the board's power and the port name",
          null);
    }
    if (frames == 0) {
      return new LinkException(
          Kind.GARBAGE,
          port,
          "answered-bytes=%d, frames=0, first-bytes=%s"
              .formatted(inbound.bytes(), inbound.firstHex()),
          "check the baud rate and that the board runs Fluxbar firmware",
          null);
    }
    return new LinkException(
        Kind.NONSENSE,
        port,
        "answered-frames=%d, session=%d, waited-milliseconds=%d, none of them answers HELLO"
            .formatted(frames, session, millis),
        "end other programs that use this board, or power it off and on",
        null);
  }
}
