package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.ReadEvidence;
import dev.fluxbar.algorithm.ReadSeries;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.algorithm.RepeatedReading;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one cell over and over, and tells whether that moved it. */
public final class ReadOver implements Operation {
  private final Cell cell;
  private final long reads;
  private final boolean balanced;
  private final double readVolts;
  private final int averages;
  private final Audience audience;

  /**
   * @param reads how often
   * @param balanced whether the cell is balanced when its ledger passes the budget
   * @param readVolts instead of the bench file's, or 0
   * @param averages conversions a sample
   */
  public ReadOver(
      Cell cell, long reads, boolean balanced, double readVolts, int averages, Audience audience) {
    if (reads < 2) {
      throw new IllegalArgumentException("read: repeat=%d; read at least twice".formatted(reads));
    }
    this.cell = cell;
    this.reads = reads;
    this.balanced = balanced;
    this.readVolts = readVolts;
    this.averages = averages;
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    new Reading(open.bench(), open.device(), settings(open)).planCell(cell);
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(
        new Reading(open.bench(), open.device(), settings(open)).planCell(cell), audience);
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    Books books = new Books(open, balanced);
    ReadEvidence evidence =
        new ReadEvidence(open.booked().ledger(), open.physical(cell), open.device());
    long[] corrected = new long[1];
    RepeatedReading.Between between =
        new RepeatedReading.Between() {
          @Override
          public void programs(long done) {
            books.restore();
          }

          @Override
          public void window(double siemens, double deviationSiemens) {
            if (books.restores() && evidence.window(siemens, deviationSiemens)) {
              corrected[0]++;
            }
          }
        };
    Optional<Double> before = truth(open);
    ReadSeries series;
    try (Audience.Meter meter = audience.meter("read", reads)) {
      series =
          new RepeatedReading(open.bench(), open.device(), settings(open))
              .run(
                  cell,
                  reads,
                  balanced ? books.signalsInBudget() : Long.MAX_VALUE,
                  between,
                  done -> meter.at(done, ""));
    }
    Map<String, Object> values = values(series);
    books.put(values, Optional.empty());
    LineDelay.of(open).ifPresent(delay -> delay.told(values, audience));
    values.put("ledger-corrections", corrected[0]);
    audience.say(
        "%s: %s S in %,d reads, one read varies by %s S"
            .formatted(
                cell,
                Tables.plain(series.meanSiemens()),
                reads,
                Tables.brief(series.deviationSiemens())));
    audience.say(
        "Certificate: from first to last it moved by %s S (%s S uncertain), %s"
            .formatted(
                Tables.brief(series.driftSiemens()),
                Tables.brief(series.driftDeviationSiemens()),
                Tables.percent(series.driftSiemens() / series.meanSiemens())));
    books.tell(audience);
    Optional<Double> after = truth(open);
    if (before.isPresent() && after.isPresent()) {
      double moved = after.get() - before.get();
      values.put("true-change-siemens", moved);
      values.put("true-relative-change", moved / before.get());
      audience.say(
          "The emulated cell truly moved by %s S, %s"
              .formatted(Tables.brief(moved), Tables.percent(moved / before.get())));
    }
    return OperationResult.done(values);
  }

  private Map<String, Object> values(ReadSeries series) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("cell", List.of(cell.array() + 1, cell.row() + 1, cell.column() + 1));
    values.put("reads", series.reads());
    values.put("memductance-siemens", series.meanSiemens());
    values.put("deviation-siemens", series.deviationSiemens());
    Map<String, Object> certificate = new LinkedHashMap<>();
    certificate.put("change-siemens", series.driftSiemens());
    certificate.put("change-deviation-siemens", series.driftDeviationSiemens());
    certificate.put("relative-change", series.driftSiemens() / series.meanSiemens());
    certificate.put("imbalance-volts", series.imbalanceVolts());
    certificate.put("imbalance-deviation-volts", series.imbalanceDeviationVolts());
    certificate.put("net-volt-seconds", series.netVoltSeconds());
    values.put("certificate", certificate);
    values.put("bench-seconds", series.benchSeconds());
    return values;
  }

  private Optional<Double> truth(OpenBench open) {
    Optional<Memductances> all = open.trueMemductances();
    return all.map(m -> m.array(cell.array()).at(cell.row(), cell.column()));
  }

  private ReadSettings settings(OpenBench open) {
    double volts = readVolts > 0 ? readVolts : open.file().signal().readVolts();
    return ReadSettings.of(open.file().signal().tauSeconds())
        .withReadVolts(volts)
        .withAverages(averages)
        .asCertified();
  }
}
