package dev.fluxbar.app.operation;

import dev.fluxbar.bench.Conversion;
import dev.fluxbar.bench.SensedRanges;
import dev.fluxbar.journal.RunHistory.Sent;
import dev.fluxbar.signal.Sample;
import java.util.Optional;

/**
 * Every current of a journal made anew of the raw sum that the board sent, program after program,
 * and held against the one beside it.
 */
final class RawCodes {
  private final Conversion conversion;
  private long programs;
  private long sums;
  private Optional<String> difference = Optional.empty();

  RawCodes(Conversion conversion) {
    this.conversion = conversion;
  }

  /** Converts the samples of the next program. */
  void convert(Sent sent) {
    SensedRanges ranges = SensedRanges.of(sent.program());
    sent.recording()
        .ifPresent(recording -> recording.samples().forEach(sample -> convert(sample, ranges)));
    programs++;
  }

  private void convert(Sample sample, SensedRanges ranges) {
    Sample.Place place = sample.place();
    int range = ranges.range(place);
    long[] raw = sample.rawSums();
    double[] then = sample.amperes();
    for (int k = 0; k < raw.length; k++) {
      double now =
          conversion.amperes(place.array(), place.firstRow() + k, range, raw[k], place.averages());
      if (difference.isEmpty()
          && Double.doubleToLongBits(then[k]) != Double.doubleToLongBits(now)) {
        difference = Optional.of(sentence(place, k, raw[k], then[k], now));
      }
    }
    sums += raw.length;
  }

  private String sentence(Sample.Place place, int row, long sum, double then, double now) {
    return "program=%d, step=%d, array=%d, row=%d, raw-sum=%d: recorded-amperes=%s, computed-amperes=%s"
        .formatted(
            programs, place.step(), place.array() + 1, place.firstRow() + row + 1, sum, then, now);
  }

  /** How many sums were converted. */
  long sums() {
    return sums;
  }

  /** The first current that the journal has otherwise, by its bits. */
  Optional<String> difference() {
    return difference;
  }
}
