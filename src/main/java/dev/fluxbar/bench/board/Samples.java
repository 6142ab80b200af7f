package dev.fluxbar.bench.board;

import dev.fluxbar.signal.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins the records of one array at one instant, which a board cuts to the length of a frame. */
final class Samples {

  private Samples() {}

  /** The samples with neighbours of one place and time made one, in the order given. */
  static List<Sample> joined(List<Sample> parts) {
    List<Sample> whole = new ArrayList<>();
    for (Sample part : parts) {
      int last = whole.size() - 1;
      if (last >= 0 && follows(whole.get(last), part)) {
        whole.set(last, join(whole.get(last), part));
      } else {
        whole.add(part);
      }
    }
    return whole;
  }

  private static boolean follows(Sample first, Sample next) {
    Sample.Place place = first.place();
    Sample.Place wanted =
        new Sample.Place(
            place.step(),
            place.turn(),
            place.instant(),
            place.array(),
            place.firstRow() + first.amperes().length,
            place.averages());
    return next.place().equals(wanted) && next.atSeconds() == first.atSeconds();
  }

  private static Sample join(Sample first, Sample next) {
    double[] a = first.amperes();
    double[] b = next.amperes();
    double[] amperes = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, amperes, a.length, b.length);
    long[] raw = Arrays.copyOf(first.rawSums(), a.length + b.length);
    System.arraycopy(next.rawSums(), 0, raw, a.length, b.length);
    return new Sample(
        first.place(), first.atSeconds(), amperes, raw, first.saturated() || next.saturated());
  }
}
