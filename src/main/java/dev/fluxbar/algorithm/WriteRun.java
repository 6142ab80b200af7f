package dev.fluxbar.algorithm;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The closed loop over cells, Heidema Algorithms 3 and 4. Not for use by several threads. */
final class WriteRun {
  private final Bench bench;
  private final FluxControlled device;
  private final Probe probe;
  private final WriteSettings settings;
  private final PulseBudget budget;
  private final double alpha;
  private final double largestVolts;
  private final WriteProgress progress;
  private final List<WrittenCell> done = new ArrayList<>();
  private long pulses;
  private double benchSeconds;

  WriteRun(
      Bench bench,
      FluxControlled device,
      Probe probe,
      WriteSettings settings,
      PulseBudget budget,
      double alpha,
      double largestVolts,
      WriteProgress progress) {
    this.bench = bench;
    this.device = device;
    this.probe = probe;
    this.settings = settings;
    this.budget = budget;
    this.alpha = alpha;
    this.largestVolts = largestVolts;
    this.progress = progress;
  }

  WriteOutcome run(List<WriteTask> tasks) {
    for (WriteTask task : tasks) {
      WriteOutcome ended = write(task, tasks.size());
      if (ended != null) {
        return ended;
      }
    }
    return new WriteOutcome.Converged(report());
  }

  /** Algorithm 3; null when the cell converged. */
  private @Nullable WriteOutcome write(WriteTask task, int cells) {
    Route route = Route.to(bench.description(), task.cell());
    long allowed = budget.of(task.cell(), task.targetSiemens());
    double volts = settings.firstVolts();
    CellMeasurement.Measured last = null;
    for (long own = 0; ; own++) {
      boolean inAll = spent();
      if (inAll || own == allowed) {
        return new WriteOutcome.Exhausted(report(), unfinished(task, own, last), inAll);
      }
      CellMeasurement measurement = pulse(route, volts);
      if (!(measurement instanceof CellMeasurement.Measured measured)) {
        return new WriteOutcome.Unmeasurable(
            report(), unfinished(task, own + 1, last), measurement);
      }
      last = measured;
      progress.measured(
          new WriteProgress.WriteStep(
              task.cell(),
              task.targetSiemens(),
              last.siemens(),
              volts,
              own + 1,
              pulses,
              done.size(),
              cells));
      double error = task.targetSiemens() - last.siemens();
      // What the measurement cannot resolve counts as error: converged means truly within epsilon.
      if (Math.abs(error) + last.resolutionSiemens() <= settings.epsilonSiemens()) {
        done.add(
            new WrittenCell(
                task.cell(),
                task.targetSiemens(),
                last.siemens(),
                last.resolutionSiemens(),
                own + 1));
        return null;
      }
      if (alpha * (Math.abs(error) - last.resolutionSiemens()) > largestVolts) {
        return new WriteOutcome.Unmeasurable(
            report(), unfinished(task, own + 1, last), implausible(last));
      }
      // What the steps of the inputs add must not drive more than was checked before the first.
      volts = Math.max(-largestVolts, Math.min(largestVolts, alpha * error));
    }
  }

  private CellMeasurement implausible(CellMeasurement.Measured last) {
    return new CellMeasurement.Implausible(
        last.cell(), last.siemens(), device.minSiemens(), device.maxSiemens());
  }

  private CellMeasurement pulse(Route route, double volts) {
    List<Shot> shots = List.of(route.shot(volts));
    Program program =
        probe.program(shots, new Step.Pulse(settings.pulseSeconds(), true, List.of()));
    Recording recording = bench.run(program);
    pulses++;
    benchSeconds += recording.benchSeconds();
    return probe.measure(shots, program, recording).get(0);
  }

  private boolean spent() {
    Long inAll = settings.pulsesInAll();
    return inAll != null && pulses >= inAll;
  }

  private static WriteOutcome.UnfinishedCell unfinished(
      WriteTask task, long own, CellMeasurement.@Nullable Measured last) {
    return new WriteOutcome.UnfinishedCell(task.cell(), task.targetSiemens(), own, last);
  }

  private WriteReport report() {
    return new WriteReport(done, alpha, settings.epsilonSiemens(), pulses, benchSeconds);
  }
}
