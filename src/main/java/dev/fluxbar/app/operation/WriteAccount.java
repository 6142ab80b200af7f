package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WritePlan;
import dev.fluxbar.algorithm.WriteReport;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.WeightPairs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a write did, as values of its result and in words. */
final class WriteAccount {
  private final WriteOutcome outcome;
  private final WriteReport report;
  private final WritePlan plan;
  private final Write.Target target;
  private final OpenBench open;
  private final boolean onItsBars;

  /**
   * @param onItsBars whether the network lies on the bars that the bench file names
   */
  WriteAccount(
      WriteOutcome outcome,
      WritePlan plan,
      Write.Target target,
      OpenBench open,
      boolean onItsBars) {
    this.onItsBars = onItsBars;
    this.outcome = outcome;
    this.report = outcome.report();
    this.plan = plan;
    this.target = target;
    this.open = open;
  }

  /** The whole network as measured, if all of it was written. */
  private Optional<Memductances> whole() {
    return outcome instanceof WriteOutcome.Converged && target.everyCell().isPresent()
        ? Optional.of(report.measured(open.bench().description().shape()))
        : Optional.empty();
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    putWritten(values);
    if (!report.cells().isEmpty()) {
      values.put("max-write-error-siemens", report.largestErrorSiemens());
      values.put("resolution-siemens", report.largestResolutionSiemens());
    }
    values.put("method", report.method().toString());
    values.put("epsilon-siemens", report.epsilonSiemens());
    values.put("alpha-volts-per-siemens", report.alpha());
    values.put("cells", plan.cells());
    values.put("cells-written", report.cells().size());
    values.put("pulses", report.pulses());
    Dry.ifKnown(values, "predicted-pulses", report.predictedPulses());
    Dry.ifKnown(values, "guaranteed-pulses", report.guaranteedPulses());
    values.put("block-signals", report.blockSignals());
    values.put("bench-seconds", report.benchSeconds());
    if (outcome instanceof WriteOutcome.Exhausted exhausted) {
      values.put("unfinished", values(exhausted.unfinished()));
    }
    if (!report.givenUp().isEmpty()) {
      values.put("given-up", GivenUpCells.values(report.givenUp()));
    }
    // The energy is booked by bars: on others than the bench file's it is not that of these cells.
    new Books(open, true).put(values, whole().filter(siemens -> onItsBars));
    return values;
  }

  private void putWritten(Map<String, Object> values) {
    Optional<Memductances> whole = whole();
    if (whole.isPresent()) {
      values.put("written-siemens", whole.get().arrays());
      values.put("target-siemens", target.everyCell().orElseThrow().arrays());
      if (target instanceof Write.Target.Pairs pairs) {
        values.put("written-weights", WeightPairs.weights(whole.get()));
        values.put("scale", pairs.deployment().scale());
      }
    } else if (outcome instanceof WriteOutcome.Converged) {
      values.put("written-siemens", report.cells().get(0).measuredSiemens());
    }
  }

  void tell(Audience audience) {
    audience.say(
        "Wrote %,d of %s with %s in %s s of bench time%s"
            .formatted(
                report.cells().size(),
                Tables.count(plan.cells(), "cell"),
                Tables.count(report.pulses(), "pulse"),
                Tables.seconds(report.benchSeconds()),
                report.cells().isEmpty() ? "" : largestError()));
    if (report.blockSignals() > 0) {
      audience.say(
          "Method %s: %s predicted, %s to read"
              .formatted(
                  report.method(),
                  Tables.pulses(report.predictedPulses()),
                  Tables.count(report.blockSignals(), "block signal")));
    }
    if (report.method() == WriteMethod.PROPORTIONAL) {
      Dry.stepSize(plan).ifPresent(audience::say);
    }
    GivenUpCells.tell(report.givenUp(), audience);
  }

  private String largestError() {
    return "; largest error %s of %s S allowed"
        .formatted(Tables.siemens(report.largestErrorSiemens()), report.epsilonSiemens());
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
          cell.lastMeasured().map(last -> Tables.siemens(last.siemens())).orElse("nothing");
      return Optional.of(
          ("write: %s, target-siemens=%s, reached=%s, pulses=%d; the pulse budget of the whole write"
                  + " is spent")
              .formatted(cell.cell(), cell.targetSiemens(), reached, cell.pulses()));
    }
    return outcome instanceof WriteOutcome.Partial partial
        ? Optional.of(GivenUpCells.message(partial))
        : Optional.empty();
  }
}
