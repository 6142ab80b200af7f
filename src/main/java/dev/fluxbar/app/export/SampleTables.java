package dev.fluxbar.app.export;

import dev.fluxbar.bench.SensedRanges;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory.Sent;
import dev.fluxbar.journal.RunReader;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The programs of a journal and every current that was sampled, each as a table of columns that go
 * to the disk: one program is in memory at a time.
 */
final class SampleTables implements AutoCloseable {
  private static final String PROGRAMS = "programs";
  private static final String SAMPLES = "samples";
  private static final int FATE_BYTES = 12;

  private record Column(String group, String name, String unit, String description, Spool spool) {}

  private final Path folder;
  private final List<Column> columns = new ArrayList<>();
  private final Spool number;
  private final Spool fate;
  private final Spool benchSeconds;
  private final List<Spool> places = new ArrayList<>();
  private final Spool seconds;
  private final Spool rawSum;
  private final Spool amperes;

  private static final String[][] PLACES = {
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

  /**
   * @param folder for the columns; not owned, and needed as long as they are
   */
  SampleTables(Path folder) throws IOException {
    this.folder = folder;
    number = column(PROGRAMS, "program", "1", "in the order of sending, from 0", Values.Kind.INT);
    fate = column(PROGRAMS, "fate", "1", "what became of it", Values.Kind.TEXT);
    benchSeconds =
        column(
            PROGRAMS,
            "bench-seconds",
            "s",
            "bench time; not a number without results",
            Values.Kind.DOUBLE);
    for (String[] place : PLACES) {
      places.add(column(SAMPLES, place[0], "1", place[1], Values.Kind.INT));
    }
    seconds = column(SAMPLES, "at-seconds", "s", "since the program's start", Values.Kind.DOUBLE);
    rawSum =
        column(SAMPLES, "raw-sum", "1", "sum of the counts that the board sent", Values.Kind.LONG);
    amperes =
        column(SAMPLES, "amperes", "A", "the current, with the run's profile", Values.Kind.DOUBLE);
  }

  private Spool column(String group, String name, String unit, String description, Values.Kind kind)
      throws IOException {
    int width =
        switch (kind) {
          case INT -> Integer.BYTES;
          case LONG, DOUBLE -> Long.BYTES;
          case TEXT -> FATE_BYTES;
        };
    Spool spool = new Spool(folder.resolve(group + "-" + name), kind, width);
    columns.add(new Column(group, name, unit, description, spool));
    return spool;
  }

  /** Takes all that is left of a run. */
  void take(RunReader run) throws IOException {
    for (Optional<Sent> next = run.next(); next.isPresent(); next = run.next()) {
      take(next.get());
    }
  }

  private void take(Sent sent) throws IOException {
    int program = (int) number.rows();
    number.put(program);
    fate.put(word(sent.fate()));
    Optional<Recording> recording = sent.recording();
    benchSeconds.put(recording.map(Recording::benchSeconds).orElse(Double.NaN));
    if (recording.isPresent()) {
      SensedRanges ranges = SensedRanges.of(sent.program());
      for (Sample sample : recording.get().samples()) {
        take(program, ranges.range(sample.place()), sample);
      }
    }
  }

  private static String word(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void take(int program, int range, Sample sample) throws IOException {
    Sample.Place place = sample.place();
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
        places.get(i).put(told[i]);
      }
      seconds.put(sample.atSeconds());
      rawSum.put(raw[k]);
      amperes.put(currents[k]);
    }
  }

  /** All columns that hold anything, once the last program was taken. */
  List<Quantity> quantities() throws IOException {
    List<Quantity> found = new ArrayList<>();
    for (Column one : columns) {
      if (one.spool().rows() > 0) {
        found.add(
            new Quantity(
                one.group(), one.name(), one.unit(), one.description(), one.spool().values()));
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    for (Column one : columns) {
      one.spool().close();
    }
  }
}
