package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Balancing;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.EnergyBook;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.signal.BlockSignal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The books of one operation: balances cells whose reads have left too much on them, and tells what
 * was left, what was dissipated and the largest current.
 */
final class Books {
  private final OpenBench open;
  private final boolean restoring;
  private final Balancing balancing;
  private long pulses;
  private double benchSeconds;

  /**
   * @param restoring whether cells are balanced; otherwise only the books are kept
   */
  Books(OpenBench open, boolean restoring) {
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

  /** Whether cells are balanced. */
  boolean restores() {
    return restoring && known();
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

  /** How many inputs a program may have at most, so that none passes a budget by much. */
  int inputsInBudget() {
    return (int) Math.min(InferenceSettings.USUAL_INPUTS_A_PROGRAM, signalsInBudget());
  }

  /** Balances what is due now. */
  void restore() {
    if (restores()) {
      Balancing.Outcome outcome = balancing.restore();
      pulses += outcome.pulses();
      benchSeconds += outcome.benchSeconds();
    }
  }

  /**
   * Puts what the books say into a result.
   *
   * @param measured the memductances of the network, if they are known: for the energy
   */
  void put(Map<String, Object> values, Optional<Memductances> measured) {
    values.put("ledger", ledger());
    values.put("energy", energy(measured));
  }

  private Map<String, Object> energy(Optional<Memductances> measured) {
    EnergyBook energy = open.booked().energy();
    Map<String, Object> values = new LinkedHashMap<>();
    measured.ifPresent(
        siemens -> values.put("joules", energy.joules(open.maps(), siemens.arrays())));
    values.put("at-most-joules", energy.joules(open.device().maxSiemens()));
    values.put("largest-row-amperes", energy.largestRowAmperes());
    return values;
  }

  private Map<String, Object> ledger() {
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

  /** Lines for people. */
  void tell(Audience audience) {
    audience.say(line());
    EnergyBook energy = open.booked().energy();
    audience.say(
        "Energy in the cells: at most %s J; largest row current %s A"
            .formatted(
                Tables.brief(energy.joules(open.device().maxSiemens())),
                Tables.brief(energy.largestRowAmperes())));
  }

  private String line() {
    FluxLedger ledger = open.booked().ledger();
    return known()
        ? "Ledger: at most %s V s on a cell (%s uncertain, budget %s), %s"
            .formatted(
                Tables.brief(ledger.largestVoltSeconds()),
                Tables.brief(ledger.largestUncertaintyVoltSeconds()),
                Tables.brief(open.file().signal().balanceVoltSeconds()),
                Tables.count(pulses, "balancing pulse"))
        : "Ledger: not known what the drivers leave on cells; calibrate the board";
  }
}
