package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One row at a time, each of its cells by the voltage of its own column. A row and columns are all
 * that has to be switched, and what a cell receives is known exactly.
 */
final class RowPulses implements SharedPulses {
  private final BenchDescription bench;
  private final PulseDrive drive;
  private final double settleSeconds;

  RowPulses(BenchDescription bench, PulseDrive drive, double settleSeconds) {
    this.bench = bench;
    this.drive = drive;
    this.settleSeconds = settleSeconds;
  }

  @Override
  public Planned next(int array, Map<Cell, Double> toGo, Predicate<Cell> cautious) {
    int row = toGo.keySet().stream().mapToInt(Cell::row).min().orElseThrow();
    Map<Cell, Double> some = some(array, toGo, row);
    double most = largest(some, row);
    double full = drive.volts(array);
    double seconds = Math.min(drive.mostSeconds(full), drive.ticks(most / full));
    ArrayShape shape = bench.shape().array(array);
    Channels channels = bench.channels().get(array);
    double[] volts = new double[shape.columns()];
    Map<Cell, Double> received = new HashMap<>();
    some.forEach(
        (cell, flux) -> {
          // Where one pulse is too short for the farthest cell, others wait for none.
          double offset = channels.offsetVolts(cell.column());
          double wanted = Math.max(-full, Math.min(full, flux / seconds - offset));
          volts[cell.column()] = nearest(channels, cell.column(), wanted);
          received.put(cell, (volts[cell.column()] + offset) * seconds);
        });
    ArraySwitches switches = ArraySwitches.lines(shape, k -> k == row, j -> volts[j] != 0);
    ShotSteps steps = new ShotSteps(bench, settleSeconds);
    steps.set(
        new Shot(
            SwitchSetting.open(bench.shape()).with(array, switches),
            Map.of(array, Volts.of(volts)),
            List.of()),
        List.of());
    steps.then(new Step.Pulse(seconds, false, List.of()));
    return new Planned(steps.build(), received);
  }

  /**
   * Those of a row that one pulse may drive, the farthest first: the others are nearer together.
   */
  private Map<Cell, Double> some(int array, Map<Cell, Double> toGo, int row) {
    Map<Cell, Double> some = new HashMap<>();
    toGo.entrySet().stream()
        .filter(entry -> entry.getKey().row() == row)
        .sorted(
            Comparator.comparingDouble((Map.Entry<Cell, Double> e) -> -Math.abs(e.getValue()))
                .thenComparingInt(e -> e.getKey().column()))
        .limit(drive.cellsARow(array))
        .forEach(entry -> some.put(entry.getKey(), entry.getValue()));
    return some;
  }

  @Override
  public Object shared(Cell cell, boolean up) {
    return cell.row();
  }

  /** A flux too small for a step of the driver still gets one: it is beyond epsilon. */
  private static double nearest(Channels channels, int column, double wanted) {
    double volts = channels.nearestVolts(column, wanted);
    return volts == 0 ? Math.copySign(channels.stepVolts(column), wanted) : volts;
  }

  private static double largest(Map<Cell, Double> toGo, int row) {
    double most = 0;
    for (Map.Entry<Cell, Double> entry : toGo.entrySet()) {
      if (entry.getKey().row() == row) {
        most = Math.max(most, Math.abs(entry.getValue()));
      }
    }
    return most;
  }

  @Override
  public long count(int array, Map<Cell, Double> toGo) {
    double full = drive.volts(array);
    double one = full * drive.mostSeconds(full);
    long pulses = 0;
    for (int k = 0; k < bench.shape().array(array).rows(); k++) {
      int row = k;
      long cells = toGo.keySet().stream().filter(cell -> cell.row() == row).count();
      long shares = RowCurrents.pulses(cells, drive.cellsARow(array));
      pulses += shares * (long) Math.ceil(largest(toGo, row) / one);
    }
    return pulses;
  }
}
