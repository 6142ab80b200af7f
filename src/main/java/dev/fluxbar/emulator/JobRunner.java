package dev.fluxbar.emulator;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running job of a board, its watchdog, and the one way to the safe state. */
final class JobRunner {
  private final Crossbars crossbars;
  private final List<ArrayShape> shapes;
  private final JobStore jobs;
  private final Interlock interlock;
  private final BoardLink link;
  private final Pace pace;
  private final List<Geometry> geometries;
  private final long resultBytes;
  private @Nullable JobRun running;
  private long heardNanos;
  private long watchdogNanos;

  JobRunner(
      BoardSpec spec,
      double pace,
      Crossbars crossbars,
      JobStore jobs,
      Interlock interlock,
      BoardLink link) {
    this.crossbars = crossbars;
    this.shapes = spec.shape().arrays();
    this.jobs = jobs;
    this.interlock = interlock;
    this.link = link;
    this.pace = Pace.of(pace, spec.ticksPerSecond());
    this.geometries = new BoardIdentity(spec).geometries();
    this.resultBytes = spec.capacity().resultBytes();
  }

  boolean runs() {
    return running != null;
  }

  /** A valid frame of the session has come: the host is alive. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /**
   * Starts an armed job.
   *
   * @param limits of the session: its watchdog, and what every operation is held to again
   */
  void start(long nowNanos, long id, HostMessage.Limits limits) {
    LoadedJob job = jobs.start(id, runs());
    watchdogNanos = limits.watchdogMillis() * 1_000_000L;
    ResultPacker results = new ResultPacker(id, link::say);
    TableRing tables = new TableRing(job.load, geometries, link::say);
    Sequencer sequencer =
        new Sequencer(
            job.proved().image(),
            limits,
            shapes,
            crossbars,
            await -> take(await, tables, results, job),
            results::add);
    running = new JobRun(job, sequencer, results, tables, pace, nowNanos);
    link.say(new BoardMessage.Started(id, sequencer.startTick()));
  }

  /** The next streamed table, once it has come and what is sampled until the next one has room. */
  private @Nullable DriveTable take(
      Operation.Await await, TableRing tables, ResultPacker results, LoadedJob job) {
    long held = link.heldBytes() + results.bytes();
    boolean room = held == 0 || held + job.proved().proof().resultBytes() <= resultBytes;
    DriveTable table = room ? tables.take(await) : null;
    if (table == null) {
      // While it waits nothing fills a frame: what the host can have it gets now.
      results.flush();
    }
    return table;
  }

  /**
   * Takes a stretch of a job's stream; one of a job that has ended is left over and means nothing.
   */
  void stream(long nowNanos, HostMessage.StreamData data) {
    JobRun run = running;
    if (run != null && run.job.id() == data.job()) {
      try {
        run.append(data);
      } catch (JobBroken e) {
        goSafe(nowNanos, e.fault);
      }
    } else if (!jobs.wasStarted(data.job())) {
      interlock.checkClear();
      throw jobs.notRunning(data.job());
    }
  }

  /** At a pace, operations that were due before now have happened before what comes now. */
  void catchUp(long nowNanos) {
    JobRun run = running;
    if (run != null && run.paced()) {
      long until = Math.min(nowNanos, watchdogAtNanos());
      while (slice(nowNanos, run, until)) {
        // Each slice takes the next one.
      }
      endIfOver(nowNanos, run);
    }
  }

  void watch(long nowNanos) {
    if (runs() && nowNanos >= watchdogAtNanos()) {
      goSafe(nowNanos, ErrorCode.WATCHDOG);
    }
  }

  /** Without a pace, one slice at each call: what comes from the line gets in between. */
  void work(long nowNanos) {
    JobRun run = running;
    if (run != null && !run.paced()) {
      slice(nowNanos, run, nowNanos);
      endIfOver(nowNanos, run);
    }
  }

  private boolean slice(long nowNanos, JobRun run, long until) {
    try {
      return run.slice(until);
    } catch (JobBroken e) {
      goSafe(nowNanos, e.fault);
      return false;
    }
  }

  private void endIfOver(long nowNanos, JobRun run) {
    if (run.ended()) {
      goSafe(nowNanos, ErrorCode.NONE);
    }
  }

  /** Nanoseconds until there is something to do; {@code Long.MAX_VALUE} when nothing runs. */
  long dueInNanos(long nowNanos) {
    JobRun run = running;
    if (run == null) {
      return Long.MAX_VALUE;
    }
    return Math.min(run.dueInNanos(nowNanos), Math.max(0, watchdogAtNanos() - nowNanos));
  }

  private long watchdogAtNanos() {
    return heardNanos + watchdogNanos;
  }

  /** Goes safe because the session is over; with a fault if a job runs. */
  void goSafeAtSessionEnd(long nowNanos) {
    goSafe(nowNanos, runs() ? ErrorCode.SESSION_LOST : ErrorCode.NONE);
  }

  /**
   * The one way to the safe state, at the end of a job and at every fault: what runs is broken off
   * or has ended, drivers go to 0 V, switches open. A fault latches and drops armed jobs.
   */
  void goSafe(long nowNanos, ErrorCode fault) {
    JobRun run = running;
    running = null;
    // After an internal failure the circuit may be what failed: it is not asked to go on.
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

  BoardMessage status(long bootId, long count) {
    JobRun run = running;
    return new BoardMessage.Status(
        bootId,
        crossbars.ticks(),
        count,
        run == null ? 0 : run.job.id(),
        interlock.fault(),
        interlock.job());
  }
}
