package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.CellSurvey;
import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WritePlan;
import dev.fluxbar.algorithm.WriteReport;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.SavedBench;
import dev.fluxbar.app.config.SignalTimes;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.WeightPairs;
import dev.fluxbar.bench.Bench;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Steers every memductance, or that of one cell, to its target in closed loop. */
public final class Write implements Operation {

  /** Where memductances shall go. */
  public sealed interface Target {

    /** Where every cell shall go, if not one only. */
    default Optional<Memductances> everyCell() {
      return Optional.empty();
    }

    /** Every cell. */
    record Network(Memductances siemens) implements Target {
      @Override
      public Optional<Memductances> everyCell() {
        return Optional.of(siemens);
      }
    }

    /** Every cell, so that pairs carry signed weights. */
    record Pairs(Deployment deployment) implements Target {
      @Override
      public Optional<Memductances> everyCell() {
        return Optional.of(deployment.target());
      }
    }

    /** One cell; in a cascade the cells on its path move too. */
    record One(Cell cell, double siemens) implements Target {}
  }

  /**
   * How to write.
   *
   * @param epsilonSiemens largest error
   * @param alpha step size in volts a siemens, instead of the bound of Heidema (18)
   * @param firstVolts first pulse of each cell, instead of the bench file's
   * @param pulsesACell budget of one cell
   * @param pulsesInAll budget of the whole write
   * @param method how the cells are brought there
   * @param driveVolts amplitude of the pulses of the fast methods, instead of the largest allowed
   * @param averages conversions a sample
   * @param remap whether bars are chosen by the cells that cannot be written
   */
  public record Wanted(
      Target target,
      double epsilonSiemens,
      OptionalDouble alpha,
      OptionalDouble firstVolts,
      OptionalLong pulsesACell,
      OptionalLong pulsesInAll,
      WriteMethod method,
      OptionalDouble driveVolts,
      int averages,
      boolean remap) {

    /** On the bars as they are. */
    public Wanted(
        Target target,
        double epsilonSiemens,
        OptionalDouble alpha,
        OptionalDouble firstVolts,
        OptionalLong pulsesACell,
        OptionalLong pulsesInAll,
        WriteMethod method,
        OptionalDouble driveVolts,
        int averages) {
      this(
          target,
          epsilonSiemens,
          alpha,
          firstVolts,
          pulsesACell,
          pulsesInAll,
          method,
          driveVolts,
          averages,
          false);
    }

    /** By the paper's method, one conversion a sample. */
    public Wanted(
        Target target,
        double epsilonSiemens,
        OptionalDouble alpha,
        OptionalDouble firstVolts,
        OptionalLong pulsesACell,
        OptionalLong pulsesInAll) {
      this(
          target,
          epsilonSiemens,
          alpha,
          firstVolts,
          pulsesACell,
          pulsesInAll,
          WriteMethod.PROPORTIONAL,
          OptionalDouble.empty(),
          1);
    }
  }

  /** How often a write is done anew on other bars. Chosen. */
  private static final int REMAPPED_AGAIN = 2;

  private final Wanted wanted;
  private final Duration patience;
  private final Audience audience;

  /** A write that ends when the bench is lost. */
  public Write(Wanted wanted, Audience audience) {
    this(wanted, Duration.ZERO, audience);
  }

  /**
   * @param patience how long a lost bench is waited for
   */
  public Write(Wanted wanted, Duration patience, Audience audience) {
    this.wanted = wanted;
    this.patience = patience;
    this.audience = audience;
  }

  @Override
  public Duration patience() {
    return patience;
  }

  @Override
  public void check(OpenBench open) {
    if (wanted.target() instanceof Target.Pairs pairs) {
      pairs.deployment().check(open.bench().description());
    }
    if (wanted.remap()) {
      remap(open);
    }
    planned(writing(open));
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(planned(writing(open)), audience);
  }

  private WritePlan planned(Writing writing) {
    return wanted.target() instanceof Target.One one
        ? writing.planCell(one.cell(), one.siemens())
        : writing.plan(network());
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    Writing writing = writing(open);
    WritePlan plan = planned(writing);
    Map<String, Object> begun = new LinkedHashMap<>();
    begun.put("step", "write");
    begun.put("cells", plan.cells());
    folder.progress(begun);
    try (WriteDiary diary = new WriteDiary(folder, audience, plan.cells())) {
      if (wanted.remap()) {
        return remapped(open, folder, plan, diary);
      }
      WriteOutcome outcome =
          wanted.target() instanceof Target.One one
              ? writing.runCell(one.cell(), one.siemens(), diary)
              : writing.run(network(), diary);
      picture(outcome, open, folder);
      return told(outcome, plan.cells(), open, Map.of());
    }
  }

  /** Written, and where that gave up cells that other bars would bear better, written anew. */
  private OperationResult remapped(
      OpenBench open, RunFolder folder, WritePlan plan, WriteDiary diary) {
    Remap remap = remap(open);
    remap.look();
    WriteOutcome outcome = writing(open, remap.bench()).run(network(), diary);
    for (int again = 0;
        again < REMAPPED_AGAIN
            && outcome instanceof WriteOutcome.Partial partial
            && remap.learn(partial.givenUp());
        again++) {
      outcome = writing(open, remap.bench()).run(network(), diary);
    }
    BenchFile bench = open.file().withBars(remap.bars());
    if (open.emulated().isPresent() && open.emulatorFile().isPresent()) {
      SavedBench.write(
          folder.path(),
          bench,
          open.emulatorFile().get(),
          open.emulated().get().truth().fluxesVoltSeconds());
    } else {
      SavedBench.write(folder.path(), bench);
    }
    remap.tell(audience);
    audience.say("Bench file with these bars: " + folder.path().resolve(SavedBench.BENCH));
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("remap", remap.values());
    more.put("bench-file", folder.path().resolve(SavedBench.BENCH).toString());
    return told(outcome, plan.cells(), open, more);
  }

  private Remap remap(OpenBench open) {
    if (wanted.target().everyCell().isEmpty()) {
      throw new BadInput("write: --remap chooses bars for a whole target; give one, not --cell");
    }
    CellSurvey survey = new CellSurvey(open.booked(), open.device(), settings(open));
    return new Remap(open, survey, network());
  }

  /** Pictures of a network that was written whole. */
  private void picture(WriteOutcome outcome, OpenBench open, RunFolder folder) {
    if (outcome instanceof WriteOutcome.Converged && wanted.target().everyCell().isPresent()) {
      RunReport page = new RunReport("Memductances as written", folder);
      Memductances written = outcome.report().measured(open.bench().description().shape());
      page.fact("epsilon", wanted.epsilonSiemens() + " S");
      Pictures.memductances(page, written);
      Pictures.errors(page, written, network());
      Pictures.ledger(page, open);
      page.write(open);
    }
  }

  private Memductances network() {
    return wanted.target().everyCell().orElseThrow();
  }

  private OperationResult told(
      WriteOutcome outcome, int cells, OpenBench open, Map<String, Object> more) {
    WriteReport report = outcome.report();
    Map<String, Object> values = new LinkedHashMap<>();
    boolean all = outcome instanceof WriteOutcome.Converged;
    if (all && wanted.target().everyCell().isPresent()) {
      Memductances written = report.measured(open.bench().description().shape());
      values.put("written-siemens", written.arrays());
      values.put("target-siemens", network().arrays());
      if (wanted.target() instanceof Target.Pairs pairs) {
        values.put("written-weights", WeightPairs.weights(written));
        values.put("scale", pairs.deployment().scale());
      }
    } else if (all) {
      values.put("written-siemens", report.cells().get(0).measuredSiemens());
    }
    if (!report.cells().isEmpty()) {
      values.put("max-write-error-siemens", report.largestErrorSiemens());
      values.put("resolution-siemens", report.largestResolutionSiemens());
    }
    values.put("method", report.method().toString());
    values.put("epsilon-siemens", report.epsilonSiemens());
    values.put("alpha-volts-per-siemens", report.alpha());
    values.put("cells", cells);
    values.put("cells-written", report.cells().size());
    values.put("pulses", report.pulses());
    Dry.ifKnown(values, "predicted-pulses", report.predictedPulses());
    Dry.ifKnown(values, "guaranteed-pulses", report.guaranteedPulses());
    values.put("block-signals", report.blockSignals());
    values.put("bench-seconds", report.benchSeconds());
    if (!patience.isZero()) {
      values.put("times-reconnected", open.timesReopened());
    }
    if (outcome instanceof WriteOutcome.Exhausted exhausted) {
      values.put("unfinished", values(exhausted.unfinished()));
    }
    if (!report.givenUp().isEmpty()) {
      values.put("given-up", GivenUpCells.values(report.givenUp()));
    }
    audience.say(
        "Wrote %,d of %s with %s in %s s of bench time%s"
            .formatted(
                report.cells().size(),
                Tables.count(cells, "cell"),
                Tables.count(report.pulses(), "pulse"),
                Tables.seconds(report.benchSeconds()),
                report.cells().isEmpty() ? "" : largestError(report)));
    if (report.blockSignals() > 0) {
      audience.say(
          "Method %s: %s predicted, %s to read"
              .formatted(
                  report.method(),
                  Tables.pulses(report.predictedPulses()),
                  Tables.count(report.blockSignals(), "block signal")));
    }
    Books books = new Books(open, true);
    books.put(
        values,
        all && wanted.target().everyCell().isPresent()
            ? Optional.of(report.measured(open.bench().description().shape()))
            : Optional.empty());
    values.putAll(more);
    GivenUpCells.tell(report.givenUp(), audience);
    return unfinished(outcome)
        .map(why -> OperationResult.notReached(values, why))
        .orElseGet(() -> OperationResult.done(values));
  }

  private static String largestError(WriteReport report) {
    return "; largest error %s S of %s S allowed"
        .formatted(Tables.number(report.largestErrorSiemens(), 4), report.epsilonSiemens());
  }

  /** The cell at which a write ended, and how far it came. */
  private static Map<String, Object> values(WriteOutcome.UnfinishedCell unfinished) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("cell", GivenUpCells.index(unfinished.cell()));
    values.put("target-siemens", unfinished.targetSiemens());
    unfinished.lastMeasured().ifPresent(last -> values.put("measured-siemens", last.siemens()));
    values.put("pulses", unfinished.pulses());
    return values;
  }

  /** Why a write did not reach its target, if it did not. */
  static Optional<String> unfinished(WriteOutcome outcome) {
    if (outcome instanceof WriteOutcome.Exhausted exhausted) {
      WriteOutcome.UnfinishedCell cell = exhausted.unfinished();
      String reached =
          cell.lastMeasured()
              .map(last -> Tables.number(last.siemens(), 4) + " S")
              .orElse("nothing");
      return Optional.of(
          ("write: %s, target-siemens=%s, reached=%s, pulses=%d; the pulse budget of the whole write"
                  + " is spent")
              .formatted(cell.cell(), cell.targetSiemens(), reached, cell.pulses()));
    }
    return outcome instanceof WriteOutcome.Partial partial
        ? Optional.of(GivenUpCells.message(partial))
        : Optional.empty();
  }

  private Writing writing(OpenBench open) {
    return writing(open, open.bench());
  }

  private Writing writing(OpenBench open, Bench bench) {
    return new Writing(bench, open.device(), settings(open));
  }

  private WriteSettings settings(OpenBench open) {
    SignalTimes signal = open.file().signal();
    WriteSettings settings =
        WriteSettings.of(signal.pulseSeconds(), wanted.epsilonSiemens())
            .withFirstVolts(wanted.firstVolts().orElse(signal.firstPulseVolts()))
            .withMethod(wanted.method())
            .withReading(signal.tauSeconds(), signal.readVolts())
            .withAverages(wanted.averages())
            .withPulses(boxed(wanted.pulsesACell()), boxed(wanted.pulsesInAll()));
    if (wanted.alpha().isPresent()) {
      settings = settings.withAlpha(wanted.alpha().getAsDouble());
    }
    if (wanted.driveVolts().isPresent()) {
      settings = settings.withDriveVolts(wanted.driveVolts().getAsDouble());
    }
    return settings;
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
