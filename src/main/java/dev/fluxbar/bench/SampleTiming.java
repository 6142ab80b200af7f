package dev.fluxbar.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Whether the conversions of each sample fit before its instant: rows times averages of all sensed
 * arrays, one after the other, within the settle, the plateau or the pulse at whose instant it is,
 * after a gate and after the sample before. Walks a program beside its check; times in ticks.
 */
final class SampleTiming {
  /** A product of rounded seconds may end a few units in the last place beyond an equal number. */
  private static final double ROUNDING = 1 + 1e-12;

  private final List<Channels> channels;
  private final Ticks clock;
  private final long[] conversions;
  private double quietTicks;

  SampleTiming(List<Channels> channels, Ticks clock) {
    this.channels = channels;
    this.clock = clock;
    this.conversions = new long[channels.size()];
  }

  void sense(int array, int rows, int averages) {
    conversions[array] = (long) rows * averages;
  }

  /** A stretch of time begins, or drivers or switches change: no conversion begins before. */
  void edge() {
    quietTicks = 0;
  }

  /** Switches open, and nothing is sensed. */
  void safe() {
    edge();
    Arrays.fill(conversions, 0);
  }

  void pass(long ticks) {
    quietTicks += (double) ticks;
  }

  /**
   * What is sensed is sampled now.
   *
   * @param place the step, and the instant within it
   * @throws ProgramRefused if not all of it can have been converted since the last change
   */
  void sample(String place) {
    double neededSeconds = 0;
    long count = 0;
    for (int l = 0; l < conversions.length; l++) {
      neededSeconds += conversions[l] * channels.get(l).conversionSeconds();
      count += conversions[l];
    }
    double seconds = clock.seconds(quietTicks);
    if (!(neededSeconds <= seconds * ROUNDING)) {
      throw new ProgramRefused(
          "%s: conversions=%d, conversions-take-seconds=%s, seconds-since-last-change=%s; sense fewer rows, average less or give it more time"
              .formatted(place, count, shown(neededSeconds), shown(seconds)));
    }
    quietTicks = 0;
  }

  /** Without what rounding leaves far below a tick. */
  private static double shown(double seconds) {
    return Math.rint(seconds * 1e12) / 1e12;
  }
}
