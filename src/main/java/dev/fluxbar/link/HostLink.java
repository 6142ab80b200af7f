package dev.fluxbar.link;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.LinkException.Kind;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.MalformedMessage;
import dev.fluxbar.wire.Message;
import dev.fluxbar.wire.Protocol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's end of a session with one board. One thread owns it and calls everything but {@link
 * #abort}, which may come from any thread. Messages arrive in order, each exactly once, or the link
 * breaks with a {@link LinkException}.
 */
public final class HostLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostLink.class);

  /** What the host can hold: its memory is large, so results never wait for it. */
  private static final int CREDIT_FRAMES = 256;

  private static final int CREDIT_BYTES = 256 * 1024;

  /** How long to wait before asking again whether a busy line has taken its bytes. */
  private static final long LINE_BUSY_NANOS = 2_000_000;

  private final ByteTransport transport;
  private final NanoClock clock;
  private final LinkTimes times;
  private final Inbound inbound;
  private final LineWriter writer;
  private final Deque<BoardMessage> arrived = new ArrayDeque<>();
  private final ReceiveSequence receive = new ReceiveSequence();
  private SendWindow window = new SendWindow(1, CREDIT_BYTES);
  private volatile int session;
  private volatile boolean aborting;
  private BoardMessage.@Nullable Identity identity;
  private long heartbeats;
  private long lastSentNanos;
  private long lastHeardNanos;
  private long framesSent;
  private long framesReceived;
  private long rejected;
  private @Nullable String firstRejectedHex;
  private boolean open;
  private boolean dead;

  /**
   * Takes over {@code transport}; nothing happens before {@link #connect}.
   *
   * @param session 1 to 65535, another one each time
   */
  public HostLink(ByteTransport transport, int session, NanoClock clock, LinkTimes times) {
    this.transport = transport;
    this.session = session;
    this.clock = clock;
    this.times = times;
    this.inbound = new Inbound(transport);
    this.writer = new LineWriter(transport);
  }

  /**
   * Opens the pipe and begins a session.
   *
   * @return who answered
   * @throws dev.fluxbar.transport.TransportException if the pipe cannot be opened
   * @throws LinkException if nothing, garbage, or a foreign board answers; the pipe is closed again
   */
  public BoardMessage.Identity connect() {
    transport.open();
    open = true;
    inbound.start();
    writer.start();
    try {
      BoardMessage.Identity answer = hello();
      if (!answer.accepted()) {
        throw foreign(answer);
      }
      window = new SendWindow(answer.creditFrames(), answer.creditBytes());
      identity = answer;
      return answer;
    } catch (RuntimeException e) {
      shut();
      throw e;
    }
  }

  /** Queues a sequenced message; it goes out while {@link #receive} runs, and as credit allows. */
  public void send(HostMessage message) {
    window.offer(message);
    pump();
  }

  /**
   * Waits for the next sequenced message of the board, keeping the session alive.
   *
   * @throws LinkException if the board is silent for too long, has rebooted or has gone
   */
  public BoardMessage receive() {
    lastHeardNanos = clock.nanoTime();
    while (arrived.isEmpty()) {
      pump();
      handle(await(Math.min(heartbeatDue(), repetitionDue())));
      if (clock.nanoTime() - lastHeardNanos > times.silence().toNanos()) {
        throw broken(
            Kind.SILENT,
            "silent for %d ms".formatted(times.silence().toMillis()),
            "check the cable and the board's power");
      }
    }
    return arrived.remove();
  }

  /** Waits for a message of one type; any other is a break of the protocol. */
  public <M extends BoardMessage> M receive(Class<M> type) {
    BoardMessage message = receive();
    if (type.isInstance(message)) {
      return type.cast(message);
    }
    throw broken(
        Kind.NONSENSE,
        "expected=%s, received=%s".formatted(type.getSimpleName(), message),
        "the board does not keep to the protocol; check its firmware");
  }

  /** Tells the board to go safe at once, before anything that waits; from any thread. */
  public void abort() {
    aborting = true;
    writer.writeFirst(encode(new HostMessage.Abort(0), 0, 0, 0));
    inbound.wake();
  }

  /** Whether {@link #abort} was called. */
  public boolean aborting() {
    return aborting;
  }

  /** What the link has seen. */
  public LinkCounts counts() {
    return new LinkCounts(
        framesSent,
        framesReceived,
        inbound.bytes(),
        rejected,
        window.repetitions(),
        receive.dropped());
  }

  /** Ends the session if the board still answers, then closes the pipe. Twice is harmless. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    try {
      if (identity != null && !dead) {
        window.offer(new HostMessage.Bye());
        BoardMessage answer = receive();
        while (!(answer instanceof BoardMessage.Goodbye)) {
          answer = receive();
        }
      }
    } catch (BenchFault e) {
      // The board goes safe by itself when it hears nothing; the pipe is closed either way.
      log.warn("No goodbye from the board: {}", e.getMessage());
    } finally {
      shut();
    }
  }

  private void shut() {
    open = false;
    identity = null;
    writer.stop();
    transport.close();
  }

  private BoardMessage.Identity hello() {
    long start = clock.nanoTime();
    long deadline = start + times.hello().toNanos();
    long nextHello = start;
    write(new byte[] {0}); // whatever the line holds of an older frame ends here
    while (identity == null && clock.nanoTime() - deadline < 0) {
      if (clock.nanoTime() - nextHello >= 0) {
        write(
            encode(
                new HostMessage.Hello(
                    Protocol.MAJOR,
                    Protocol.MINOR,
                    Protocol.TABLE_HASH,
                    CREDIT_FRAMES,
                    CREDIT_BYTES),
                0,
                0,
                0));
        nextHello = clock.nanoTime() + times.helloRepeat().toNanos();
      }
      handle(await(Math.min(deadline, nextHello)));
    }
    if (identity == null) {
      throw unanswered();
    }
    return Objects.requireNonNull(identity);
  }

  private LinkException unanswered() {
    long bytes = inbound.bytes();
    if (bytes > 0) {
      return broken(
          Kind.GARBAGE,
          "answered bytes=%d, frames=0, first=%s"
              .formatted(bytes, firstRejectedHex == null ? "unfinished" : firstRejectedHex),
          "check the baud rate and that the board runs Fluxbar firmware");
    }
    return broken(
        Kind.SILENT,
        "no answer within %d ms".formatted(times.hello().toMillis()),
        "check the cable, the board's power and the port name");
  }

  private LinkException foreign(BoardMessage.Identity answer) {
    return broken(
        Kind.FOREIGN,
        "board=%s, firmware=%s, protocol=%d.%d, table=%08x; this host speaks %d.%d, table=%08x"
            .formatted(
                answer.boardId(),
                answer.firmware(),
                answer.major(),
                answer.minor(),
                answer.tableHash(),
                Protocol.MAJOR,
                Protocol.MINOR,
                Protocol.TABLE_HASH),
        "install firmware and host software of the same protocol version");
  }

  private Inbound.@Nullable Event await(long dueNanos) {
    try {
      long wait = dueNanos == Long.MAX_VALUE ? 1_000_000_000L : dueNanos - clock.nanoTime();
      return inbound.poll(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort();
      throw new BenchFault(
          "link: port=%s; interrupted, the board was told to go safe".formatted(transport.name()),
          e);
    }
  }

  private void handle(Inbound.@Nullable Event first) {
    Inbound.Event event = first;
    while (event != null) {
      if (event instanceof Inbound.Ended ended) {
        throw gone(ended.cause());
      }
      if (event instanceof Inbound.Received received) {
        decoded(received.decoded());
      }
      event = poll();
    }
    BenchFault failure = writer.failure();
    if (failure != null) {
      throw gone(failure);
    }
  }

  /** Takes what has come already, so that one acknowledgement answers all of it. */
  private Inbound.@Nullable Event poll() {
    try {
      return inbound.poll(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void decoded(Decoded decoded) {
    if (decoded instanceof Decoded.Valid valid) {
      framesReceived++;
      frame(valid.frame());
    } else if (decoded instanceof Decoded.Rejected bad) {
      rejected++;
      if (firstRejectedHex == null) {
        firstRejectedHex = bad.stuffedHex().substring(0, Math.min(32, bad.stuffedHex().length()));
      }
      log.debug("{}: dropped {} {}", transport.name(), bad.reason(), bad.stuffedHex());
    }
  }

  private void frame(Frame frame) {
    if (frame.session() != session) {
      return; // left over from an earlier session, or an answer to another program
    }
    if (frame.type() == BoardMessage.NoSession.TYPE) {
      noSession((BoardMessage.NoSession) decode(frame));
      return;
    }
    lastHeardNanos = clock.nanoTime();
    if (frame.acknowledges()) {
      window.acknowledged(frame.ack(), lastHeardNanos);
    }
    if (frame.sequenced()) {
      if (receive.accepts(frame)) {
        arrived.add(decode(frame));
      }
    } else {
      unsequenced(decode(frame));
    }
  }

  private void unsequenced(BoardMessage message) {
    if (message instanceof BoardMessage.Identity answer && identity == null) {
      identity = answer;
    } else if (message instanceof BoardMessage.Status status) {
      checkBoot(status.bootId());
    }
  }

  private void noSession(BoardMessage.NoSession answer) {
    if (identity == null) {
      return; // an answer to something before our HELLO
    }
    checkBoot(answer.bootId());
    throw broken(
        Kind.SESSION_LOST,
        "the board has ended the session",
        "another program may have opened the same board; close it and start again");
  }

  private void checkBoot(long bootId) {
    BoardMessage.Identity known = identity;
    if (known != null && known.bootId() != bootId) {
      throw broken(
          Kind.REBOOTED,
          "boot id %016x became %016x: the board has rebooted".formatted(known.bootId(), bootId),
          "check its power; read the cells again before you write");
    }
  }

  private BoardMessage decode(Frame frame) {
    try {
      return BoardMessage.decode(frame);
    } catch (MalformedMessage e) {
      throw new LinkException(
          Kind.NONSENSE,
          "link: port=%s, %s; check the board's firmware"
              .formatted(transport.name(), e.getMessage()),
          e);
    }
  }

  private long heartbeatDue() {
    return identity == null ? Long.MAX_VALUE : lastSentNanos + times.heartbeat().toNanos();
  }

  /** A repetition waits until the line has taken what it was given: more would only queue up. */
  private long repetitionDue() {
    return writer.idle()
        ? window.dueNanos()
        : Math.max(window.dueNanos(), clock.nanoTime() + LINE_BUSY_NANOS);
  }

  private void pump() {
    long now = clock.nanoTime();
    if (now - repetitionDue() >= 0 || window.dueNanos() > now) {
      window.send(
          now,
          (message, sequence) ->
              write(
                  encode(
                      message,
                      Frame.SEQUENCED | Frame.ACKNOWLEDGES,
                      sequence,
                      receive.expected())));
    }
    if (now - heartbeatDue() >= 0 && identity != null) {
      heartbeats = heartbeats + 1 & 0xffffffffL;
      Message beat =
          aborting ? new HostMessage.Abort(heartbeats) : new HostMessage.Heartbeat(heartbeats);
      write(encode(beat, Frame.ACKNOWLEDGES, 0, receive.expected()));
    } else if (receive.owesAck()) {
      write(encode(new HostMessage.Ack(), Frame.ACKNOWLEDGES, 0, receive.expected()));
    }
  }

  private byte[] encode(Message message, int flags, int sequence, int ack) {
    return FrameCodec.encode(
        new Frame(flags, message.type(), session, sequence, ack, message.payload()));
  }

  private void write(byte[] frame) {
    writer.write(frame);
    framesSent++;
    lastSentNanos = clock.nanoTime();
    receive.acknowledged();
  }

  private LinkException gone(@Nullable BenchFault cause) {
    dead = true;
    return new LinkException(
        Kind.GONE,
        "link: port=%s, the port has gone; check the cable, then read the cells again before you"
                .formatted(transport.name())
            + " write",
        cause);
  }

  private LinkException broken(Kind kind, String what, String next) {
    dead = true;
    return new LinkException(kind, "link: port=%s, %s; %s".formatted(transport.name(), what, next));
  }
}
