package dev.fluxbar.emulator;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running job of a board, its watchdog, and the one way to the safe state. */
final class JobRunner {
  private final Crossbars crossbars;
  private final List<ArrayShape> shapes;
  private final JobStore jobs;
  private final Interlock interlock;
  private final BoardLink link;
  private final double nanosPerTick;
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
    this.nanosPerTick = pace * 1e9 / spec.ticksPerSecond();
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
    Sequencer sequencer =
        new Sequencer(job.proved().image(), limits, shapes, crossbars, results::add);
    running = new JobRun(job, sequencer, results, nanosPerTick, nowNanos);
    link.say(new BoardMessage.Started(id, sequencer.startTick()));
  }

  /** At a pace, operations that were due before now have happened before what comes now. */
  void catchUp(long nowNanos) {
    JobRun run = running;
    if (run != null && run.paced()) {
      long until = Math.min(nowNanos, watchdogAtNanos());
      while (run.slice(until)) {
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
      run.slice(nowNanos);
      endIfOver(nowNanos, run);
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
