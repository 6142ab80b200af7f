package dev.fluxbar.link.host;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.TransportException;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Protocol;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A far end that answers as a test says, on a thread of its own: each message of the host is given
 * to {@link Script}, which says what it likes. Lossless lines only: it repeats nothing.
 */
public final class ScriptedBoard implements AutoCloseable {
  public static final long BOOT = 0xb007;
  private static final long KEY = 0x5e5510;

  /** What it answers. */
  public interface Script {
    void answer(ScriptedBoard board, HostMessage message);
  }

  private final ByteTransport transport;
  private final Script script;
  private final Thread thread = new Thread(this::run, "scripted board");
  private int session;
  private int next;
  private int expected;
  private @Nullable Frame heard;

  /** Every message that came, in order. */
  public final List<HostMessage> messages = new CopyOnWriteArrayList<>();

  public ScriptedBoard(ByteTransport transport, Script script) {
    this.transport = transport;
    this.script = script;
    transport.open();
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    FrameDecoder decoder = new FrameDecoder();
    byte[] buffer = new byte[4096];
    try {
      for (int n = transport.read(buffer); n >= 0; n = transport.read(buffer)) {
        decoder.accept(buffer, 0, n, this::hear);
      }
    } catch (TransportException e) {
      // The host has closed the line under an answer.
      transport.close();
    }
  }

  private void hear(Decoded decoded) {
    Frame frame = ((Decoded.Valid) decoded).frame();
    HostMessage message = HostMessage.decode(frame);
    heard = frame;
    session = frame.session();
    if (message instanceof HostMessage.Hello) {
      next = 0;
      expected = 0;
    }
    if (frame.sequenced()) {
      if (frame.sequence() != expected) {
        return;
      }
      expected = expected + 1 & 0xffff;
    }
    if (message instanceof HostMessage.Confirm confirm) {
      if (confirm.sessionKey() != KEY) {
        say(new BoardMessage.Refused(message.type(), 0, ErrorCode.BAD_KEY, 0, 0));
      }
    } else {
      messages.add(message);
      script.answer(this, message);
    }
    if (frame.sequenced()) {
      say(new BoardMessage.Ack());
    }
  }

  /** Says a message with another byte at one place of its payload. */
  public void sayPayload(BoardMessage message, int at, byte value) {
    byte[] payload = message.payload();
    payload[at] = value;
    say(message, payload);
  }

  /** Says a message in the session of the host's last frame. */
  public void say(BoardMessage message) {
    say(message, message.payload());
  }

  private void say(BoardMessage message, byte[] payload) {
    int flags = message.sequenced() ? Frame.SEQUENCED | Frame.ACKNOWLEDGES : Frame.ACKNOWLEDGES;
    int sequence = message.sequenced() ? next++ & 0xffff : 0;
    bytes(
        FrameCodec.encode(new Frame(flags, message.type(), session, sequence, expected, payload)));
  }

  /** Puts bytes on the line. */
  public void bytes(byte[] bytes) {
    transport.write(bytes, 0, bytes.length);
  }

  /** The payload of the host's last frame. */
  public byte[] payload() {
    return heard == null ? new byte[0] : heard.payload();
  }

  /** What a well-behaved board of this protocol says to HELLO. */
  public static BoardMessage.Identity identity() {
    return identity(Protocol.MAJOR, Protocol.TABLE_HASH, true, ErrorCode.NONE);
  }

  public static BoardMessage.Identity identity(
      int major, long tableHash, boolean accepted, ErrorCode fault) {
    return new BoardMessage.Identity(
        BOOT, major, 0, tableHash, accepted, KEY, fault, 0, 16, 8192, "scripted", "script 1");
  }

  /** Answers HELLO, HEARTBEAT, ABORT, LIMITS, CLEAR and BYE as a board should. */
  public boolean answerPolitely(HostMessage message) {
    if (message instanceof HostMessage.Hello) {
      say(identity());
    } else if (message instanceof HostMessage.Heartbeat beat) {
      say(new BoardMessage.Status(BOOT, 0, beat.count(), 0, ErrorCode.NONE, 0));
    } else if (message instanceof HostMessage.Abort abort) {
      say(new BoardMessage.Status(BOOT, 0, abort.count(), 0, ErrorCode.ABORTED, 0));
    } else if (message instanceof HostMessage.Limits) {
      say(new BoardMessage.LimitsSet(FrameCodec.crc(payload(), 0, payload().length)));
    } else if (message instanceof HostMessage.Clear clear) {
      say(new BoardMessage.Cleared(clear.fault()));
    } else if (message instanceof HostMessage.Bye) {
      say(new BoardMessage.Goodbye());
    } else {
      return false;
    }
    return true;
  }

  @Override
  public void close() {
    transport.close();
  }
}
