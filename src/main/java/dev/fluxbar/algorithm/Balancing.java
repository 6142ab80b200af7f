package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes back what reads have left on cells: where a {@link FluxLedger} passes its budget, a pulse
 * of the opposite flux at the voltage of a reading. What a clock's tick cannot express stays in the
 * ledger.
 */
public final class Balancing {
  private final LedgerBench bench;
  private final double budgetVoltSeconds;
  private final double pulseVolts;

  /**
   * @param bench not owned
   * @param budgetVoltSeconds beyond which a cell is balanced, positive
   * @param pulseVolts amplitude of the pulses, positive: that of a reading, which moves nothing
   *     fast
   */
  public Balancing(LedgerBench bench, double budgetVoltSeconds, double pulseVolts) {
    Checks.positive("balance", "budget-volt-seconds", budgetVoltSeconds);
    Checks.positive("balance", "pulse-volts", pulseVolts);
    this.bench = bench;
    this.budgetVoltSeconds = budgetVoltSeconds;
    this.pulseVolts = pulseVolts;
  }

  /**
   * What was done.
   *
   * @param cells that were balanced
   * @param pulses that it took
   * @param benchSeconds bench time
   */
  public record Outcome(int cells, long pulses, double benchSeconds) {}

  /** Cells of one column whose pulses are alike: they share one. */
  private record Together(int array, int column, long ticks) implements Comparable<Together> {
    @Override
    public int compareTo(Together other) {
      int order = Integer.compare(array, other.array);
      order = order != 0 ? order : Integer.compare(column, other.column);
      return order != 0 ? order : Long.compare(ticks, other.ticks);
    }
  }

  /** Balances every cell that has passed its budget. */
  public Outcome restore() {
    Map<Together, List<Cell>> due = due();
    int cells = 0;
    long pulses = 0;
    double seconds = 0;
    for (Map.Entry<Together, List<Cell>> entry : due.entrySet()) {
      long left = Math.abs(entry.getKey().ticks());
      long most = Math.max(1, (long) Math.floor(mostSeconds() / tick()));
      while (left > 0) {
        long ticks = Math.min(left, most);
        Program program = program(entry.getKey(), entry.getValue(), ticks);
        seconds += bench.balance(program).benchSeconds();
        left -= ticks;
        pulses++;
      }
      cells += entry.getValue().size();
    }
    return new Outcome(cells, pulses, seconds);
  }

  /** Cells beyond their budget, by the pulses that they need. */
  private Map<Together, List<Cell>> due() {
    BenchDescription description = bench.description();
    FluxLedger ledger = bench.ledger();
    Map<Together, List<Cell>> due = new TreeMap<>();
    for (int l = 0; l < description.shape().layers(); l++) {
      for (int k = 0; k < description.shape().array(l).rows(); k++) {
        for (int j = 0; j < description.shape().array(l).columns(); j++) {
          Cell cell = new Cell(l, k, j);
          double received = ledger.voltSeconds(cell);
          if (Math.abs(received) > budgetVoltSeconds) {
            long ticks = Math.round(received / (realVolts(l, j, received) * tick()));
            if (ticks != 0) {
              due.computeIfAbsent(new Together(l, j, ticks), key -> new ArrayList<>()).add(cell);
            }
          }
        }
      }
    }
    return due;
  }

  private double tick() {
    return bench.description().tickSeconds();
  }

  private double mostSeconds() {
    double byFlux = bench.limits().fluxVoltSeconds() / pulseVolts;
    return Math.min(bench.limits().onSeconds(), Math.min(byFlux, bench.limits().programSeconds()));
  }

  /** What a pulse against {@code received} is really at, in magnitude: the offset is there too. */
  private double realVolts(int array, int column, double received) {
    Channels channels = bench.description().channels().get(array);
    double asked = channels.nearestVolts(column, pulseVolts);
    return asked - Math.signum(received) * channels.offsetVolts(column);
  }

  private Program program(Together together, List<Cell> cells, long ticks) {
    BenchDescription description = bench.description();
    int array = together.array();
    int columns = description.shape().array(array).columns();
    Channels channels = description.channels().get(array);
    double volts = channels.nearestVolts(together.column(), pulseVolts);
    SwitchSetting setting =
        SwitchSetting.open(description.shape())
            .with(array, ArraySwitches.of(description.shape().array(array), cells));
    return Program.builder()
        .then(new Step.Switches(setting))
        .drive(array, Volts.only(columns, together.column(), together.ticks() > 0 ? -volts : volts))
        .then(new Step.Pulse(ticks * tick(), false, List.of()))
        .build();
  }
}
