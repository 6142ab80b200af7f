package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.memristor.FluxControlled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many pulses a cell may need. The proof of Heidema Theorem 3 shows that as long as the error
 * exceeds epsilon every pulse brings the flux closer by at least T sigma(Wmin sigma(... Wmin alpha
 * epsilon)); the flux distance over that step is a number of pulses that suffices.
 */
final class PulseBudget {

  /** No budget is larger. Chosen: a cell that needs more is better given a larger epsilon. */
  static final long LARGEST = 1_000_000;

  private final BenchDescription bench;
  private final FluxControlled device;
  private final WriteSettings settings;
  private final double alpha;

  PulseBudget(BenchDescription bench, FluxControlled device, WriteSettings settings, double alpha) {
    this.bench = bench;
    this.device = device;
    this.settings = settings;
    this.alpha = alpha;
  }

  long of(Cell cell, double targetSiemens) {
    Long given = settings.pulsesACell();
    if (given != null) {
      return given;
    }
    return (long) Math.min(LARGEST, proven(cell, targetSiemens));
  }

  /** The budget of the whole write, or the sum of the cells'. */
  long ofAll(List<WriteTask> tasks) {
    long sum = tasks.stream().mapToLong(task -> of(task.cell(), task.targetSiemens())).sum();
    Long inAll = settings.pulsesInAll();
    return inAll == null ? sum : Math.min(sum, inAll);
  }

  /** What the proof allows for all cells; null where it allows one cell more than a budget may. */
  @Nullable Long guaranteed(List<WriteTask> tasks) {
    double sum = 0;
    for (WriteTask task : tasks) {
      double own = proven(task.cell(), task.targetSiemens());
      if (own > LARGEST) {
        return null;
      }
      sum += own;
    }
    return (long) sum;
  }

  /** What the proof says, whatever the settings do. */
  double proven(Cell cell, double targetSiemens) {
    double pulses = Math.ceil(distance(cell, targetSiemens) / leastStep(cell));
    // One for the first pulse, one for the pulse that ends exactly at epsilon.
    return pulses + 2;
  }

  /** T times the least column voltage while the error exceeds epsilon, Heidema Lemma 2 (3). */
  private double leastStep(Cell cell) {
    double volts = alpha * settings.epsilonSiemens();
    for (int l = 0; bench.cascade() && l < cell.array(); l++) {
      volts = bench.activation().volts(device.minSiemens() * volts);
    }
    return settings.pulseSeconds() * volts;
  }

  /** The farthest that a flux can be from its target, the first pulse included. */
  private double distance(Cell cell, double targetSiemens) {
    double span = device.maxSiemens() - device.minSiemens();
    double margin = Math.min(settings.epsilonSiemens(), span / 4);
    double target = device.fluxVoltSeconds(targetSiemens);
    double low = device.fluxVoltSeconds(device.minSiemens() + margin);
    double high = device.fluxVoltSeconds(device.maxSiemens() - margin);
    double first = Math.abs(settings.firstVolts());
    for (int l = 0; bench.cascade() && l < cell.array(); l++) {
      first = bench.activation().volts(device.maxSiemens() * first);
    }
    return Math.max(Math.abs(target - low), Math.abs(high - target))
        + settings.pulseSeconds() * first;
  }
}
