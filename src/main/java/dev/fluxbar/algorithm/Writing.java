package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Steers memductances to targets in closed loop, by one of four methods; each states what it
 * guarantees. The proportional one is that of Heidema Algorithms 3 and 4: constant pulses of length
 * T along a path, each measured at its end, each proportional to the error that is left.
 *
 * <p>Arrays are written from the last to the first, so that what a path disturbs on its way is
 * written later. A finished cell keeps its value: its switch stays open, and an open switch means
 * no voltage.
 */
public final class Writing {
  private final Bench bench;
  private final BenchDescription description;
  private final FluxControlled device;
  private final WriteSettings settings;
  private final Probe probe;

  /**
   * @param bench not owned
   * @param device the model: Wmin, Wmax and beta, on which the convergence bound rests, and the
   *     flux between two memductances, by which the fast methods choose their pulses
   */
  public Writing(Bench bench, FluxControlled device, WriteSettings settings) {
    this.bench = bench;
    this.description = bench.description();
    this.device = device;
    this.settings = settings;
    this.probe =
        new Probe(description, device.maxSiemens(), settings.settleSeconds(), settings.averages());
  }

  /**
   * What writing {@code target} would drive at most; drives nothing.
   *
   * @param target over physical rows
   * @throws IllegalArgumentException if the target cannot be written with these settings
   * @throws ProgramRefused if the bench cannot or may not drive the largest pulse
   */
  public WritePlan plan(Memductances target) {
    return plan(tasks(target), boundOfAll());
  }

  /** What writing one cell would drive at most; refuses as {@link #plan} does. */
  public WritePlan planCell(Cell cell, double targetSiemens) {
    return plan(task(cell, targetSiemens), boundOf(cell));
  }

  /**
   * Writes every cell (Algorithm 4).
   *
   * @param target over physical rows
   * @throws IllegalArgumentException as {@link #plan}; nothing was driven
   * @throws BenchFault if the bench broke or was aborted; progress was told of every pulse before
   */
  public WriteOutcome run(Memductances target, WriteProgress progress) {
    return run(tasks(target), boundOfAll(), progress);
  }

  /**
   * Writes one cell (Algorithm 3); refuses and fails as {@link #run} does. In a cascade this also
   * moves the cells of earlier arrays that lie on its path.
   */
  public WriteOutcome runCell(Cell cell, double targetSiemens, WriteProgress progress) {
    return run(task(cell, targetSiemens), boundOf(cell), progress);
  }

  private WriteOutcome run(List<WriteTask> tasks, double bound, WriteProgress progress) {
    if (fast()) {
      return new FastWriting(bench, device, settings).run(tasks, bound, progress);
    }
    WritePlan plan = plan(tasks, bound);
    PulseBudget budget = new PulseBudget(description, device, settings, plan.alpha());
    boolean closes = !stepSize(bound).boundFits() || description.calibrated();
    return new WriteRun(bench, device, probe, settings, budget, plan, closes, progress).run(tasks);
  }

  private StepSize stepSize(double bound) {
    return StepSize.of(description, bench.limits(), device, settings, bound);
  }

  private boolean fast() {
    return settings.method() != WriteMethod.PROPORTIONAL;
  }

  private WritePlan plan(List<WriteTask> tasks, double bound) {
    if (fast()) {
      return new FastWriting(bench, device, settings).plan(tasks, bound);
    }
    double alpha = stepSize(bound).alpha();
    WriteChecks checks = new WriteChecks(description, device, settings, alpha);
    checks.check(tasks, bound);
    List<Program> worst = new ArrayList<>();
    for (int l = 0; l < description.shape().layers(); l++) {
      int array = l;
      tasks.stream()
          .filter(task -> task.cell().array() == array)
          .findFirst()
          .ifPresent(task -> worst.add(worstPulse(task.cell(), checks.largestVolts())));
    }
    RunPlan checked = RunPlan.of(worst, false, description, bench.limits());
    PulseBudget budget = new PulseBudget(description, device, settings, alpha);
    long pulses = budget.ofAll(tasks);
    Shot first = Route.to(description, tasks.get(0).cell()).shot(settings.firstVolts());
    return new WritePlan(
        WriteMethod.PROPORTIONAL,
        pulse(first),
        tasks.size(),
        alpha,
        bound,
        checks.largestVolts(),
        checked.worstVoltSeconds(),
        new ProportionalForecast(description, device, settings, alpha, budget).pulses(tasks),
        budget.guaranteed(tasks),
        pulses,
        pulses * (settings.pulseSeconds() + settings.settleSeconds()));
  }

  private Program worstPulse(Cell cell, double volts) {
    return pulse(Route.to(description, cell).shot(volts));
  }

  private Program pulse(Shot shot) {
    return probe.program(
        List.of(shot), new Step.Pulse(settings.pulseSeconds(), bench.samplesPulses(), List.of()));
  }

  private double boundOfAll() {
    return AlphaBound.ofAll(description, device, settings.pulseSeconds());
  }

  private double boundOf(Cell cell) {
    return AlphaBound.ofArray(description, device, settings.pulseSeconds(), cell.array());
  }

  private List<WriteTask> task(Cell cell, double targetSiemens) {
    Route.to(description, cell);
    return List.of(new WriteTask(cell, targetSiemens));
  }

  /** Last array first; within an array column by column (Algorithm 4). */
  private List<WriteTask> tasks(Memductances target) {
    NetworkShape shape = description.shape();
    target.checkShape(shape);
    List<WriteTask> tasks = new ArrayList<>();
    for (int l = shape.layers() - 1; l >= 0; l--) {
      for (int j = 0; j < shape.array(l).columns(); j++) {
        for (int k = 0; k < shape.array(l).rows(); k++) {
          Cell cell = new Cell(l, k, j);
          tasks.add(new WriteTask(cell, target.at(cell)));
        }
      }
    }
    return tasks;
  }
}
