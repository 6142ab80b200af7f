package dev.fluxbar.emulator;

import dev.fluxbar.array.Cell;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.MalformedMessage;
import dev.fluxbar.wire.Protocol;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A board of the protocol as a state machine: bytes in, bytes out, and time as it is told. It knows
 * no thread and no clock, so that the same input gives the same output. Not for use by several
 * threads at once.
 *
 * <p>Two times: the host's, in nanoseconds from any origin and never going back, rules the link and
 * the watchdog; the bench's, in ticks, passes with a program's operations alone. Without a pace a
 * program takes as long as it takes to compute, and an operation is never late.
 */
public final class BoardMachine {
  private static final Logger log = LoggerFactory.getLogger(BoardMachine.class);

  private final BoardSpec spec;
  private final BoardLink link;
  private final Crossbars crossbars;
  private final JobStore jobs;
  private final Interlock interlock = new Interlock();
  private final JobRunner runner;
  private final Orders orders;
  private final Random bootIds;
  private FrameDecoder decoder = new FrameDecoder();
  private long bootId;
  private long sessions;
  private long nowNanos;

  /**
   * @param pace seconds of the host's clock that one second of bench time takes; 0: as fast as
   *     possible
   * @param line takes each stuffed frame that the board sends, with its delimiter
   */
  public BoardMachine(BoardSpec spec, double pace, Consumer<byte[]> line) {
    if (!(pace >= 0 && pace < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "board: pace=%s; 0 is as fast as possible, 1 is real time".formatted(pace));
    }
    this.spec = spec;
    this.link = new BoardLink(line);
    this.crossbars = new Crossbars(spec);
    this.jobs = new JobStore(spec.capacity());
    this.runner = new JobRunner(spec, pace, crossbars, jobs, interlock, link);
    this.orders = new Orders(new BoardIdentity(spec), link, jobs, runner, interlock);
    Long seed = spec.seed();
    this.bootIds = seed == null ? new SecureRandom() : new Random(seed);
    this.bootId = bootIds.nextLong();
  }

  /** Takes bytes from the line; never fails, whatever they are. */
  public void receive(long atNanos, byte[] bytes, int offset, int length) {
    passTo(atNanos);
    decoder.accept(bytes, offset, length, this::take);
    link.pump(nowNanos);
  }

  /**
   * Does what is due: the watchdog, one slice of the running job, repetition.
   *
   * @return nanoseconds until it wants to be polled again; 0: at once; {@code Long.MAX_VALUE}: when
   *     bytes have come
   */
  public long poll(long atNanos) {
    passTo(atNanos);
    guarded(() -> runner.watch(nowNanos));
    guarded(() -> runner.work(nowNanos));
    link.pump(nowNanos);
    return Math.min(link.dueInNanos(nowNanos), runner.dueInNanos(nowNanos));
  }

  /** The far end of the line has gone: safe, and the session is over. */
  public void lineLost(long atNanos) {
    passTo(atNanos);
    guarded(() -> orders.endSession(nowNanos));
  }

  /** A loss of power and its return: session, jobs, ledger and latched fault are gone. */
  public void reboot(long atNanos) {
    lineLost(atNanos);
    jobs.forget();
    interlock.boot();
    crossbars.boot();
    decoder = new FrameDecoder();
    bootId = bootIds.nextLong();
  }

  public BoardSpec spec() {
    return spec;
  }

  /** Random since the last boot. */
  public long bootId() {
    return bootId;
  }

  /** What really is on the board now. */
  public BoardTruth truth() {
    return crossbars.truth(runner.runs());
  }

  /** From now on what the cells dissipate is summed up; it costs a little time. */
  public void meterEnergy() {
    crossbars.meterEnergy();
  }

  /** What they dissipated since, in joules. */
  public double dissipatedJoules() {
    return crossbars.dissipatedJoules();
  }

  /** What the channels of the board really are. */
  public AnalogTruth analogTruth() {
    return crossbars.analogTruth();
  }

  /** What drivers have put on each cell since the board was made, whatever booted since. */
  public CodeTicks codeTicks() {
    return crossbars.codeTicks();
  }

  /**
   * Calls {@code observer} at the ends of {@code points} equal parts of every stretch of time in
   * which drivers and switches stay as they are; a second call replaces the first observer.
   */
  public void observe(int points, List<Cell> cells, CellObserver observer) {
    crossbars.observe(points, cells, observer);
  }

  /** Ends observation. */
  public void unobserve() {
    crossbars.unobserve();
  }

  private void passTo(long atNanos) {
    nowNanos = atNanos;
    guarded(() -> runner.catchUp(nowNanos));
  }

  /** What must never happen is a fault of the board, not of who feeds it bytes. */
  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("board: id={}; it goes safe after an internal failure", spec.boardId(), e);
      runner.goSafe(nowNanos, ErrorCode.INTERNAL);
    }
  }

  private void take(Decoded decoded) {
    if (decoded instanceof Decoded.Valid valid) {
      guarded(() -> take(valid.frame()));
    } else {
      log.trace("board: refused={}", decoded);
    }
  }

  private void take(Frame frame) {
    if (frame.type() == HostMessage.Hello.TYPE && !frame.sequenced()) {
      hello(frame);
    } else if (!inSession(frame)) {
      // Two boards on one line, or a line that echoes, would never come to an end of this.
      if (frame.type() != BoardMessage.NoSession.TYPE) {
        link.sayNow(frame.session(), new BoardMessage.NoSession(bootId));
      }
    } else {
      runner.heard(nowNanos);
      if (link.takes(nowNanos, frame)) {
        orders.carryOut(nowNanos, bootId, frame);
      }
    }
  }

  private boolean inSession(Frame frame) {
    return link.session() != BoardLink.NONE && frame.session() == link.session();
  }

  private void hello(Frame frame) {
    if (inSession(frame)) {
      runner.heard(nowNanos);
      if (!link.heardSequenced()) {
        link.sayNow(frame.session(), identify(true));
      }
      return;
    }
    HostMessage.Hello hello;
    try {
      hello = (HostMessage.Hello) HostMessage.decode(frame);
    } catch (MalformedMessage e) {
      // Its layout is for ever: this is no HELLO of any version.
      log.trace("board: refused={}", e.getMessage());
      return;
    }
    boolean accepted =
        frame.session() != BoardLink.NONE
            && hello.major() == Protocol.MAJOR
            && hello.tableHash() == Protocol.TABLE_HASH;
    orders.endSession(nowNanos);
    if (accepted) {
      link.begin(nowNanos, frame.session(), hello.creditFrames(), hello.creditBytes());
      sessions++;
      orders.beginSession(bootId + sessions);
    }
    link.sayNow(frame.session(), identify(accepted));
  }

  private BoardMessage identify(boolean accepted) {
    return new BoardMessage.Identity(
        bootId,
        Protocol.MAJOR,
        Protocol.MINOR,
        Protocol.TABLE_HASH,
        accepted,
        accepted ? orders.sessionKey() : 0,
        interlock.fault(),
        interlock.job(),
        spec.capacity().creditFrames(),
        spec.capacity().creditBytes(),
        spec.boardId(),
        spec.firmware());
  }
}
