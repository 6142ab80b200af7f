package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.CellMeasurement;
import dev.fluxbar.algorithm.CellReading;
import dev.fluxbar.algorithm.LineCorrection;
import dev.fluxbar.algorithm.ReadCertificate;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.WeightPairs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads every memductance, or that of one cell, and changes none. */
public final class Read implements Operation {

  /**
   * What to read.
   *
   * @param cell one cell; else all
   * @param schedule of all cells
   * @param readVolts instead of the bench file's
   * @param out a file for the memductances
   * @param averages conversions a sample
   * @param lineCorrection whether to correct for lines that resist, where the bench file or a
   *     profile knows them
   * @param balanced whether cells are balanced when their ledger passes the budget
   * @param compare a file with the memductances that are expected; only for all cells
   */
  public record Wanted(
      Optional<Cell> cell,
      ReadSchedule schedule,
      OptionalDouble readVolts,
      Optional<Path> out,
      int averages,
      boolean lineCorrection,
      boolean balanced,
      Optional<Path> compare) {

    public Wanted {
      if (cell.isPresent() && compare.isPresent()) {
        throw new IllegalArgumentException(
            "read: compare=%s, cell=%s; compare all cells, or leave out --compare"
                .formatted(compare.get(), cell.get()));
      }
    }

    /** Compared with nothing. */
    public Wanted(
        Optional<Cell> cell,
        ReadSchedule schedule,
        OptionalDouble readVolts,
        Optional<Path> out,
        int averages,
        boolean lineCorrection,
        boolean balanced) {
      this(cell, schedule, readVolts, out, averages, lineCorrection, balanced, Optional.empty());
    }

    /** With the lines corrected for and cells balanced. */
    public Wanted(
        Optional<Cell> cell,
        ReadSchedule schedule,
        OptionalDouble readVolts,
        Optional<Path> out,
        int averages) {
      this(cell, schedule, readVolts, out, averages, true, true);
    }

    /** With one conversion a sample. */
    public Wanted(
        Optional<Cell> cell, ReadSchedule schedule, OptionalDouble readVolts, Optional<Path> out) {
      this(cell, schedule, readVolts, out, 1);
    }
  }

  private final Wanted wanted;
  private final Audience audience;

  public Read(Wanted wanted, Audience audience) {
    this.wanted = wanted;
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    wanted.out().ifPresent(NetworkFiles::checkMemductancesTarget);
    planned(open);
    correction(open);
    wanted.compare().ifPresent(file -> Comparison.read(file, open));
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(planned(open), audience);
  }

  private RunPlan planned(OpenBench open) {
    Reading reading = reading(open);
    return wanted.cell().isPresent()
        ? reading.planCell(wanted.cell().get())
        : reading.plan(wanted.schedule());
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    return wanted.cell().isPresent() ? one(open, wanted.cell().get()) : all(open, folder);
  }

  private OperationResult one(OpenBench open, Cell cell) {
    CellReading read;
    try (ExpectedTime time = expected(open)) {
      read = reading(open).readCell(cell);
    }
    Books books = new Books(open, wanted.balanced());
    books.restore();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("cell", List.of(cell.array() + 1, cell.row() + 1, cell.column() + 1));
    values.put("bench-seconds", read.benchSeconds());
    values.put("programs", 1);
    if (!(read.measurement() instanceof CellMeasurement.Measured measured)) {
      return OperationResult.notReached(values, "read: " + read.measurement().message());
    }
    double siemens = measured.siemens();
    Optional<LineCorrection> correction = correction(open);
    if (correction.isPresent()) {
      LineCorrection.Outcome outcome = correction.get().cell(measured);
      if (!(outcome instanceof LineCorrection.Corrected corrected)) {
        return OperationResult.notReached(values, "read: " + outcome.message());
      }
      siemens = corrected.matrix(0).at(0, 0);
      values.put("line-correction", told(corrected));
    }
    values.put("memductance-siemens", siemens);
    values.put("resolution-siemens", measured.resolutionSiemens());
    LineDelay.of(open).ifPresent(delay -> delay.told(values, audience));
    books.put(values, Optional.empty());
    audience.say(
        "%s: %s (resolution %s S)"
            .formatted(
                cell,
                Math.abs(siemens) >= 1e-3
                    ? Tables.number(siemens, 5) + " S"
                    : Tables.siemens(siemens),
                Tables.brief(measured.resolutionSiemens())));
    return certified(read.certificate(), values);
  }

  private OperationResult all(OpenBench open, RunFolder folder) {
    ReadOutcome outcome;
    try (ExpectedTime time = expected(open)) {
      outcome = reading(open).run(wanted.schedule());
    }
    Books books = new Books(open, wanted.balanced());
    books.restore();
    Map<String, Object> values = new LinkedHashMap<>();
    if (!(outcome instanceof ReadOutcome.ReadResult result)) {
      values.put("bench-seconds", outcome.benchSeconds());
      values.put("programs", outcome.programs());
      return OperationResult.notReached(values, "read: " + unreadable(outcome));
    }
    Memductances memductances = result.memductances();
    Optional<LineCorrection> correction = correction(open);
    if (correction.isPresent()) {
      LineCorrection.Outcome lines = correction.get().all(result);
      if (!(lines instanceof LineCorrection.Corrected corrected)) {
        values.put("bench-seconds", result.benchSeconds());
        values.put("programs", result.programs());
        return OperationResult.notReached(values, "read: " + lines.message());
      }
      memductances = new Memductances(corrected.arrays());
      values.put("line-correction", told(corrected));
    }
    values.put("memductances-siemens", memductances.arrays());
    if (open.bench().description().shape().arrays().stream().allMatch(ArrayShape::differential)) {
      values.put("weights", WeightPairs.weights(memductances));
    }
    values.put("resolution-siemens", resolutions(result));
    values.put("bench-seconds", result.benchSeconds());
    values.put("programs", result.programs());
    LineDelay.of(open).ifPresent(delay -> delay.told(values, audience));
    books.put(values, Optional.of(memductances));
    tell(result, memductances);
    Optional<Comparison> comparison = wanted.compare().map(file -> Comparison.read(file, open));
    Memductances found = memductances;
    comparison.ifPresent(with -> values.put("comparison", with.told(found, audience)));
    OperationResult all = certified(result.certificate(), values);
    books.tell(audience);
    keep(memductances, comparison, open, folder);
    return all;
  }

  private OperationResult certified(
      Optional<ReadCertificate> evidence, Map<String, Object> values) {
    evidence.ifPresent(certificate -> values.put("certificate", told(certificate)));
    return evidence.filter(ReadCertificate::failed).isPresent()
        ? OperationResult.notReached(values, disturbed(evidence.get()))
        : OperationResult.done(values);
  }

  static String disturbed(ReadCertificate certificate) {
    return ("certificate: %s, change-siemens=%s, relative-change=%s, tolerance=%s; the reading has"
            + " moved it, read with fewer volts or a shorter tau and check the board")
        .formatted(
            certificate.worst(),
            certificate.largestChangeSiemens(),
            certificate.largestRelativeChange(),
            ReadCertificate.TOLERANCE);
  }

  private Map<String, Object> told(ReadCertificate certificate) {
    audience.say(
        "Certificate: no cell moved by more than %s (each %s S uncertain)"
            .formatted(
                Tables.percent(certificate.largestRelativeChange()),
                Tables.brief(certificate.changeDeviationSiemens())));
    audience.say(
        "Imbalance: at most %s V beside the amplitude (each %s V uncertain)"
            .formatted(
                Tables.brief(certificate.largestImbalanceVolts()),
                Tables.brief(certificate.imbalanceDeviationVolts())));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("passed", !certificate.failed());
    values.put("cells", certificate.cells());
    values.put("largest-change-siemens", certificate.largestChangeSiemens());
    values.put("largest-relative-change", certificate.largestRelativeChange());
    values.put("change-deviation-siemens", certificate.changeDeviationSiemens());
    values.put("resolution-siemens", certificate.resolutionSiemens());
    values.put("largest-imbalance-volts", certificate.largestImbalanceVolts());
    values.put("imbalance-deviation-volts", certificate.imbalanceDeviationVolts());
    return values;
  }

  private Optional<LineCorrection> correction(OpenBench open) {
    if (!wanted.lineCorrection() || !open.linesResist()) {
      return Optional.empty();
    }
    return Optional.of(
        LineCorrection.of(
            open.bench().description(),
            open.lines(),
            wanted.cell().isPresent() ? ReadSchedule.CELL_BY_CELL : wanted.schedule()));
  }

  private Map<String, Object> told(LineCorrection.Corrected corrected) {
    audience.say(
        "Lines corrected for in %s, by %s S at most"
            .formatted(
                Tables.count(corrected.rounds(), "round"),
                Tables.brief(corrected.largestSiemens())));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rounds", corrected.rounds());
    values.put("largest-siemens", corrected.largestSiemens());
    return values;
  }

  private ExpectedTime expected(OpenBench open) {
    return new ExpectedTime(audience, "read", planned(open).benchSeconds());
  }

  static String unreadable(ReadOutcome outcome) {
    return outcome instanceof ReadOutcome.Unreadable bad ? bad.reason().message() : "";
  }

  private static List<Double> resolutions(ReadOutcome.ReadResult result) {
    List<Double> resolutions = new ArrayList<>();
    for (int l = 0; l < result.memductances().arrays().size(); l++) {
      resolutions.add(result.resolutionSiemens(l));
    }
    return resolutions;
  }

  private void tell(ReadOutcome.ReadResult result, Memductances memductances) {
    audience.say(
        "Read %s in %s s of bench time with %s; resolution %s S"
            .formatted(
                Tables.count(result.memductances().arrays().size(), "layer"),
                Tables.seconds(result.benchSeconds()),
                Tables.count(result.programs(), "program"),
                Tables.brief(resolutions(result).stream().mapToDouble(x -> x).max().orElse(0))));
    Tables.lines(memductances).forEach(audience::say);
  }

  private void keep(
      Memductances memductances,
      Optional<Comparison> comparison,
      OpenBench open,
      RunFolder folder) {
    RunReport page = new RunReport("Memductances as read", folder);
    Pictures.memductances(page, memductances);
    comparison.ifPresent(with -> with.picture(page, memductances));
    Pictures.ledger(page, open);
    page.write(open);
    NetworkFiles.write(folder.path().resolve("memductances.npz"), memductances);
    wanted
        .out()
        .ifPresent(
            file -> {
              NetworkFiles.write(file, memductances);
              audience.say("Written to " + file);
            });
  }

  private Reading reading(OpenBench open) {
    double volts = wanted.readVolts().orElse(open.file().signal().readVolts());
    ReadSettings settings =
        ReadSettings.of(open.file().signal().tauSeconds())
            .withReadVolts(volts)
            .withAverages(wanted.averages())
            .asCertified();
    return new Reading(open.bench(), open.device(), settings);
  }
}
