package dev.fluxbar.algorithm;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The closed loop over cells, Heidema Algorithms 3 and 4. Not for use by several threads. */
final class WriteRun {
  private final Bench bench;
  private final Probe probe;
  private final WriteSettings settings;
  private final PulseBudget budget;
  private final WritePlan plan;
  private final Plausibility plausible;
  private final WriteTally tally;
  private final WriteProgress progress;

  WriteRun(
      Bench bench,
      FluxControlled device,
      Probe probe,
      WriteSettings settings,
      PulseBudget budget,
      WritePlan plan,
      WriteProgress progress) {
    this.bench = bench;
    this.plausible = new Plausibility(device);
    this.probe = probe;
    this.settings = settings;
    this.budget = budget;
    this.plan = plan;
    this.tally = new WriteTally(settings, plan);
    this.progress = progress;
  }

  WriteOutcome run(List<WriteTask> tasks) {
    for (WriteTask task : tasks) {
      WriteOutcome ended = write(task);
      if (ended != null) {
        return ended;
      }
    }
    return new WriteOutcome.Converged(tally.report());
  }

  /** Algorithm 3; null when the cell converged. */
  private @Nullable WriteOutcome write(WriteTask task) {
    Route route = Route.to(bench.description(), task.cell());
    long allowed = budget.of(task.cell(), task.targetSiemens());
    double volts = settings.firstVolts();
    CellMeasurement.Measured last = null;
    for (long own = 0; ; own++) {
      boolean inAll = tally.spent();
      if (inAll || own == allowed) {
        return new WriteOutcome.Exhausted(tally.report(), unfinished(task, own, last), inAll);
      }
      CellMeasurement measurement = plausible.judged(pulse(route, volts));
      if (!(measurement instanceof CellMeasurement.Measured measured)) {
        return new WriteOutcome.Unmeasurable(
            tally.report(), unfinished(task, own + 1, last), measurement);
      }
      last = measured;
      progress.measured(
          new WriteProgress.WriteStep(
              task.cell(),
              task.targetSiemens(),
              last.siemens(),
              volts,
              own + 1,
              tally.pulses(),
              tally.cellsDone(),
              tally.cells()));
      double error = task.targetSiemens() - last.siemens();
      // What the measurement cannot resolve counts as error: converged means truly within epsilon.
      if (Math.abs(error) + last.resolutionSiemens() <= settings.epsilonSiemens()) {
        tally.done(
            new WrittenCell(
                task.cell(),
                task.targetSiemens(),
                last.siemens(),
                last.resolutionSiemens(),
                own + 1));
        return null;
      }
      // Beyond the model's bounds the error asks for more than was checked before the first pulse.
      // A smaller step is still a step towards the target.
      double largest = plan.largestVolts();
      volts = Math.max(-largest, Math.min(largest, plan.alpha() * error));
    }
  }

  private CellMeasurement pulse(Route route, double volts) {
    List<Shot> shots = List.of(route.shot(volts));
    Program program =
        probe.program(shots, new Step.Pulse(settings.pulseSeconds(), true, List.of()));
    try {
      Recording recording = bench.run(program);
      tally.pulse(recording.benchSeconds());
      return probe.measure(shots, program, recording).get(0);
    } catch (ProgramLost lost) {
      tally.pulse(program.benchSeconds()); // it may have fired, and counts as if it had
      progress.lost(lost);
      return readAgain(route);
    }
  }

  /**
   * What a lost pulse would have measured: the cell as it is now, by a block signal that samples
   * every cell on its way too.
   */
  private CellMeasurement readAgain(Route route) {
    Shot bare = route.shot(settings.reading().volts());
    List<Shot> shots =
        List.of(new Shot(bare.setting(), bare.drives(), route.cells(bench.description())));
    Program program =
        probe.program(shots, Step.Block.sampledAtMiddle(settings.reading().tauSeconds()));
    while (true) {
      try {
        Recording recording = bench.run(program);
        tally.blockSignals(1, recording.benchSeconds());
        List<CellMeasurement> measured = probe.measure(shots, program, recording);
        return measured.get(measured.size() - 1);
      } catch (ProgramLost again) {
        progress.lost(again);
      }
    }
  }

  private static WriteOutcome.UnfinishedCell unfinished(
      WriteTask task, long own, CellMeasurement.@Nullable Measured last) {
    return new WriteOutcome.UnfinishedCell(task.cell(), task.targetSiemens(), own, last);
  }
}
