package dev.fluxbar.emulator.chips;

import dev.fluxbar.bench.gpio.port.MonotonicClock;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A clock that only moves when something takes time, with the lateness of a machine that has other
 * things to do: every wait ends a little late, drawn from a seed.
 */
public final class VirtualClock implements MonotonicClock {

  /**
   * What a machine is like.
   *
   * @param frameNanos what a frame costs beside its bits, not negative
   * @param frameLateNanos mean of what a frame costs more, exponentially distributed
   * @param wakeLateNanos mean of the lateness of a wait, exponentially distributed
   * @param hiccupShare how many of both are held up by something else, 0 to 1
   * @param hiccupNanos for how long, at most
   */
  public record Machine(
      long frameNanos,
      double frameLateNanos,
      double wakeLateNanos,
      double hiccupShare,
      double hiccupNanos) {

    /** Exact times. */
    public static final Machine EXACT = new Machine(0, 0, 0, 0, 0);

    /** Assumed of a small computer: frames of 15 us, waits late by 5 us, some by up to 200 us. */
    public static final Machine SMALL_COMPUTER = new Machine(15_000, 2_000, 5_000, 1e-3, 200_000);

    public Machine {
      if (!(frameNanos >= 0
          && frameLateNanos >= 0
          && frameLateNanos < 1e9
          && wakeLateNanos >= 0
          && wakeLateNanos < 1e9
          && hiccupShare >= 0
          && hiccupShare <= 1
          && hiccupNanos >= 0
          && hiccupNanos < 1e10)) {
        throw new IllegalArgumentException(
            "machine: frame-nanos=%d, late-nanos=%s and %s, hiccup-share=%s, hiccup-nanos=%s; none may be"
                    .formatted(frameNanos, frameLateNanos, wakeLateNanos, hiccupShare, hiccupNanos)
                + " negative, the share at most 1");
      }
    }
  }

  private final Machine machine;
  private final Random random;
  private long nanos;

  public VirtualClock(Machine machine, long seed) {
    this.machine = machine;
    this.random = new Random(seed);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public boolean waitUntil(long atNanos, BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      return false;
    }
    if (atNanos > nanos) {
      nanos = atNanos + late(machine.wakeLateNanos());
    }
    return !stop.getAsBoolean();
  }

  /** Time passes. */
  public void pass(long passing) {
    nanos += passing;
  }

  /** What one call to the system takes beside its work. */
  void call() {
    nanos += machine.frameNanos() / 2 + late(machine.frameLateNanos()) / 2;
  }

  private long late(double meanNanos) {
    double late = meanNanos * -Math.log(1 - random.nextDouble());
    if (machine.hiccupShare() > 0 && random.nextDouble() < machine.hiccupShare()) {
      late += machine.hiccupNanos() * random.nextDouble();
    }
    return Math.round(late);
  }
}
