package dev.fluxbar.bench.gpio;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One block signal in measured time.
 *
 * <pre>
 *            e1 ............... e2
 *             |   +1     +1     |            e1 = e0 + tau
 *   0 ---.    |        ^        |    .--- 0  e2 = e1 + 2 (e1 - e0)
 *        | -1 |   sampled here  | -1 |       e3 = e2 + (e2 - e1) - (e1 - e0)
 *       e0    '        e1 + (e1 - e0)   e3
 * </pre>
 *
 * <p>Every edge is planned from those that were measured, so that the middle sample is taken where
 * the flux is back at its start however late the first edges were, its conversions on both sides of
 * that instant. What the last edge leaves is taken back by a plateau at a sixteenth of the
 * amplitude or less: the jitter of that one counts a sixteenth.
 */
final class BlockRun {

  /** The correction's amplitude is at most this part of the block's; chosen. */
  private static final double CORRECTION_PART = 1.0 / 16;

  /**
   * What was left.
   *
   * @param drivenSeconds of the amplitudes, with the block's sign
   * @param deviationSeconds one standard deviation of that
   * @param correction what was driven after it, if anything was
   * @param late why the program cannot go on, if it cannot
   */
  record Outcome(
      double drivenSeconds,
      double deviationSeconds,
      Optional<Correction> correction,
      @Nullable BenchFault late) {}

  /** A plateau that takes back what a block left. */
  static final class Correction {
    private final int[][] codes;
    private final DrivenTime driven;

    private Correction(int[][] codes, DrivenTime driven) {
      this.codes = codes;
      this.driven = driven;
    }

    /** {@code [arrays][columns]}; not to be changed. */
    int[][] codes() {
      return codes;
    }

    /** For how long, as measured. */
    DrivenTime driven() {
      return driven;
    }
  }

  private final Step.Block block;
  private final Drivers drivers;
  private final Sampling sampling;
  private final DrivenTime driven = new DrivenTime();
  private final int direction;
  private final long tauNanos;
  private @Nullable BenchFault late;
  private @Nullable Correction correcting;

  BlockRun(Step.Block block, Drivers drivers, Sampling sampling) {
    this.block = block;
    this.drivers = drivers;
    this.sampling = sampling;
    this.direction = block.inverted() ? -1 : 1;
    this.tauNanos = Drivers.nanos(block.tauSeconds());
  }

  Outcome run() {
    drivers.stage(sign(0));
    long begin = drivers.now();
    Edge first = drivers.update();
    driven.changed(first, sign(0));
    Edge second = plateau(0, first, first.nanos() + tauNanos, sign(1));
    long length = second.nanos() - first.nanos();
    if (late == null) {
      Edge third = middle(second, length);
      if (late == null) {
        plateau(3, third, third.nanos() + (third.nanos() - second.nanos()) - length, 0);
      }
    }
    if (late != null) {
      drivers.stage(0);
      driven.changed(drivers.update(), 0);
    }
    double on = (drivers.now() - begin) * 1e-9;
    return correct(on);
  }

  private int sign(int plateau) {
    return direction * BlockSignal.sign(plateau);
  }

  /** Lets a plateau pass that began at an edge, and ends it. */
  private Edge plateau(int plateau, Edge began, long endNanos, int next) {
    if (asked(Step.Block.atStart(plateau))) {
      sampleUntil(began.nanos() + Drivers.nanos(block.guardSeconds()), plateau, true);
    }
    drivers.stage(next);
    if (asked(Step.Block.atEnd(plateau))) {
      sampleUntil(endNanos - drivers.leadNanos(), plateau, false);
    }
    return ended(endNanos, next);
  }

  /** The two positive plateaus are one: nothing changes between them. */
  private Edge middle(Edge began, long length) {
    if (asked(Step.Block.atStart(1))) {
      sampleUntil(began.nanos() + Drivers.nanos(block.guardSeconds()), 1, true);
    }
    drivers.stage(sign(3));
    long balanced = began.nanos() + length;
    if (asked(Step.Block.atEnd(1))) {
      sampleUntil(balanced + Drivers.nanos(sampling.seconds() / 2), 1, false);
    }
    if (asked(Step.Block.atStart(2))) {
      sampleUntil(balanced + Drivers.nanos(block.guardSeconds()), 2, true);
    }
    long endNanos = began.nanos() + 2 * length;
    if (asked(Step.Block.atEnd(2))) {
      sampleUntil(endNanos - drivers.leadNanos(), 2, false);
    }
    return ended(endNanos, sign(3));
  }

  private boolean asked(int instant) {
    return (block.instants() & instant) != 0;
  }

  /** Samples so that the last conversion ends at a time. */
  private void sampleUntil(long endNanos, int plateau, boolean start) {
    drivers.waitUntil(endNanos - Drivers.nanos(sampling.seconds()));
    sampling.now(start ? Step.Block.atStart(plateau) : Step.Block.atEnd(plateau));
  }

  private Edge ended(long endNanos, int next) {
    Edge edge = drivers.updateAt(endNanos);
    driven.changed(edge, next);
    if (edge.nanos() - endNanos > tauNanos / 2) {
      late =
          new BenchFault(
              "bench: edge-late-seconds=%s, tau-seconds=%s; this machine was held up, the flux was taken back and the bench went safe, lengthen tau or quiet this machine"
                  .formatted((edge.nanos() - endNanos) * 1e-9, block.tauSeconds()));
    }
    return edge;
  }

  /** Takes back what is left; less than half a step of every driver is let be. */
  private Outcome correct(double onSeconds) {
    double left = driven.seconds();
    double seconds = Math.max(drivers.shortestSeconds(), Math.abs(left) / CORRECTION_PART);
    seconds = Math.min(seconds, Math.max(drivers.longestSeconds(), drivers.shortestSeconds()));
    int[][] codes = new int[drivers.codes().length][];
    boolean any = false;
    for (int l = 0; l < codes.length; l++) {
      codes[l] = new int[drivers.codes()[l].length];
      for (int j = 0; j < codes[l].length; j++) {
        codes[l][j] = (int) Math.rint(-left / seconds * drivers.codes()[l][j]);
        any |= codes[l][j] != 0;
      }
    }
    Optional<Correction> correction = any ? Optional.of(drive(codes, seconds)) : Optional.empty();
    if (late == null) {
      drivers.checkOn(onSeconds);
    }
    return new Outcome(left, driven.deviationSeconds(), correction, late);
  }

  private Correction drive(int[][] codes, double seconds) {
    DrivenTime held = new DrivenTime();
    correcting = new Correction(codes, held);
    drivers.stage(codes, 1);
    Edge on = drivers.update();
    held.changed(on, 1);
    drivers.stage(0);
    held.changed(drivers.updateAt(on.nanos() + Drivers.nanos(seconds)), 0);
    return correcting;
  }

  /** What it was driving with when it broke off. */
  DrivenTime driven() {
    return driven;
  }

  /** The plateau that took back what was left, if it had begun when this broke off. */
  Optional<Correction> correcting() {
    return Optional.ofNullable(correcting);
  }
}
