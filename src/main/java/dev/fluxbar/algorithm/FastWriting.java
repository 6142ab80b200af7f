package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks, plans and runs the methods that choose their pulses by the device model. */
final class FastWriting {
  private final Bench bench;
  private final BenchDescription description;
  private final WriteSettings settings;
  private final Plausibility plausible;
  private final ModelFlux model;
  private final PulseDrive drive;
  private final RoundBudget budget;
  private final ArrayReader reader;

  FastWriting(Bench bench, FluxControlled device, WriteSettings settings) {
    this.bench = bench;
    this.description = bench.description();
    this.settings = settings;
    this.plausible = new Plausibility(device);
    this.model = new ModelFlux(device);
    this.drive = new PulseDrive(description, bench.limits(), settings, model.steepest());
    this.budget = new RoundBudget(description, device, settings, drive, model);
    this.reader = new ArrayReader(bench, settings, plausible);
  }

  WriteOutcome run(List<WriteTask> tasks, double alphaBound, WriteProgress progress) {
    WriteTally tally = new WriteTally(settings, plan(tasks, alphaBound));
    return settings.method() == WriteMethod.MODEL
        ? new ModelRun(bench, settings, plausible, drive, budget, tally, progress).run(tasks)
        : new RoundRun(bench, settings, model, shared(), reader, budget, tally, progress)
            .run(tasks);
  }

  private SharedPulses shared() {
    double settle = settings.settleSeconds();
    return settings.method() == WriteMethod.ROW
        ? new RowPulses(description, drive, settle)
        : new GatedPulses(description, drive, new FeedModel(description, model), settle);
  }

  WritePlan plan(List<WriteTask> tasks, double alphaBound) {
    checkAbility(tasks);
    tasks.forEach(this::checkTarget);
    List<Program> worst = new ArrayList<>();
    double volts = 0;
    double seconds = 0;
    for (int l = 0; l < description.shape().layers(); l++) {
      int array = l;
      if (tasks.stream().anyMatch(task -> task.cell().array() == array)) {
        int driven = description.cascade() ? 0 : array;
        checkFineness(array);
        volts = Math.max(volts, drive.volts(driven));
        seconds = Math.max(seconds, drive.mostSeconds(drive.volts(driven)));
        worst.add(longest(driven));
        RunPlan.of(List.of(reader.first(array)), false, description, bench.limits());
      }
    }
    RunPlan checked = RunPlan.of(worst, false, description, bench.limits());
    long atMost = budget.ofAll(tasks);
    return new WritePlan(
        settings.method(),
        worst.get(0),
        tasks.size(),
        alphaBound,
        alphaBound,
        volts,
        checked.worstVoltSeconds(),
        predicted(tasks),
        budget.guaranteed(tasks),
        atMost,
        atMost * (seconds + settings.settleSeconds()));
  }

  /** A method that a bench cannot do is refused with what it lacks. */
  private void checkAbility(List<WriteTask> tasks) {
    if (settings.method() == WriteMethod.GATED
        && description.switchKind() != SwitchKind.CROSSPOINT) {
      throw new IllegalArgumentException(
          "write: method=gated, switch-kind=line; every cell's switch must open at its own time,"
              + " which needs a switch at every crosspoint; use row or model");
    }
    for (WriteTask task : tasks) {
      int array = task.cell().array();
      if (settings.method() == WriteMethod.ROW && !description.channels().get(array).driven()) {
        throw new IllegalArgumentException(
            ("write: method=row, layer=%d, topology=cascade; the columns of this layer have no"
                    + " drivers, each would need a voltage of its own; use gated or model")
                .formatted(array + 1));
      }
    }
  }

  private void checkTarget(WriteTask task) {
    if (!plausible.covers(task.targetSiemens())) {
      throw new IllegalArgumentException(
          ("write: %s, target-siemens=%s, realizable=(%s, %s) give or take an eighth of the largest;"
                  + " choose a target in that interval")
              .formatted(
                  task.cell(),
                  task.targetSiemens(),
                  plausible.device().minSiemens(),
                  plausible.device().maxSiemens()));
    }
  }

  /** What can be told of fineness before anything is measured: at best the bench must resolve. */
  private void checkFineness(int array) {
    boolean fed = description.cascade() && array > 0;
    double amplitude = description.activation().amplitudeVolts();
    double volts = fed ? amplitude : settings.reading().volts();
    Channels channels = description.channels().get(array);
    int range = channels.rangeFor(plausible.largestSiemens() * volts);
    CellMeasurement best =
        CellMeasurement.quotient(
            new Cell(array, 0, 0), 0, channels.ranges().get(range).stepAmperes() / 2, volts, 0);
    if (!(best instanceof CellMeasurement.Measured measured
        && measured.resolutionSiemens() < settings.epsilonSiemens())) {
      throw new IllegalArgumentException(
          ("write: epsilon-siemens=%s, layer=%d, measured at best: %s; the bench cannot tell so"
                  + " small an error, read with more volts or use a larger epsilon")
              .formatted(settings.epsilonSiemens(), array + 1, best.message()));
    }
    if (fed && amplitude > drive.tickVolts()) {
      throw new IllegalArgumentException(
          ("write: epsilon-siemens=%s, layer=%d, tick-seconds=%s, neuron-volts=%s; a tick moves a"
                  + " cell too far, use a larger epsilon or a faster clock")
              .formatted(
                  settings.epsilonSiemens(), array + 1, description.tickSeconds(), amplitude));
    }
  }

  /** The longest pulse at the largest amplitude, for the limits; its switches do not matter. */
  private Program longest(int driven) {
    double volts = drive.volts(driven);
    Volts all = Volts.all(description.shape().array(driven).columns(), volts);
    ShotSteps steps = new ShotSteps(description, settings.settleSeconds());
    steps.set(
        new Shot(SwitchSetting.open(description.shape()), Map.of(driven, all), List.of()),
        List.of());
    steps.then(
        new Step.Pulse(
            drive.mostSeconds(volts),
            settings.method() == WriteMethod.MODEL && bench.samplesPulses(),
            List.of()));
    return steps.build();
  }

  /** From cells at flux 0: one pulse a cell, a row, or a direction, or as many as limits make. */
  private long predicted(List<WriteTask> tasks) {
    Map<Integer, Map<Cell, Double>> toGo = new HashMap<>();
    for (WriteTask task : tasks) {
      if (Math.abs(model.siemens(0) - task.targetSiemens()) > settings.epsilonSiemens()) {
        toGo.computeIfAbsent(task.cell().array(), l -> new HashMap<>())
            .put(task.cell(), model.voltSeconds(task.targetSiemens()));
      }
    }
    SharedPulses shared = shared();
    long pulses = 0;
    for (Map.Entry<Integer, Map<Cell, Double>> array : toGo.entrySet()) {
      pulses +=
          settings.method() == WriteMethod.MODEL
              ? oneByOne(array.getKey(), array.getValue())
              : shared.count(array.getKey(), array.getValue());
    }
    return pulses;
  }

  private long oneByOne(int array, Map<Cell, Double> toGo) {
    boolean fed = description.cascade() && array > 0;
    double drivers = drive.volts(fed ? 0 : array);
    double column = fed ? description.activation().amplitudeVolts() : drivers;
    double one = column * drive.mostSeconds(drivers);
    long pulses = 0;
    for (double flux : toGo.values()) {
      pulses += (long) Math.ceil(Math.abs(flux) / one);
    }
    return pulses;
  }
}
