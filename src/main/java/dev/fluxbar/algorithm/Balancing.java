package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes back what reads have left on cells: where a {@link FluxLedger} passes its budget, a pulse
 * of the opposite flux, at most at the voltage of a reading. What the steps of a driver cannot
 * express stays in the ledger.
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

  /** Balances the cells of every array in which one has passed its budget. */
  public Outcome restore() {
    int cells = 0;
    long pulses = 0;
    double seconds = 0;
    BenchDescription description = bench.description();
    for (int l = 0; l < description.shape().layers(); l++) {
      for (BitSet rows : alike(l)) {
        double[] received = received(l, rows.nextSetBit(0));
        double largest = Arrays.stream(received).map(Math::abs).max().orElseThrow();
        if (largest > budgetVoltSeconds) {
          long ticks = Math.max(1, (long) Math.ceil(largest / (pulseVolts * tick())));
          long most = Math.max(1, (long) Math.floor(mostSeconds() / tick()));
          long parts = (ticks + most - 1) / most;
          for (long part = 0; part < parts; part++) {
            long width = ticks * (part + 1) / parts - ticks * part / parts;
            seconds += bench.balance(program(l, rows, received, ticks, width)).benchSeconds();
            pulses++;
          }
          cells += rows.cardinality() * received.length;
        }
      }
    }
    return new Outcome(cells, pulses, seconds);
  }

  /** Rows whose cells have all received the same, as after inferences: they share a pulse. */
  private Collection<BitSet> alike(int array) {
    Map<List<Double>, BitSet> groups = new LinkedHashMap<>();
    if (bench.description().channels().get(array).driven()) {
      for (int k = 0; k < bench.description().shape().array(array).rows(); k++) {
        List<Double> key = Arrays.stream(received(array, k)).boxed().toList();
        groups.computeIfAbsent(key, of -> new BitSet()).set(k);
      }
    }
    return groups.values();
  }

  private double[] received(int array, int row) {
    double[] received = new double[bench.description().shape().array(array).columns()];
    for (int j = 0; j < received.length; j++) {
      received[j] = bench.ledger().voltSeconds(new Cell(array, row, j));
    }
    return received;
  }

  private double tick() {
    return bench.description().tickSeconds();
  }

  private double mostSeconds() {
    double byFlux = bench.limits().fluxVoltSeconds() / pulseVolts;
    return Math.min(bench.limits().onSeconds(), Math.min(byFlux, bench.limits().programSeconds()));
  }

  /**
   * A pulse on all columns that have received anything, each at the voltage that takes it back in
   * {@code ticks}; of these, {@code width}.
   */
  private Program program(int array, BitSet rows, double[] received, long ticks, long width) {
    BenchDescription description = bench.description();
    Channels channels = description.channels().get(array);
    double[] volts = new double[received.length];
    for (int j = 0; j < volts.length; j++) {
      // The offset of a driver is there during the pulse as well.
      double wanted = -received[j] / (ticks * tick()) - channels.offsetVolts(j);
      volts[j] = received[j] == 0 ? 0 : channels.nearestVolts(j, wanted);
    }
    ArraySwitches closed =
        ArraySwitches.lines(description.shape().array(array), rows::get, j -> received[j] != 0);
    return Program.builder()
        .then(new Step.Switches(SwitchSetting.open(description.shape()).with(array, closed)))
        .drive(array, Volts.of(volts))
        .then(new Step.Pulse(width * tick(), false, List.of()))
        .build();
  }
}
