package dev.fluxbar.algorithm;

import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Step;
import java.util.Collections;
import java.util.List;

/**
 * What a certified program samples at rest, once before its first signal and once after its last:
 * every row that its signals are sampled in, in the same range with as many averages, while the
 * drivers are at 0 V. How these scatter is the noise of a row.
 *
 * @param samples of each row on either side; 0 where the bench has no room for them
 * @param waitSeconds before each, for its conversions
 */
record Rest(int samples, double waitSeconds) {

  /** On either side: a row's noise is then known to a fifth. Chosen. */
  static final int MOST = 8;

  /** None. */
  static final Rest NONE = new Rest(0, 0);

  /**
   * As many as take no longer on both sides than one block signal: switches are closed, and what
   * drivers stand at beside 0 V passes into the cells meanwhile.
   *
   * @param senses what is sensed
   * @param tauSeconds one plateau
   */
  static Rest of(BenchDescription bench, List<Step.Sense> senses, double tauSeconds) {
    long bytes = senses.stream().mapToLong(sense -> bench.sampleBytes(sense.array())).sum();
    if (bytes == 0) {
      return NONE;
    }
    double wait = waitSeconds(bench, senses);
    double most = wait > 0 ? Math.floor(2 * tauSeconds / wait) : MOST;
    long signal = Integer.bitCount(Step.Block.CERTIFIED);
    double fit = Math.floor((bench.resultBytes() / (double) bytes - signal) / 2);
    return new Rest((int) Math.max(0, Math.min(MOST, Math.min(most, fit))), wait);
  }

  /** Whole ticks in which all conversions fit; 0 where they take no time. */
  static double waitSeconds(BenchDescription bench, List<Step.Sense> senses) {
    double seconds = 0;
    for (Step.Sense sense : senses) {
      double conversions = sense.rowCount() * (double) sense.averages();
      seconds += conversions * bench.channels().get(sense.array()).conversionSeconds();
    }
    return Math.ceil(seconds / bench.tickSeconds() * (1 - 1e-12)) * bench.tickSeconds();
  }

  /** What is to be done on either side. */
  List<Step> steps() {
    Step sample = new Step.Sample();
    if (samples == 0 || waitSeconds == 0) {
      return Collections.nCopies(samples, sample); // a repeat's body must take time
    }
    return List.of(new Step.Repeat(samples, List.of(new Step.Settle(waitSeconds), sample)));
  }
}
