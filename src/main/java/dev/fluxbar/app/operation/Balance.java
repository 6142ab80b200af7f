package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Balancing;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.signal.BlockSignal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The flux ledger of one operation: balances cells whose reads have left too much on them, and
 * tells what was left.
 */
final class Balance {
  private final OpenBench open;
  private final boolean restoring;
  private final Balancing balancing;
  private long pulses;
  private double benchSeconds;

  /**
   * @param restoring whether cells are balanced; otherwise only the books are kept
   */
  Balance(OpenBench open, boolean restoring) {
    this.open = open;
    this.restoring = restoring;
    this.balancing =
        new Balancing(
            open.booked(),
            open.file().signal().balanceVoltSeconds(),
            open.file().signal().readVolts());
  }

  /** Whether a profile tells what the drivers leave; without one the books stay empty. */
  boolean known() {
    return open.booked().description().channels().stream()
        .anyMatch(channels -> !channels.drivers().isEmpty());
  }

  /** How many block signals may pass before a cell could be beyond its budget, at least 1. */
  long signalsInBudget() {
    double offset =
        open.booked().description().channels().stream()
            .mapToDouble(Channels::largestOffsetVolts)
            .max()
            .orElse(0);
    double each = BlockSignal.PLATEAUS * open.file().signal().tauSeconds() * offset;
    double signals = open.file().signal().balanceVoltSeconds() / each;
    return signals < Long.MAX_VALUE ? Math.max(1, (long) signals) : Long.MAX_VALUE;
  }

  /** Balances what is due now. */
  void restore() {
    if (restoring && known()) {
      Balancing.Outcome outcome = balancing.restore();
      pulses += outcome.pulses();
      benchSeconds += outcome.benchSeconds();
    }
  }

  /** For the result. */
  Map<String, Object> values() {
    FluxLedger ledger = open.booked().ledger();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("known", known());
    values.put("largest-volt-seconds", ledger.largestVoltSeconds());
    values.put("largest-uncertainty-volt-seconds", ledger.largestUncertaintyVoltSeconds());
    values.put("budget-volt-seconds", open.file().signal().balanceVoltSeconds());
    values.put("balancing-pulses", pulses);
    values.put("balancing-bench-seconds", benchSeconds);
    return values;
  }

  /** One line for people. */
  String line() {
    FluxLedger ledger = open.booked().ledger();
    return known()
        ? "Ledger: at most %s V s on a cell since it was written (%s V s uncertain, budget %s V s), %s"
            .formatted(
                Tables.brief(ledger.largestVoltSeconds()),
                Tables.brief(ledger.largestUncertaintyVoltSeconds()),
                Tables.brief(open.file().signal().balanceVoltSeconds()),
                Tables.count(pulses, "balancing pulse"))
        : "Ledger: not known what the drivers leave on cells; calibrate the board";
  }
}
