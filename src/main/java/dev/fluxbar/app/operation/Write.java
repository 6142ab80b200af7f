package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.CellSurvey;
import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WritePlan;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

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
   * @param method how the cells are brought there; empty for what suits the bench
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
      Optional<WriteMethod> method,
      OptionalDouble driveVolts,
      int averages,
      boolean remap) {

    /** By a method that is named. */
    public Wanted(
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
      this(
          target,
          epsilonSiemens,
          alpha,
          firstVolts,
          pulsesACell,
          pulsesInAll,
          Optional.of(method),
          driveVolts,
          averages,
          remap);
    }

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
          Optional.of(method),
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
    WriteOrder order = WriteOrder.of(wanted, open);
    if (wanted.remap()) {
      remap(order, open);
    }
    planned(order, open);
  }

  @Override
  public OperationResult plan(OpenBench open) {
    WriteOrder order = WriteOrder.of(wanted, open);
    return Dry.of(planned(order, open), order, audience);
  }

  private WritePlan planned(WriteOrder order, OpenBench open) {
    Writing writing = order.writing(open, open.bench());
    return wanted.target() instanceof Target.One one
        ? writing.planCell(one.cell(), one.siemens())
        : writing.plan(network());
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    WriteOrder order = WriteOrder.of(wanted, open);
    WritePlan plan = planned(order, open);
    order.unusual().ifPresent(choice -> audience.say(choice.sentence()));
    Map<String, Object> begun = new LinkedHashMap<>();
    begun.put("step", "write");
    begun.put("cells", plan.cells());
    folder.progress(begun);
    Optional<RemappedWrite> remapped =
        wanted.remap()
            ? Optional.of(new RemappedWrite(remap(order, open), order, open))
            : Optional.empty();
    WriteOutcome outcome;
    try (WriteDiary diary = new WriteDiary(folder, audience, plan.cells())) {
      outcome = remapped.isPresent() ? remapped.get().run(diary) : written(order, open, diary);
    }
    WriteAccount account =
        new WriteAccount(outcome, plan, wanted.target(), open, remapped.isEmpty());
    Map<String, Object> values = account.values();
    order.choice().ifPresent(choice -> values.put("method-reason", choice.reason()));
    if (!patience.isZero()) {
      values.put("times-reconnected", open.timesReopened());
    }
    account.tell(audience);
    remapped.ifPresent(one -> values.putAll(one.told(folder, audience)));
    wanted
        .target()
        .everyCell()
        .ifPresent(target -> new WritePictures(outcome, target, open).draw(folder));
    return WriteAccount.unfinished(outcome)
        .map(why -> OperationResult.notReached(values, why))
        .orElseGet(() -> OperationResult.done(values));
  }

  private WriteOutcome written(WriteOrder order, OpenBench open, WriteDiary diary) {
    Writing writing = order.writing(open, open.bench());
    return wanted.target() instanceof Target.One one
        ? writing.runCell(one.cell(), one.siemens(), diary)
        : writing.run(network(), diary);
  }

  private Remap remap(WriteOrder order, OpenBench open) {
    if (wanted.target().everyCell().isEmpty()) {
      throw new BadInput("write: --remap chooses bars for a whole target; give one, not --cell");
    }
    CellSurvey survey = new CellSurvey(open.booked(), open.device(), order.settings());
    return new Remap(open, survey, network());
  }

  private Memductances network() {
    return wanted.target().everyCell().orElseThrow();
  }
}
