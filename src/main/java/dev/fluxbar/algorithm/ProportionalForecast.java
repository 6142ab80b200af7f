package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Path;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.memristor.FluxControlled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heidema Algorithm 4 played through on the device model, every cell at flux 0 to begin with: how
 * many pulses it takes if the model is right. Drivers and inputs are taken to be exact.
 */
final class ProportionalForecast {

  /** Steps of the integration in one pulse: these are short and low. Chosen. */
  private static final int STEPS = 4;

  /** Pulses that are played through at most. Chosen: a fraction of a second. */
  private static final long MOST = 20_000;

  private final BenchDescription bench;
  private final ModelFlux model;
  private final FeedModel cells;
  private final WriteSettings settings;
  private final double alpha;
  private final PulseBudget budget;

  ProportionalForecast(
      BenchDescription bench,
      FluxControlled device,
      WriteSettings settings,
      double alpha,
      PulseBudget budget) {
    this.bench = bench;
    this.model = new ModelFlux(device);
    this.cells = new FeedModel(bench, model);
    this.settings = settings;
    this.alpha = alpha;
    this.budget = budget;
  }

  /** The pulses in all; null where they are more than is worth playing through. */
  @Nullable Long pulses(List<WriteTask> tasks) {
    long pulses = 0;
    for (WriteTask task : tasks) {
      pulses += one(task, MOST - pulses);
      if (pulses >= MOST) {
        return null;
      }
    }
    return pulses;
  }

  private long one(WriteTask task, long left) {
    long most = Math.min(left, budget.of(task.cell(), task.targetSiemens()));
    double volts = settings.firstVolts();
    for (long own = 1; own <= most; own++) {
      pulse(task.cell(), volts);
      double error = task.targetSiemens() - cells.siemens(task.cell());
      if (Math.abs(error) <= settings.epsilonSiemens()) {
        return own;
      }
      volts = alpha * error;
    }
    return most;
  }

  private void pulse(Cell cell, double volts) {
    double seconds = settings.pulseSeconds();
    if (!bench.cascade() || cell.array() == 0) {
      cells.moved(cell, volts * seconds);
      return;
    }
    Feed path = Feed.along(Path.to(bench.shape(), cell, 0).cells());
    double[] enough = new double[bench.shape().array(cell.array()).columns()];
    enough[cell.column()] = Double.MAX_VALUE;
    Course course = cells.course(path, volts, enough, seconds / STEPS, seconds * (1 - 1e-9));
    cells.moved(cell, course.voltSeconds(cell.column(), seconds));
    cells.drive(path, volts, seconds, STEPS);
  }
}
