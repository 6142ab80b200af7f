package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;

/**
 * A job whose operations are being fired, at a pace: {@code pace} seconds of the host's clock for
 * one of bench time, or 0 for as fast as possible.
 */
final class JobRun {
  private static final int NOWHERE = -1;
  private static final long LARGEST_COUNT = 0xffffffffL;

  final LoadedJob job;
  private final Sequencer sequencer;
  private final ResultPacker results;
  private final double nanosPerTick;
  private final long startNanos;
  private final TableRing tables;
  private final double waitNanosPerTick;
  private long stretchTicks;
  private int waitingAt = NOWHERE;
  private long starvesAtNanos;
  private boolean ended;

  JobRun(
      LoadedJob job,
      Sequencer sequencer,
      ResultPacker results,
      TableRing tables,
      Pace pace,
      long startNanos) {
    this.job = job;
    this.sequencer = sequencer;
    this.results = results;
    this.tables = tables;
    this.nanosPerTick = pace.nanosPerTick();
    this.waitNanosPerTick = pace.waitNanosPerTick();
    this.startNanos = startNanos;
  }

  /** Whether every operation was fired. */
  boolean ended() {
    return ended;
  }

  /**
   * Takes the next stretch of the job's stream.
   *
   * @throws JobBroken if it is out of place
   */
  void append(HostMessage.StreamData data) {
    tables.append(data);
  }

  /**
   * Fires one slice; at a pace, one that is due at {@code nowNanos}. True if there was one.
   *
   * @throws JobBroken if a streamed table is not what it must be or does not come, or a sample is
   *     late
   */
  boolean slice(long nowNanos) {
    if (stretchTicks == 0) {
      passWaiting(nowNanos);
      long ticks = sequencer.fire();
      if (ticks == Sequencer.WAITING) {
        awaitTable(nowNanos);
        return false;
      }
      waitingAt = NOWHERE;
      ended = ticks == Sequencer.ENDED;
      stretchTicks = Math.max(0, ticks);
      if (ended) {
        return false;
      }
      if (stretchTicks == 0) {
        return true;
      }
    }
    if (dueInNanos(nowNanos) > 0) {
      return false;
    }
    stretchTicks = 0;
    sequencer.pass();
    return true;
  }

  private void awaitTable(long nowNanos) {
    Operation.Await await = sequencer.awaiting();
    // Between two turns of one AWAIT time has passed: another operation is another wait.
    if (await != null && waitingAt != sequencer.operation()) {
      waitingAt = sequencer.operation();
      long began = paced() ? startNanos + nanosAt(sequencer.ticks()) : nowNanos;
      starvesAtNanos = began + (long) Math.ceil(waitNanosPerTick * await.ticks());
    }
    if (nowNanos >= starvesAtNanos) {
      throw new JobBroken(ErrorCode.STARVED);
    }
  }

  /** At a pace the board's clock goes on while it waits; without one it stands. */
  private void passWaiting(long nowNanos) {
    if (waitingAt != NOWHERE && paced()) {
      long until = Math.min(nowNanos, starvesAtNanos);
      sequencer.passWaiting((long) ((until - startNanos) / nanosPerTick) - sequencer.ticks());
    }
  }

  private long nanosAt(long ticks) {
    return (long) Math.ceil(nanosPerTick * ticks);
  }

  /** Nanoseconds until the present stretch is over; 0 when there is no pace. */
  long dueInNanos(long nowNanos) {
    if (waitingAt != NOWHERE) {
      return Math.max(0, starvesAtNanos - nowNanos);
    }
    // The whole time since the start, not stretch by stretch: errors of rounding do not add up.
    long due = nanosAt(sequencer.ticks() + stretchTicks);
    return Math.max(0, due - (nowNanos - startNanos));
  }

  boolean paced() {
    return nanosPerTick > 0;
  }

  /** Lets the part of a stretch pass that lies before {@code nowNanos}, and nothing more. */
  void breakOff(long nowNanos) {
    passWaiting(nowNanos);
    if (paced() && stretchTicks > 0) {
      long passed = (long) ((nowNanos - startNanos) / nanosPerTick) - sequencer.ticks();
      sequencer.breakOff(Math.max(0, passed));
    }
  }

  /** What is left to say of the job: its last RESULTS, and DONE. */
  BoardMessage finish(ErrorCode fault) {
    results.flush();
    return new BoardMessage.Done(
        job.id(),
        fault == ErrorCode.NONE ? JobState.DONE : JobState.FAULTED,
        sequencer.operation(),
        fault,
        sequencer.ticks(),
        Math.min(LARGEST_COUNT, sequencer.pulses()),
        Math.min(LARGEST_COUNT, results.count()));
  }
}
