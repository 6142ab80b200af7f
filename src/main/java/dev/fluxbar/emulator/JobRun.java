package dev.fluxbar.emulator;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.JobState;

/**
 * A job whose operations are being fired, at a pace: {@code pace} seconds of the host's clock for
 * one of bench time, or 0 for as fast as possible.
 */
final class JobRun {
  private static final long LARGEST_COUNT = 0xffffffffL;

  final LoadedJob job;
  private final Sequencer sequencer;
  private final ResultPacker results;
  private final double nanosPerTick;
  private final long startNanos;
  private long stretchTicks;
  private boolean ended;

  JobRun(
      LoadedJob job,
      Sequencer sequencer,
      ResultPacker results,
      double nanosPerTick,
      long startNanos) {
    this.job = job;
    this.sequencer = sequencer;
    this.results = results;
    this.nanosPerTick = nanosPerTick;
    this.startNanos = startNanos;
  }

  /** Whether every operation was fired. */
  boolean ended() {
    return ended;
  }

  /** Fires one slice; at a pace, one that is due at {@code nowNanos}. True if there was one. */
  boolean slice(long nowNanos) {
    if (stretchTicks == 0) {
      long ticks = sequencer.fire();
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

  /** Nanoseconds until the present stretch is over; 0 when there is no pace. */
  long dueInNanos(long nowNanos) {
    long ticks = sequencer.ticks() + stretchTicks;
    // The whole time since the start, not stretch by stretch: errors of rounding do not add up.
    return Math.max(0, (long) Math.ceil(nanosPerTick * ticks) - (nowNanos - startNanos));
  }

  boolean paced() {
    return nanosPerTick > 0;
  }

  /** Lets the part of a stretch pass that lies before {@code nowNanos}, and nothing more. */
  void breakOff(long nowNanos) {
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
