package dev.fluxbar.dynamics.memrc;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * A capacitor from one node to ground, with memristive branches beside it (Forni Fig. 2): {@code C
 * dv/dt = i - sum of g_k(x_k) (v - E_k)} (Forni (59)).
 *
 * @param farads of the capacitor, positive
 * @param branches at least one
 */
public record MemrcCircuit(double farads, List<Branch> branches) {

  public MemrcCircuit {
    branches = List.copyOf(branches);
    if (!(farads > 0 && farads < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "circuit: capacitor-farads=%s; it must be positive and finite".formatted(farads));
    }
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("circuit: branches=0; give at least one");
    }
    if (branches.stream().map(Branch::name).distinct().count() < branches.size()) {
      throw new IllegalArgumentException(
          "circuit: branches=%s; give each a name of its own"
              .formatted(branches.stream().map(Branch::name).toList()));
    }
  }

  /** How many numbers all memories are. */
  int states() {
    return branches.stream().mapToInt(branch -> branch.element().states()).sum();
  }

  /** Where the states of branch {@code k} begin among all. */
  int at(int k) {
    int at = 0;
    for (int i = 0; i < k; i++) {
      at += branches.get(i).element().states();
    }
    return at;
  }

  /** Whether {@link #rest} can be: every branch settles. */
  public boolean settles() {
    return branches.stream().allMatch(branch -> branch.element().settles());
  }

  /** All states where they come to rest at a constant voltage of the node. */
  public double[] settledStates(double volts) {
    double[] x = new double[states()];
    for (int k = 0; k < branches.size(); k++) {
      Branch branch = branches.get(k);
      branch.element().settle(x, at(k), volts - branch.batteryVolts());
    }
    return x;
  }

  /**
   * The equilibrium without a source, between the lowest and the highest battery; one of them,
   * where there are several.
   *
   * @return empty if a branch does not settle
   */
  public Optional<Start> rest() {
    if (!settles()) {
      return Optional.empty();
    }
    double low = branches.stream().mapToDouble(Branch::batteryVolts).min().orElseThrow();
    double high = branches.stream().mapToDouble(Branch::batteryVolts).max().orElseThrow();
    double volts =
        low == high
            ? low
            : new BrentSolver(1e-16, 1e-15).solve(1000, this::settledAmperes, low, high);
    return Optional.of(new Start(volts, settledStates(volts)));
  }

  /** The time constant of the capacitor with every branch at its largest. */
  double fastestSeconds() {
    return farads / branches.stream().mapToDouble(b -> b.element().largestSiemens()).sum();
  }

  private double settledAmperes(double volts) {
    return leavingAmperes(volts, settledStates(volts), 0);
  }

  /** What leaves the node through all branches; states from {@code from}. */
  double leavingAmperes(double volts, double[] x, int from) {
    double amperes = 0;
    int at = from;
    for (Branch branch : branches) {
      amperes += branch.element().siemens(x, at) * (volts - branch.batteryVolts());
      at += branch.element().states();
    }
    return amperes;
  }
}
