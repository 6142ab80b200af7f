package dev.fluxbar.bench.gpio;

import dev.fluxbar.bench.Limits;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Volts;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** The columns of every array in time: amplitudes, what is staged, and edges that are measured. */
final class Drivers {
  private final GpioParts parts;
  private final MachineTimes times;
  private final Limits limits;
  private final BooleanSupplier stop;
  private final int[][] codes;

  Drivers(GpioParts parts, MachineTimes times, Limits limits, BooleanSupplier stop) {
    this.parts = parts;
    this.times = times;
    this.limits = limits;
    this.stop = stop;
    this.codes = new int[parts.wiring().arrays().size()][];
    for (int l = 0; l < codes.length; l++) {
      codes[l] = new int[parts.wiring().arrays().get(l).shape().columns()];
    }
  }

  static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  /** Chooses amplitudes; drivers stay at 0 V. */
  void amplitudes(int array, Volts volts) {
    for (int j = 0; j < codes[array].length; j++) {
      codes[array][j] = parts.profile().drivers(array).code(j, volts.at(j));
    }
  }

  /** Amplitudes are 0. */
  void clear() {
    for (int[] of : codes) {
      Arrays.fill(of, 0);
    }
  }

  /** The amplitudes; alive. */
  int[][] codes() {
    return codes;
  }

  /** What a code really gives, beside the offset. */
  double volts(int array, int column, int code) {
    var columns = parts.profile().drivers(array);
    return columns.transfer(column).gain() * code * columns.dac().stepVolts();
  }

  /** Stages every amplitude times {@code sign}: -1, 0 or 1. */
  void stage(int sign) {
    stage(codes, sign);
  }

  void stage(int[][] of, int sign) {
    for (int l = 0; l < of.length; l++) {
      parts.dacs().stage(l, of[l], sign);
    }
  }

  /** Makes what is staged act now. */
  Edge update() {
    long before = parts.clock().nanos();
    parts.dacs().update();
    return new Edge(before, parts.clock().nanos(), times.edgeNanos());
  }

  /** Makes what is staged act at a time: half of the update lies before it. */
  Edge updateAt(long atNanos) {
    waitUntil(atNanos - times.leadNanos());
    return update();
  }

  long leadNanos() {
    return times.leadNanos();
  }

  double conversionSeconds() {
    return times.conversionSeconds();
  }

  /** The shortest plateau that the machine holds. */
  double shortestSeconds() {
    return times.shortestSeconds();
  }

  /** The longest time for which drivers may be on. */
  double longestSeconds() {
    return limits.onSeconds();
  }

  /** Waits; what wants the bench to stop is heard within a millisecond. */
  void waitUntil(long atNanos) {
    if (!parts.clock().waitUntil(atNanos, stop)) {
      throw stopped();
    }
  }

  long now() {
    return parts.clock().nanos();
  }

  static BenchFault stopped() {
    return new BenchFault(
        "bench: stopped=true; it went safe in the middle of a program, open it again and read the"
            + " cells before you write");
  }

  /** Whether a time on was held, but for what the machine's own updates take. */
  void checkOn(double onSeconds) {
    double allowed = limits.onSeconds() + times.shortestSeconds();
    if (!(onSeconds <= allowed)) {
      throw new BenchFault(
          "bench: measured-on-seconds=%s, limit-on-seconds=%s; this machine was held up and the bench went safe, read the cells before you write"
              .formatted(onSeconds, limits.onSeconds()));
    }
  }
}
