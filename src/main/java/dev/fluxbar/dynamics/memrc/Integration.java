package dev.fluxbar.dynamics.memrc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;

/**
 * A course by adaptive steps of order 8 (Dormand and Prince), to {@value #TOLERANCE} of each
 * quantity a step, with the energies of Forni (12), (29) and (57) carried along as states. No step
 * reaches over an edge of the source.
 */
public final class Integration {

  /** Relative error of one step. */
  public static final double TOLERANCE = 1e-10;

  /** From one sample to the next; beyond it a circuit is too stiff for explicit steps. */
  private static final int MOST_EVALUATIONS = 1_000_000;

  /** Instants of a course that differ by less are one. */
  private static final double SAME = 1e-12;

  private final Course course;
  private final CircuitEquations equations;
  private final DormandPrince853Integrator integrator;

  /**
   * What an integration came to.
   *
   * @param peakVolts the highest voltage, between samples too
   * @param peakSeconds where it is
   */
  public record Outcome(
      Trajectory trajectory, EnergyAudit energy, double peakVolts, double peakSeconds) {}

  private Integration(Course course) {
    this.course = course;
    this.equations = new CircuitEquations(course);
    double[] relative = new double[equations.getDimension()];
    Arrays.fill(relative, TOLERANCE);
    this.integrator =
        new DormandPrince853Integrator(
            1e-14 * course.seconds(),
            course.seconds(),
            equations.absoluteTolerances(TOLERANCE),
            relative);
    integrator.setMaxEvaluations(MOST_EVALUATIONS);
  }

  /**
   * Integrates it.
   *
   * @throws IllegalArgumentException if the circuit is too fast for its course
   */
  public static Outcome run(Course course) {
    try {
      return new Integration(course).run();
    } catch (MathIllegalArgumentException | MathIllegalStateException e) {
      throw new IllegalArgumentException(
          "circuit: end-seconds=%s, fastest-seconds=%.3g; its steps become too small, shorten the"
                  .formatted(course.seconds(), course.circuit().fastestSeconds())
              + " course or take a larger capacitor",
          e);
    }
  }

  private Outcome run() {
    double[][] y = new double[course.samples()][];
    y[0] = equations.start();
    double peakVolts = y[0][0];
    double peakSeconds = 0;
    for (int n = 1; n < y.length; n++) {
      double from = course.instant(n - 1);
      y[n] = y[n - 1].clone();
      for (double edge : course.current().edges(from, course.instant(n))) {
        from = advance(y[n], from, edge);
        if (y[n][0] > peakVolts) {
          peakVolts = y[n][0];
          peakSeconds = edge;
        }
      }
      advance(y[n], from, course.instant(n));
      if (y[n][0] > peakVolts) {
        peakVolts = y[n][0];
        peakSeconds = course.instant(n);
      }
    }
    double seconds = summit(y, peakSeconds);
    double[] top = stateAt(y, seconds);
    boolean higher = top[0] > peakVolts;
    return new Outcome(
        trajectory(y),
        energy(y[y.length - 1]),
        higher ? top[0] : peakVolts,
        higher ? seconds : peakSeconds);
  }

  /**
   * Moves y from one instant to a later one, between edges of the source; answers where it stands:
   * {@code from} where both are the same but for rounding.
   */
  private double advance(double[] y, double from, double to) {
    if (to - from < SAME * course.seconds()) {
      return from;
    }
    equations.between(from, to);
    integrator.integrate(equations, from, y, to, y);
    return to;
  }

  private double[] stateAt(double[][] y, double seconds) {
    int before = (int) Math.min(y.length - 1, seconds / course.seconds() * (y.length - 1));
    double[] state = y[before].clone();
    double from = course.instant(before);
    for (double edge : course.current().edges(from, seconds)) {
      from = advance(state, from, edge);
    }
    equations.between(from, from + SAME * course.seconds());
    advance(state, from, seconds);
    return state;
  }

  /** Where dv/dt is 0 next to the highest sample; that sample where it is nowhere. */
  private double summit(double[][] y, double near) {
    double distance = course.instant(1);
    double from = Math.max(0, near - distance);
    double to = Math.min(course.seconds(), near + distance);
    if (!(slope(y, from) > 0 && slope(y, to) < 0)) {
      return near;
    }
    return new BrentSolver(1e-9 * distance).solve(200, at -> slope(y, at), from, to);
  }

  private double slope(double[][] y, double seconds) {
    double[] state = stateAt(y, seconds);
    double[] rates = new double[state.length];
    equations.computeDerivatives(seconds, state, rates);
    return rates[0];
  }

  private Trajectory trajectory(double[][] y) {
    MemrcCircuit circuit = course.circuit();
    double[] volts = new double[y.length];
    double[][] siemens = new double[circuit.branches().size()][y.length];
    for (int n = 0; n < y.length; n++) {
      volts[n] = y[n][0];
      for (int k = 0; k < siemens.length; k++) {
        siemens[k][n] = circuit.branches().get(k).element().siemens(y[n], 1 + circuit.at(k));
      }
    }
    return new Trajectory(course, volts, siemens);
  }

  private EnergyAudit energy(double[] last) {
    int at = 1 + course.circuit().states();
    double start = course.start().volts();
    double stored = course.circuit().farads() / 2 * (last[0] - start) * (last[0] + start);
    List<EnergyAudit.BranchEnergy> branches = new ArrayList<>();
    for (int k = 0; k < course.circuit().branches().size(); k++) {
      int first = at + 1 + CircuitEquations.ENERGIES * k;
      branches.add(
          new EnergyAudit.BranchEnergy(
              course.circuit().branches().get(k).name(),
              last[first],
              last[first + 1],
              last[first + 2]));
    }
    return new EnergyAudit(stored, last[at], branches);
  }
}
