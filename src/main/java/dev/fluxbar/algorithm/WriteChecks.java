package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.memristor.FluxControlled;
import java.util.List;

/** What is refused before the first pulse. */
final class WriteChecks {
  private final BenchDescription bench;
  private final FluxControlled device;
  private final WriteSettings settings;
  private final double alpha;

  WriteChecks(BenchDescription bench, FluxControlled device, WriteSettings settings, double alpha) {
    this.bench = bench;
    this.device = device;
    this.settings = settings;
    this.alpha = alpha;
  }

  void check(List<WriteTask> tasks, double alphaBound) {
    // A bound that the caller computed in another order may differ in the last place.
    if (!(alpha <= alphaBound * (1 + 1e-12))) {
      throw new IllegalArgumentException(
          ("write: alpha=%s, bound=%s (Heidema (18)); convergence is proven up to the bound only,"
                  + " choose a smaller alpha or shorter pulses")
              .formatted(alpha, alphaBound));
    }
    for (WriteTask task : tasks) {
      if (!device.realizes(task.targetSiemens())) {
        throw new IllegalArgumentException(
            "write: %s, target-siemens=%s, realizable=(%s, %s); choose a target in that interval"
                .formatted(
                    task.cell(), task.targetSiemens(), device.minSiemens(), device.maxSiemens()));
      }
    }
    for (int l = 0; l < bench.shape().layers(); l++) {
      checkResolution(l, tasks);
    }
  }

  /**
   * The last pulses have alpha epsilon volts. If even with every earlier cell of the path at Wmax
   * the quotient J / P is then coarser than epsilon, no measurement can show convergence.
   */
  private void checkResolution(int array, List<WriteTask> tasks) {
    double target = 0;
    Cell cell = null;
    for (WriteTask task : tasks) {
      if (task.cell().array() == array && task.targetSiemens() > target) {
        target = task.targetSiemens();
        cell = task.cell();
      }
    }
    if (cell != null) {
      checkDriver(cell);
      CellMeasurement best = bestMeasurement(cell, target);
      if (!(best instanceof CellMeasurement.Measured measured
          && measured.resolutionSiemens() <= settings.epsilonSiemens())) {
        throw new IllegalArgumentException(
            ("write: epsilon-siemens=%s, last-pulse-volts=%s, measured there: %s; the bench cannot"
                    + " tell so small an error, use a larger epsilon, or shorter pulses with a"
                    + " larger alpha")
                .formatted(
                    settings.epsilonSiemens(), alpha * settings.epsilonSiemens(), best.message()));
      }
    }
  }

  /**
   * The last pulses must be at least one step of the drivers. Rounding then changes a pulse by half
   * of itself at most, and the Lyapunov function of Theorem 3 falls for every pulse of less than
   * twice the bound.
   */
  private void checkDriver(Cell cell) {
    int driven = bench.cascade() ? 0 : cell.array();
    double step = bench.channels().get(driven).largestStepVolts();
    if (!(alpha * settings.epsilonSiemens() >= step)) {
      throw new IllegalArgumentException(
          ("write: epsilon-siemens=%s, last-pulse-volts=%s, drive-step-volts=%s; the drivers cannot"
                  + " give so small a pulse, use a larger epsilon, or shorter pulses with a larger"
                  + " alpha")
              .formatted(settings.epsilonSiemens(), alpha * settings.epsilonSiemens(), step));
    }
  }

  private CellMeasurement bestMeasurement(Cell cell, double target) {
    double volts = alpha * settings.epsilonSiemens();
    double[] largest =
        new RowBounds(bench, device.maxSiemens()).largestAmperes(Route.to(bench, cell).shot(volts));
    int driven = bench.cascade() ? 0 : cell.array();
    double uncertainty = 0;
    for (int l = driven; l < cell.array(); l++) {
      double amperes = device.maxSiemens() * volts;
      uncertainty = bench.activation().slopeOhms(amperes) * halfStep(l, largest);
      volts = bench.activation().volts(amperes);
    }
    return CellMeasurement.quotient(
        cell, target * volts, halfStep(cell.array(), largest), volts, uncertainty);
  }

  private double halfStep(int array, double[] largestAmperes) {
    Channels channels = bench.channels().get(array);
    return channels.ranges().get(channels.rangeFor(largestAmperes[array])).stepAmperes() / 2;
  }

  /** The largest amplitude of any pulse: |Wd - W| is less than Wmax - Wmin. */
  double largestVolts() {
    return Math.max(
        Math.abs(settings.firstVolts()), alpha * (device.maxSiemens() - device.minSiemens()));
  }
}
