package dev.fluxbar.algorithm;

import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.memristor.FluxControlled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many pulses a cell may need by the fast methods: {@link FluxSearch#STEPS} steps by the model,
 * each of as many pulses as the limits make of the longest; then sure steps, each of which brings
 * its flux nearer by at least epsilon / beta, times the least column voltage over the largest.
 */
final class RoundBudget {
  private final BenchDescription bench;
  private final FluxControlled device;
  private final WriteSettings settings;
  private final PulseDrive drive;
  private final double reachVoltSeconds;

  RoundBudget(
      BenchDescription bench,
      FluxControlled device,
      WriteSettings settings,
      PulseDrive drive,
      ModelFlux model) {
    this.bench = bench;
    this.device = device;
    this.settings = settings;
    this.drive = drive;
    this.reachVoltSeconds = FluxSearch.REACH_SPANS * model.spanVoltSeconds();
  }

  /** The budget of a cell: that of the settings, or what suffices. */
  long pulses(WriteTask task) {
    Long given = settings.pulsesACell();
    return given != null
        ? given
        : (long) Math.min(PulseBudget.LARGEST, sufficient(task.cell().array()));
  }

  /** The budget of the whole write, or what suffices, or at most one million a cell. */
  long ofAll(List<WriteTask> tasks) {
    Long suffice = settings.pulsesACell() == null ? guaranteed(tasks) : null;
    long sum = suffice != null ? suffice : tasks.stream().mapToLong(this::pulses).sum();
    Long inAll = settings.pulsesInAll();
    return inAll == null ? sum : Math.min(sum, inAll);
  }

  /** The pulses in all that suffice; null where a cell might need more than a budget ever is. */
  @Nullable Long guaranteed(List<WriteTask> tasks) {
    Map<Object, Double> shared = new HashMap<>();
    for (WriteTask task : tasks) {
      double own = sufficient(task.cell().array());
      if (own > PulseBudget.LARGEST) {
        return null;
      }
      shared.put(sharing(task), own * shares(task.cell().array()));
    }
    double sum = shared.values().stream().mapToDouble(pulses -> pulses).sum();
    return (long) (sum * (settings.method() == WriteMethod.GATED ? 2 : 1));
  }

  /** Into how many pulses the limit of currents divides one that cells of a row would share. */
  private long shares(int array) {
    boolean alone = settings.method() == WriteMethod.MODEL;
    return alone
        ? 1
        : RowCurrents.pulses(bench.shape().array(array).columns(), drive.cellsARow(array));
  }

  /** Cells with the same key share their pulses. */
  private Object sharing(WriteTask task) {
    switch (settings.method()) {
      case GATED:
        return task.cell().array();
      case ROW:
        return List.of(task.cell().array(), task.cell().row());
      case MODEL, PROPORTIONAL:
        return task.cell();
    }
    throw new IllegalStateException("write: method=%s; not known".formatted(settings.method()));
  }

  private double sufficient(int array) {
    boolean fed = bench.cascade() && array > 0;
    double volts = drive.volts(fed ? 0 : array);
    double[] columns = fed ? fedVolts(array, volts) : new double[] {volts, volts};
    double onePulse = columns[0] * drive.mostSeconds(volts);
    double sure = settings.epsilonSiemens() / device.lipschitzSiemensPerVoltSecond();
    double least = Math.min(onePulse, sure * columns[0] / columns[1]);
    return FluxSearch.STEPS * Math.ceil(2 * reachVoltSeconds / onePulse)
        + Math.ceil(1.5 * reachVoltSeconds / least)
        + 1;
  }

  /** The least and the largest column voltage behind neurons. */
  private double[] fedVolts(int array, double largestVolts) {
    NetworkShape shape = bench.shape();
    boolean wide = settings.method() == WriteMethod.GATED;
    double scale = bench.activation().scaleAmperes();
    double most = device.minSiemens() * largestVolts * (wide ? shape.inputs() : 1);
    double chosen =
        PulseDrive.SATURATING_SCALES * scale * device.minSiemens() / device.maxSiemens();
    double least = bench.activation().volts(Math.min(most, chosen));
    for (int l = 1; l < array; l++) {
      double cells = wide ? shape.array(l).columns() : 1;
      least = bench.activation().volts(device.minSiemens() * least * cells);
    }
    return new double[] {least, bench.activation().amplitudeVolts()};
  }
}
