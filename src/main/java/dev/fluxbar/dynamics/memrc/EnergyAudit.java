package dev.fluxbar.dynamics.memrc;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the energy of a trajectory comes from and goes to (Forni (12), (56), (57)): what the
 * capacitor has gained is what the source and the batteries have delivered less what the branches
 * have dissipated.
 *
 * @param storedJoules gained by the capacitor, {@code C (v(T)^2 - v(0)^2) / 2}
 * @param suppliedJoules delivered by the source, {@code <v, i>}
 */
public record EnergyAudit(double storedJoules, double suppliedJoules, List<BranchEnergy> branches) {

  /**
   * The share of one branch, u being the voltage across its one-port.
   *
   * @param dissipatedJoules {@code <u, g u>}, Forni (12)
   * @param batteryJoules delivered by its battery
   * @param squareVoltSeconds {@code <u, u>}: its weighted dissipation (29a), and twice its weighted
   *     co-content (29b), in volts squared times seconds
   */
  public record BranchEnergy(
      String name, double dissipatedJoules, double batteryJoules, double squareVoltSeconds) {}

  public EnergyAudit {
    branches = List.copyOf(branches);
  }

  /** Of all branches. */
  public double dissipatedJoules() {
    return branches.stream().mapToDouble(BranchEnergy::dissipatedJoules).sum();
  }

  /** Of all batteries. */
  public double batteryJoules() {
    return branches.stream().mapToDouble(BranchEnergy::batteryJoules).sum();
  }

  /** By how much (57) is missed: 0 but for the errors of what was integrated. */
  public double imbalanceJoules() {
    return storedJoules + dissipatedJoules() - suppliedJoules - batteryJoules();
  }

  /** The imbalance as a share of the largest flow. */
  public double imbalanceShare() {
    double largest = Math.max(Math.abs(suppliedJoules), dissipatedJoules());
    largest = Math.max(largest, Math.max(Math.abs(storedJoules), Math.abs(batteryJoules())));
    return largest > 0 ? Math.abs(imbalanceJoules()) / largest : 0;
  }

  /** The audit of samples by the trapezoidal rule: exact to the square of their distance. */
  public static EnergyAudit sampled(Trajectory trajectory) {
    Course course = trajectory.course();
    List<Branch> branches = course.circuit().branches();
    double supplied = 0;
    double[] dissipated = new double[branches.size()];
    double[] delivered = new double[branches.size()];
    double[] square = new double[branches.size()];
    for (int n = 1; n < course.samples(); n++) {
      double from = course.instant(n - 1);
      double to = course.instant(n);
      double mean = (trajectory.volts(n - 1) + trajectory.volts(n)) / 2;
      supplied += course.current().meanAmperes(from, to) * mean * (to - from);
      for (int k = 0; k < branches.size(); k++) {
        for (int end = n - 1; end <= n; end++) {
          double u = trajectory.volts(end) - branches.get(k).batteryVolts();
          double amperes = trajectory.siemens(k, end) * u;
          dissipated[k] += amperes * u * (to - from) / 2;
          delivered[k] -= amperes * branches.get(k).batteryVolts() * (to - from) / 2;
          square[k] += u * u * (to - from) / 2;
        }
      }
    }
    List<BranchEnergy> energies = new ArrayList<>();
    for (int k = 0; k < branches.size(); k++) {
      energies.add(
          new BranchEnergy(branches.get(k).name(), dissipated[k], delivered[k], square[k]));
    }
    return new EnergyAudit(trajectory.storedJoules(), supplied, energies);
  }
}
