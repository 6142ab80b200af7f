package dev.fluxbar.link.host;

import dev.fluxbar.link.host.LinkException.Kind;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.HostMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's end of a line to one board, alive in two threads: one reads, one writes. A third, the
 * owner, calls everything but {@link #abort} and {@link #counts}, which any thread may. Messages
 * arrive in order, each exactly once, or the link breaks with a {@link LinkException}, once and for
 * ever.
 *
 * <p>The session is kept alive while the owner waits in {@link #receive}; a board that runs a job
 * goes safe by itself when the owner stays away for longer than the watchdog time.
 */
public final class HostLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostLink.class);

  /** How long a line may take for its last frames before the pipe is closed. */
  private static final long DRAIN_NANOS = 200_000_000;

  /** After so many reads it is time to answer: a board that speaks without pause must not win. */
  private static final int LONGEST_TURN = 64;

  /** How often, and how long, a line is heard that takes nothing more before it is given up. */
  private static final int LAST_WAITS = 5;

  private static final long LAST_WAIT_NANOS = 20_000_000;

  private final ByteTransport transport;
  private final int number;
  private final NanoClock clock;
  private final LinkTimes times;
  private final Inbound inbound;
  private final LineWriter writer;
  private volatile boolean aborting;
  private volatile @Nullable HostSession session;
  private final AtomicLong framesReceived = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private boolean ended;
  private @Nullable RuntimeException endedBy;
  private boolean open;
  private boolean closing;
  private boolean interrupted;

  /**
   * Takes over {@code transport}; nothing happens before {@link #connect}.
   *
   * @param session 1 to 65535, another one each time
   */
  public HostLink(ByteTransport transport, int session, NanoClock clock, LinkTimes times) {
    if (session < 1 || session > 0xffff) {
      throw new IllegalArgumentException(
          "link: session=%d; it must be 1 to 65535".formatted(session));
    }
    this.transport = transport;
    this.number = session;
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
    checkNotAborted();
    transport.open();
    open = true;
    try {
      inbound.start();
      writer.start();
      return hello();
    } catch (RuntimeException e) {
      shutAfter(e);
      throw e;
    }
  }

  private void checkNotAborted() {
    if (aborting) {
      throw new LinkException(
          Kind.ABORTED,
          transport.name(),
          "aborted=true, no session has begun",
          "make a new link to go on",
          null);
    }
  }

  private BoardMessage.Identity hello() {
    String port = transport.name();
    Handshake handshake = new Handshake(port, number, times, writer, clock.nanoTime());
    HostSession begun = null;
    while (begun == null) {
      checkNotAborted();
      long now = clock.nanoTime();
      if (handshake.late(now)) {
        throw handshake.unanswered(inbound);
      }
      handshake.pump(now);
      for (Frame frame : await(handshake.dueInNanos(now))) {
        if (begun != null) {
          begun.hear(clock.nanoTime(), frame);
          continue;
        }
        handshake.hear(clock.nanoTime(), frame);
        BoardMessage.Identity identity = handshake.identity();
        if (identity != null) {
          begun = begin(handshake, identity);
        }
      }
      if (begun == null && lineEnded()) {
        throw Handshake.gone(port, endedBy);
      }
    }
    session = begun;
    checkNotAborted(); // who aborts from here on finds the session
    return begun.board();
  }

  private HostSession begin(Handshake handshake, BoardMessage.Identity identity) {
    HostSession begun =
        new HostSession(
            transport.name(),
            handshake.session(),
            identity,
            times,
            writer,
            () -> aborting,
            clock.nanoTime());
    begun.offer(new HostMessage.Confirm(identity.sessionKey()));
    return begun;
  }

  /** Sends heartbeats at least every quarter of {@code watchdog} while the owner waits. */
  public void watchdog(Duration watchdog) {
    session().watchdog(watchdog);
  }

  /**
   * Queues sequenced messages; they go out in order as credit allows, what credit does not allow
   * yet while {@link #receive} waits.
   */
  public void send(List<? extends HostMessage> messages) {
    HostSession current = session();
    long now = clock.nanoTime();
    current.listen(
        now); // however long its owner was busy with other things, the board was not silent
    messages.forEach(current::offer);
    current.pump(now);
  }

  /**
   * Sends what {@code source} gives, behind all that was queued, whenever there is credit for it
   * while {@link #receive} waits; replaces the source before.
   */
  public void feed(MessageSource source) {
    HostSession current = session;
    if (current != null) {
      current.feed(source);
    }
  }

  /** Queues one sequenced message. */
  public void send(HostMessage message) {
    send(List.of(message));
  }

  /**
   * Waits for the next sequenced message of the board, keeping the session alive.
   *
   * @throws LinkException if the board is silent for too long, has rebooted or has gone
   */
  public BoardMessage receive() {
    HostSession current = session();
    current.listen(clock.nanoTime());
    BoardMessage next = current.next();
    while (next == null) {
      turn(current);
      next = current.next();
      LinkException broken = current.broken();
      if (next == null && broken != null) {
        throw broken;
      }
    }
    return next;
  }

  /** Waits for a message of one type; any other is a break of the protocol. */
  public <M extends BoardMessage> M receive(Class<M> type) {
    BoardMessage message = receive();
    if (type.isInstance(message)) {
      return type.cast(message);
    }
    throw nonsense("expected=%s, received=%s".formatted(type.getSimpleName(), message));
  }

  /** Breaks the link because the board said what it must not; the board is told to go safe. */
  public LinkException nonsense(String what) {
    return session().nonsense(what);
  }

  /** Sends what is due, then takes what comes until something is due again. */
  private void turn(HostSession current) {
    long now = clock.nanoTime();
    current.pump(now);
    if (current.broken() != null) {
      return;
    }
    hear(current, current.dueInNanos(now));
    if (lineEnded()) {
      @Nullable Throwable cause = endedBy;
      // The writer may know before the reader: what the line still carries is heard first.
      for (int i = 0; i < LAST_WAITS && !ended; i++) {
        hear(current, LAST_WAIT_NANOS);
      }
      current.gone(cause);
    }
  }

  private void hear(HostSession current, long nanos) {
    for (Frame frame : await(nanos)) {
      current.hear(clock.nanoTime(), frame);
    }
  }

  private boolean lineEnded() {
    RuntimeException failure = writer.failure();
    if (failure != null) {
      endedBy = failure;
    }
    return ended || failure != null;
  }

  private HostSession session() {
    HostSession current = session;
    if (current == null || !open) {
      throw new IllegalStateException(
          "link: port=%s, open=%s; connect it once, and use it before it is closed"
              .formatted(transport.name(), open));
    }
    return current;
  }

  /** What came within {@code nanos}, and at once all else that has come already. */
  private List<Frame> await(long nanos) {
    List<Frame> frames = new ArrayList<>();
    try {
      Inbound.Event event = inbound.poll(nanos);
      for (int i = 1; event != null; i++) {
        take(event, frames);
        event = i < LONGEST_TURN ? inbound.poll() : null;
      }
    } catch (InterruptedException e) {
      interrupted = true;
      if (!closing) {
        throw interruption(e);
      }
    }
    return frames;
  }

  private LinkException interruption(InterruptedException e) {
    Thread.currentThread().interrupt();
    abort();
    return new LinkException(
        Kind.INTERRUPTED,
        transport.name(),
        "interrupted=true, the board was told to go safe",
        "close the bench, and read the cells again before you write",
        e);
  }

  private void take(Inbound.Event event, List<Frame> frames) {
    if (event instanceof Inbound.Ended end) {
      ended = true;
      endedBy = end.cause();
    } else if (event instanceof Inbound.Received received) {
      for (Decoded decoded : received.decoded()) {
        if (decoded instanceof Decoded.Valid valid) {
          framesReceived.incrementAndGet();
          frames.add(valid.frame());
        } else {
          rejected.incrementAndGet();
          log.debug("{}: dropped {}", transport.name(), decoded);
        }
      }
    }
  }

  /** Tells the board to go safe at once, before anything that waits; from any thread. */
  public void abort() {
    aborting = true;
    HostSession current = session;
    if (current != null) {
      current.abort();
    }
    inbound.wake();
  }

  /** Whether {@link #abort} was called. */
  public boolean aborting() {
    return aborting;
  }

  /** Why nothing can be sent any more, if the link has broken. */
  public Optional<LinkException> broken() {
    HostSession current = session;
    return current == null ? Optional.empty() : Optional.ofNullable(current.broken());
  }

  /** What the link has seen. Any thread may ask, also while a job is under way. */
  public LinkCounts counts() {
    HostSession current = session;
    long frames = framesReceived.get();
    long bytes = inbound.bytes();
    return current == null
        ? new LinkCounts(0, frames, bytes, rejected.get(), 0, 0)
        : current.counts(frames, bytes, rejected.get());
  }

  /**
   * Ends the session if the board still answers, then closes the pipe. Twice is harmless. An
   * interrupt does not cut it short, since it is the way to the safe state; it stays pending.
   */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    closing = true;
    interrupted |= Thread.interrupted();
    try {
      goodbye();
    } finally {
      try {
        shut();
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void goodbye() {
    HostSession current = session();
    if (current.broken() != null) {
      return;
    }
    long start = clock.nanoTime();
    current.leave(start);
    while (!current.left() && current.broken() == null) {
      if (clock.nanoTime() - start > times.silence().toNanos()) {
        current.silentAtGoodbye();
      } else {
        turn(current);
      }
    }
    if (!current.left()) {
      // The board goes safe by itself when it hears nothing; the pipe is closed either way.
      log.warn("No goodbye from the board", current.broken());
    }
  }

  /** Lets an ABORT or an acknowledgement out, then closes the pipe. */
  private void shut() {
    open = false;
    writer.drain(DRAIN_NANOS);
    writer.stop();
    try {
      transport.close();
    } finally {
      inbound.stop();
    }
  }

  private void shutAfter(RuntimeException first) {
    try {
      shut();
    } catch (RuntimeException later) {
      first.addSuppressed(later);
    }
  }
}
