package dev.fluxbar.emulator;

import dev.fluxbar.array.Cell;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.MalformedMessage;
import dev.fluxbar.wire.Protocol;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  private final BoardIdentity identity;
  private final double nanosPerTick;
  private final BoardLink link;
  private final Crossbars crossbars;
  private final JobStore jobs;
  private final Interlock interlock = new Interlock();
  private final Random bootIds;
  private FrameDecoder decoder = new FrameDecoder();
  private long bootId;
  private HostMessage.@Nullable Limits limits;
  private @Nullable JobRun running;
  private long heardNanos;
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
    this.identity = new BoardIdentity(spec);
    this.nanosPerTick = pace * 1e9 / spec.ticksPerSecond();
    this.link = new BoardLink(line);
    this.crossbars = new Crossbars(spec);
    this.jobs = new JobStore(spec.capacity().jobBytes());
    Long seed = spec.seed();
    this.bootIds = seed == null ? new SecureRandom() : new Random(seed);
    this.bootId = bootIds.nextLong();
  }

  /** Takes bytes from the line; never fails, whatever they are. */
  public void receive(long atNanos, byte[] bytes, int offset, int length) {
    nowNanos = atNanos;
    guarded(this::catchUp);
    decoder.accept(
        bytes,
        offset,
        length,
        decoded -> {
          if (decoded instanceof Decoded.Valid valid) {
            guarded(() -> take(valid.frame()));
          } else {
            log.trace("board: refused={}", decoded);
          }
        });
    link.pump(nowNanos);
  }

  /**
   * Does what is due: the watchdog, one slice of the running job, repetition.
   *
   * @return nanoseconds until it wants to be polled again; 0: at once; {@code Long.MAX_VALUE}: when
   *     bytes have come
   */
  public long poll(long atNanos) {
    nowNanos = atNanos;
    guarded(this::catchUp);
    guarded(this::watch);
    guarded(this::work);
    link.pump(nowNanos);
    return Math.min(link.dueInNanos(nowNanos), workDueInNanos());
  }

  /** The far end of the line has gone: safe, and the session is over. */
  public void lineLost(long atNanos) {
    nowNanos = atNanos;
    guarded(this::catchUp);
    guarded(this::endSession);
  }

  /** A loss of power and its return: session, jobs, ledger and latched fault are gone. */
  public void reboot(long atNanos) {
    nowNanos = atNanos;
    guarded(this::catchUp);
    endSession();
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
    return crossbars.truth(running != null);
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

  /** What must never happen is a fault of the board, not of who feeds it bytes. */
  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.error("board: id={}; it goes safe after an internal failure", spec.boardId(), e);
      goSafe(ErrorCode.INTERNAL);
    }
  }

  private void take(Frame frame) {
    if (frame.type() == HostMessage.Hello.TYPE && !frame.sequenced()) {
      hello(frame);
    } else if (link.session() == BoardLink.NONE || frame.session() != link.session()) {
      // Two boards on one line, or a line that echoes, would never come to an end of this.
      if (frame.type() != BoardMessage.NoSession.TYPE) {
        link.sayNow(frame.session(), new BoardMessage.NoSession(bootId));
      }
    } else {
      heardNanos = nowNanos;
      if (link.takes(nowNanos, frame)) {
        carryOut(frame);
      }
    }
  }

  private void hello(Frame frame) {
    if (frame.session() != BoardLink.NONE && frame.session() == link.session()) {
      heardNanos = nowNanos;
      if (!link.heardSequenced()) {
        link.sayNow(frame.session(), identify(true));
      }
      return;
    }
    endSession();
    HostMessage.Hello hello = understood(frame);
    if (hello != null) {
      link.begin(nowNanos, frame.session(), hello.creditFrames(), hello.creditBytes());
      heardNanos = nowNanos;
    }
    link.sayNow(frame.session(), identify(hello != null));
  }

  /** A HELLO that begins a session, or null: another version's may have any payload. */
  private static HostMessage.@Nullable Hello understood(Frame frame) {
    if (frame.session() == BoardLink.NONE) {
      return null;
    }
    try {
      return HostMessage.decode(frame) instanceof HostMessage.Hello hello
              && hello.major() == Protocol.MAJOR
              && hello.tableHash() == Protocol.TABLE_HASH
          ? hello
          : null;
    } catch (MalformedMessage e) {
      log.trace("board: refused={}", e.getMessage());
      return null;
    }
  }

  private BoardMessage identify(boolean accepted) {
    return new BoardMessage.Identity(
        bootId,
        Protocol.MAJOR,
        Protocol.MINOR,
        Protocol.TABLE_HASH,
        accepted,
        interlock.fault(),
        interlock.job(),
        spec.capacity().creditFrames(),
        spec.capacity().creditBytes(),
        spec.boardId(),
        spec.firmware());
  }

  private void endSession() {
    goSafe(running == null ? ErrorCode.NONE : ErrorCode.SESSION_LOST);
    jobs.free();
    limits = null;
    link.end();
  }

  private void carryOut(Frame frame) {
    HostMessage message;
    try {
      message = HostMessage.decode(frame);
    } catch (MalformedMessage e) {
      if (frame.sequenced()) {
        refuse(frame, 0, new Refusal(e.error(), 0, e.value()));
      }
      return;
    }
    long job = jobOf(message);
    try {
      if (message.sequenced()) {
        sequenced(message, frame);
      } else {
        unsequenced(message);
      }
    } catch (Refusal e) {
      refuse(frame, job, e);
    }
  }

  private void refuse(Frame frame, long job, Refusal refusal) {
    link.say(
        new BoardMessage.Refused(
            frame.type(), job, refusal.error, refusal.operation, refusal.value));
  }

  private static long jobOf(HostMessage message) {
    if (message instanceof HostMessage.Load load) {
      return load.job();
    } else if (message instanceof HostMessage.LoadData data) {
      return data.job();
    } else if (message instanceof HostMessage.Verify verify) {
      return verify.job();
    } else if (message instanceof HostMessage.Arm arm) {
      return arm.job();
    } else if (message instanceof HostMessage.Start start) {
      return start.job();
    } else if (message instanceof HostMessage.Release release) {
      return release.job();
    }
    return 0;
  }

  private void unsequenced(HostMessage message) {
    if (message instanceof HostMessage.Heartbeat heartbeat) {
      status(heartbeat.count());
    } else if (message instanceof HostMessage.Abort abort) {
      goSafe(ErrorCode.ABORTED);
      status(abort.count());
    }
  }

  private void status(long count) {
    JobRun run = running;
    link.sayNow(
        link.session(),
        new BoardMessage.Status(
            bootId,
            crossbars.ticks(),
            count,
            run == null ? 0 : run.job.id(),
            interlock.fault(),
            interlock.job()));
  }

  private void sequenced(HostMessage message, Frame frame) {
    if (message instanceof HostMessage.Describe) {
      link.say(identity.description());
      identity.arrays().forEach(link::say);
    } else if (message instanceof HostMessage.Limits newLimits) {
      setLimits(newLimits, frame);
    } else if (message instanceof HostMessage.Query query) {
      link.say(jobs.tell(query.job()));
    } else if (message instanceof HostMessage.Release release) {
      link.say(jobs.release(release.job()));
    } else if (message instanceof HostMessage.Clear clear) {
      interlock.clear(clear.fault());
      link.say(new BoardMessage.Cleared(clear.fault()));
    } else if (message instanceof HostMessage.Bye) {
      bye();
    } else {
      interlock.checkClear();
      onTheWayToAStart(message);
    }
  }

  private void onTheWayToAStart(HostMessage message) {
    HostMessage.Limits set = limits;
    if (message instanceof HostMessage.Load load) {
      Refusal.unless(set != null, ErrorCode.NO_LIMITS, 0);
      jobs.load(load);
    } else if (message instanceof HostMessage.LoadData data) {
      jobs.append(data);
    } else if (message instanceof HostMessage.Verify verify) {
      if (set == null) {
        throw new Refusal(ErrorCode.NO_LIMITS, 0, 0);
      }
      link.say(jobs.verify(verify, identity.rules(set)));
    } else if (message instanceof HostMessage.Arm arm) {
      link.say(jobs.arm(arm.job()));
    } else if (message instanceof HostMessage.Start start) {
      start(start.job());
    } else {
      throw new IllegalStateException("board: message=%s; it is not handled".formatted(message));
    }
  }

  private void setLimits(HostMessage.Limits newLimits, Frame frame) {
    Refusal.unless(limits == null, ErrorCode.WRONG_STATE, 0);
    identity.check(newLimits);
    limits = newLimits;
    byte[] payload = frame.payload();
    link.say(new BoardMessage.LimitsSet(FrameCodec.crc(payload, 0, payload.length)));
  }

  private void start(long id) {
    if (jobs.wasStarted(id)) {
      link.say(jobs.tell(id));
      return;
    }
    LoadedJob job = jobs.start(id, running != null);
    ResultPacker results = new ResultPacker(id, link::say);
    Sequencer sequencer =
        new Sequencer(job.proved().image(), spec.shape().arrays(), crossbars, results::add);
    running = new JobRun(job, sequencer, results, nanosPerTick, nowNanos);
    link.say(new BoardMessage.Started(id, sequencer.startTick()));
  }

  private void bye() {
    JobRun run = running;
    goSafe(run == null ? ErrorCode.NONE : ErrorCode.SESSION_LOST);
    link.say(new BoardMessage.Goodbye());
    // It is said once: a host that does not get it asks again and hears NO_SESSION.
    link.pump(nowNanos);
    endSession();
  }

  /** At a pace, operations that were due before now have happened before what comes now. */
  private void catchUp() {
    JobRun run = running;
    if (run != null && run.paced()) {
      long until = Math.min(nowNanos, watchdogAtNanos());
      while (run.slice(until)) {
        // Each slice takes the next one.
      }
      endIfOver(run);
    }
  }

  private void endIfOver(JobRun run) {
    if (run.ended()) {
      goSafe(ErrorCode.NONE);
    }
  }

  private long watchdogAtNanos() {
    HostMessage.Limits set = limits;
    return set == null ? Long.MAX_VALUE : heardNanos + set.watchdogMillis() * 1_000_000L;
  }

  private void watch() {
    if (running != null && nowNanos >= watchdogAtNanos()) {
      goSafe(ErrorCode.WATCHDOG);
    }
  }

  /** Without a pace, one slice at each poll: what comes from the line gets in between. */
  private void work() {
    JobRun run = running;
    if (run != null && !run.paced()) {
      run.slice(nowNanos);
      endIfOver(run);
    }
  }

  private long workDueInNanos() {
    JobRun run = running;
    if (run == null) {
      return Long.MAX_VALUE;
    }
    return Math.min(run.dueInNanos(nowNanos), Math.max(0, watchdogAtNanos() - nowNanos));
  }

  /**
   * The one way to the safe state, at the end of a job and at every fault: what runs is broken off
   * or has ended, drivers go to 0 V, switches open. A fault latches and drops armed jobs.
   */
  private void goSafe(ErrorCode fault) {
    JobRun run = running;
    running = null;
    if (run != null && fault != ErrorCode.NONE && fault != ErrorCode.INTERNAL) {
      run.breakOff(fault == ErrorCode.WATCHDOG ? watchdogAtNanos() : nowNanos);
    }
    crossbars.safe();
    if (fault != ErrorCode.NONE) {
      interlock.latch(fault, run == null ? 0 : run.job.id());
      jobs.dropArmed();
    }
    if (run != null) {
      jobs.ended(run.job, fault == ErrorCode.NONE ? JobState.DONE : JobState.FAULTED);
      link.say(run.finish(fault));
    }
  }
}
