package dev.fluxbar.app.export;

import dev.fluxbar.bench.SensedRanges;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The programs of a journal and every current that was sampled, each as a table. */
final class SampleQuantities {

  private SampleQuantities() {}

  static List<Quantity> of(RunHistory history) {
    List<Quantity> found = new ArrayList<>();
    if (!history.programs().isEmpty()) {
      programs(history, found);
      samples(history, found);
    }
    return found;
  }

  private static void programs(RunHistory history, List<Quantity> found) {
    List<RunHistory.Sent> sent = history.programs();
    int[] number = new int[sent.size()];
    String[] fate = new String[sent.size()];
    double[] seconds = new double[sent.size()];
    for (int i = 0; i < number.length; i++) {
      number[i] = i;
      fate[i] = sent.get(i).fate().name().toLowerCase(Locale.ROOT).replace('_', '-');
      seconds[i] = sent.get(i).recording().map(Recording::benchSeconds).orElse(Double.NaN);
    }
    String group = "programs";
    found.add(new Quantity(group, "program", "1", "in the order of sending, from 0", number));
    found.add(new Quantity(group, "fate", "1", "what became of it", fate));
    found.add(
        new Quantity(
            group, "bench-seconds", "s", "bench time; not a number without results", seconds));
  }

  /** Columns of one length: an entry for each row of each sample. */
  private static final class Columns {
    final int[][] places;
    final long[] sums;
    final double[] amperes;
    final double[] seconds;
    int next;

    Columns(int rows) {
      places = new int[NAMES.length][rows];
      sums = new long[rows];
      amperes = new double[rows];
      seconds = new double[rows];
    }

    void add(int program, SensedRanges ranges, Sample sample) {
      Sample.Place place = sample.place();
      int range = ranges.range(place);
      long[] raw = sample.rawSums();
      double[] currents = sample.amperes();
      for (int k = 0; k < raw.length; k++) {
        int[] told = {
          program,
          place.step(),
          place.turn(),
          place.instant(),
          place.array() + 1,
          place.firstRow() + k + 1,
          range,
          place.averages(),
          sample.saturated() ? 1 : 0
        };
        for (int i = 0; i < told.length; i++) {
          places[i][next] = told[i];
        }
        sums[next] = raw[k];
        amperes[next] = currents[k];
        seconds[next] = sample.atSeconds();
        next++;
      }
    }
  }

  private static final String[][] NAMES = {
    {"program", "the program it belongs to, from 0"},
    {"step", "step of the program's text, from 0"},
    {"turn", "turn of the innermost repeat, from 0"},
    {"instant", "bit of the instant within a block signal; 0 outside"},
    {"array", "the array, from 1"},
    {"row", "the physical row, from 1"},
    {"range", "the current range, the smallest 0"},
    {"averages", "how many conversions the raw sum adds up"},
    {"saturated", "1 where a conversion of this sample stood at an end of its range"}
  };

  private static void samples(RunHistory history, List<Quantity> found) {
    int rows = 0;
    for (RunHistory.Sent sent : history.programs()) {
      for (Sample sample : sent.recording().map(Recording::samples).orElse(List.of())) {
        rows = Math.addExact(rows, sample.rawSums().length);
      }
    }
    if (rows == 0) {
      return;
    }
    Columns columns = new Columns(rows);
    for (int i = 0; i < history.programs().size(); i++) {
      RunHistory.Sent sent = history.programs().get(i);
      SensedRanges ranges = SensedRanges.of(sent.program());
      for (Sample sample : sent.recording().map(Recording::samples).orElse(List.of())) {
        columns.add(i, ranges, sample);
      }
    }
    String group = "samples";
    for (int i = 0; i < NAMES.length; i++) {
      found.add(new Quantity(group, NAMES[i][0], "1", NAMES[i][1], columns.places[i]));
    }
    found.add(new Quantity(group, "at-seconds", "s", "since the program's start", columns.seconds));
    found.add(
        new Quantity(group, "raw-sum", "1", "sum of the counts that the board sent", columns.sums));
    found.add(
        new Quantity(
            group, "amperes", "A", "the current, with the run's profile", columns.amperes));
  }
}
