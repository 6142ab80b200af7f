package dev.fluxbar.algorithm;

import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final ArrayReader reader;
  private final boolean closes;
  private final Map<Integer, Double> noiseAmperes = new HashMap<>();

  /**
   * @param closes whether block signals confirm what the last pulses say, see {@link Closing}
   */
  WriteRun(
      Bench bench,
      FluxControlled device,
      Probe probe,
      WriteSettings settings,
      PulseBudget budget,
      WritePlan plan,
      boolean closes,
      WriteProgress progress) {
    this.closes = closes;
    this.bench = bench;
    this.plausible = new Plausibility(device);
    this.probe = probe;
    this.settings = settings;
    this.budget = budget;
    this.plan = plan;
    this.tally = new WriteTally(settings, plan);
    this.progress = progress;
    this.reader = new ArrayReader(bench, settings, plausible);
  }

  WriteOutcome run(List<WriteTask> tasks) {
    for (WriteTask task : tasks) {
      WriteOutcome ended = write(task);
      if (ended != null) {
        return ended;
      }
    }
    return WriteOutcome.of(tally.report());
  }

  /** Algorithm 3; null when the cell converged or was given up. */
  private @Nullable WriteOutcome write(WriteTask task) {
    Route route = Route.to(bench.description(), task.cell());
    long allowed = budget.of(task.cell(), task.targetSiemens());
    Answers answers =
        new Answers(new ModelFlux(plausible.device()), settings.epsilonSiemens() / 10);
    Closing closing = closing(task, route);
    if (closes) {
      closing.listen();
    }
    double volts = settings.firstVolts();
    CellMeasurement.Measured last = null;
    for (long own = 0; ; own++) {
      if (tally.spent()) {
        return new WriteOutcome.Exhausted(
            tally.report(),
            new WriteOutcome.UnfinishedCell(task.cell(), task.targetSiemens(), own, last));
      }
      GivenUp noisy = closing.hopeless();
      GivenUp gone = noisy != null ? noisy : hopeless(task, own, allowed, last, answers);
      if (gone != null) {
        return giveUp(gone);
      }
      CellMeasurement pulsed = pulse(route, volts);
      closing.pulsed(volts * settings.pulseSeconds());
      CellMeasurement measurement =
          plausible.judged(closing.begun() ? closing.read() : seen(pulsed, route));
      boolean near = within(task, measurement) || closing.drowns(measurement);
      if (closes && !closing.begun() && near) {
        measurement = plausible.judged(closing.read());
      }
      if (!(measurement instanceof CellMeasurement.Measured measured)) {
        return giveUp(GivenUp.unmeasured(task, own + 1, last, measurement));
      }
      last = measured;
      if (pulsed.equals(measured)) {
        double given = bench.samplesPulses() ? measured.columnVolts() : volts;
        answers.pulsed(given * settings.pulseSeconds());
      } else {
        answers.displaced(); // what reached it is not known
      }
      double doubt = closes ? closing.doubtSiemens(measured) : 0;
      answers.measured(measured.siemens(), measured.resolutionSiemens() + doubt);
      progress.measured(step(task, measured, volts, own + 1));
      if (closing.begun() ? closing.within() : within(task, measured)) {
        tally.done(
            new WrittenCell(
                task.cell(),
                task.targetSiemens(),
                last.siemens(),
                last.resolutionSiemens(),
                own + 1));
        return null;
      }
      double error = task.targetSiemens() - last.siemens();
      // Beyond the model's bounds the error asks for more than was checked before the first pulse.
      // A smaller step is still a step towards the target.
      double largest = plan.largestVolts();
      volts = Math.max(-largest, Math.min(largest, plan.alpha() * error));
      volts = answers.reversing() ? -volts : volts;
    }
  }

  private Closing closing(WriteTask task, Route route) {
    ModelFlux model = new ModelFlux(plausible.device());
    double epsilon = settings.epsilonSiemens();
    SteeredCell cell =
        new SteeredCell(
            task,
            new FluxSearch(model, task.targetSiemens(), epsilon),
            new Answers(model, epsilon / 10));
    return new Closing(cell, epsilon, noiseAmperes, () -> readAgain(route));
  }

  /** What a measurement cannot resolve counts as error: converged means truly within epsilon. */
  private boolean within(WriteTask task, CellMeasurement measurement) {
    return measurement instanceof CellMeasurement.Measured measured
        && Math.abs(task.targetSiemens() - measured.siemens()) + measured.resolutionSiemens()
            <= settings.epsilonSiemens();
  }

  private @Nullable WriteOutcome giveUp(GivenUp gone) {
    tally.givenUp(gone);
    progress.gaveUp(gone);
    return null;
  }

  private @Nullable GivenUp hopeless(
      WriteTask task,
      long own,
      long allowed,
      CellMeasurement.@Nullable Measured last,
      Answers answers) {
    if (own == allowed) {
      return GivenUp.spent(task, own, last);
    }
    if (last != null && answers.stuck()) {
      return GivenUp.stuck(task, own, last);
    }
    return last != null && answers.atItsEnd() ? GivenUp.atItsEnd(task, own, last) : null;
  }

  private WriteProgress.WriteStep step(
      WriteTask task, CellMeasurement.Measured measured, double volts, long own) {
    return new WriteProgress.WriteStep(
        task.cell(),
        task.targetSiemens(),
        measured.siemens(),
        volts,
        own,
        tally.pulses(),
        tally.cellsDone(),
        tally.cells());
  }

  /**
   * Where an input saturated or the pulse was too faint to measure by, what a block signal says.
   */
  private CellMeasurement seen(CellMeasurement one, Route route) {
    CellMeasurement now = one instanceof CellMeasurement.TooFaint ? readAgain(route) : one;
    return now instanceof CellMeasurement.Saturated full && full.array() == full.cell().array()
        ? reader.alone(full, tally::blockSignals)
        : now;
  }

  private CellMeasurement pulse(Route route, double volts) {
    List<Shot> shots = List.of(route.shot(volts));
    Program program =
        probe.program(
            shots, new Step.Pulse(settings.pulseSeconds(), bench.samplesPulses(), List.of()));
    try {
      Recording recording = bench.run(program);
      tally.pulse(recording.benchSeconds());
      if (!bench.samplesPulses()) {
        return readAgain(route);
      }
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
}
