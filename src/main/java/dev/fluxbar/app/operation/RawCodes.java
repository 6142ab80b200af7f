package dev.fluxbar.app.operation;

import dev.fluxbar.bench.Conversion;
import dev.fluxbar.bench.SensedRanges;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal holds, with every current made anew of the raw sum that the board sent.
 *
 * @param history the same programs, their samples converted again
 * @param sums how many sums were converted
 * @param difference the first current that the journal has otherwise, by its bits
 */
record RawCodes(RunHistory history, long sums, Optional<String> difference) {

  /** Converts all of them. */
  static RawCodes of(RunHistory history, Conversion conversion) {
    List<RunHistory.Sent> programs = new ArrayList<>();
    Optional<String> difference = Optional.empty();
    long sums = 0;
    for (int i = 0; i < history.programs().size(); i++) {
      RunHistory.Sent sent = history.programs().get(i);
      if (sent.recording().isEmpty()) {
        programs.add(sent);
        continue;
      }
      Recording recorded = sent.recording().get();
      SensedRanges ranges = SensedRanges.of(sent.program());
      List<Sample> samples = new ArrayList<>();
      for (Sample sample : recorded.samples()) {
        Sample again = again(sample, ranges.range(sample.place()), conversion);
        if (difference.isEmpty()) {
          difference = difference(i, sample, again);
        }
        samples.add(again);
        sums += sample.rawSums().length;
      }
      Recording again = new Recording(recorded.benchSeconds(), samples, recorded.leftovers());
      programs.add(
          new RunHistory.Sent(sent.program(), sent.fate(), Optional.of(again), sent.why()));
    }
    return new RawCodes(new RunHistory(history.notes(), programs), sums, difference);
  }

  private static Sample again(Sample sample, int range, Conversion conversion) {
    Sample.Place place = sample.place();
    long[] sums = sample.rawSums();
    double[] amperes = new double[sums.length];
    for (int k = 0; k < sums.length; k++) {
      amperes[k] =
          conversion.amperes(place.array(), place.firstRow() + k, range, sums[k], place.averages());
    }
    return new Sample(place, sample.atSeconds(), amperes, sums, sample.saturated());
  }

  private static Optional<String> difference(int program, Sample then, Sample now) {
    double[] a = then.amperes();
    double[] b = now.amperes();
    for (int k = 0; k < a.length; k++) {
      if (Double.doubleToLongBits(a[k]) != Double.doubleToLongBits(b[k])) {
        return Optional.of(
            "program=%d, step=%d, array=%d, row=%d, raw-sum=%d: recorded-amperes=%s, computed-amperes=%s"
                .formatted(
                    program,
                    then.place().step(),
                    then.place().array() + 1,
                    then.place().firstRow() + k + 1,
                    then.rawSums()[k],
                    a[k],
                    b[k]));
      }
    }
    return Optional.empty();
  }
}
