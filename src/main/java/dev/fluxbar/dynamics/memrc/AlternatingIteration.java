package dev.fluxbar.dynamics.memrc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A course by the two steps of Forni Example 4, repeated: the conductances that a voltage would
 * have caused, over the whole time; then the voltage that these conductances would have caused. It
 * begins with everything as at the start, all the time.
 *
 * <p>Both steps are linear in what they look for and are solved exactly from sample to sample, with
 * the mean of both ends for what is given: what it converges to differs from the circuit's true
 * course by the square of the distance of samples.
 */
public final class AlternatingIteration {

  /** More passes would be a crowd in any picture, and much memory. */
  public static final int KEPT = 5;

  private final Course course;
  private final List<Branch> branches;

  /**
   * What an iteration came to.
   *
   * @param trajectory the last pass: the voltage, and the conductances that caused it
   * @param changesVolts the largest change of the voltage at any sample, one number a pass
   * @param peaksVolts the largest sample of each pass
   * @param first the first passes, {@value #KEPT} at most
   */
  public record Outcome(
      Trajectory trajectory,
      List<Double> changesVolts,
      List<Double> peaksVolts,
      List<Trajectory> first) {
    public Outcome {
      changesVolts = List.copyOf(changesVolts);
      peaksVolts = List.copyOf(peaksVolts);
      first = List.copyOf(first);
    }
  }

  private AlternatingIteration(Course course) {
    this.course = course;
    this.branches = course.circuit().branches();
  }

  /**
   * Repeats both steps.
   *
   * @param passes how often at most, 1 or more
   * @param enoughVolts it ends when no sample changes by more, 0 or more
   */
  public static Outcome run(Course course, int passes, double enoughVolts) {
    if (!(passes >= 1) || !(enoughVolts >= 0)) {
      throw new IllegalArgumentException(
          "iteration: passes=%d, enough-volts=%s; make at least one pass, and no change below 0"
              .formatted(passes, enoughVolts));
    }
    return new AlternatingIteration(course).run(passes, enoughVolts);
  }

  private Outcome run(int most, double enoughVolts) {
    double[] volts = new double[course.samples()];
    Arrays.fill(volts, course.start().volts());
    List<Double> changes = new ArrayList<>();
    List<Double> peaks = new ArrayList<>();
    List<Trajectory> first = new ArrayList<>();
    Trajectory pass;
    do {
      double[][] siemens = conductances(volts);
      double[] next = voltage(siemens);
      double change = 0;
      for (int n = 0; n < next.length; n++) {
        change = Math.max(change, Math.abs(next[n] - volts[n]));
      }
      volts = next;
      pass = new Trajectory(course, next, siemens);
      changes.add(change);
      peaks.add(next[pass.peak()]);
      if (first.size() < KEPT) {
        first.add(pass);
      }
    } while (changes.size() < most && changes.get(changes.size() - 1) > enoughVolts);
    return new Outcome(pass, changes, peaks, first);
  }

  /** Compute(g) of Example 4: {@code [branch][sample]}. */
  private double[][] conductances(double[] volts) {
    double[][] siemens = new double[branches.size()][volts.length];
    double[] x = course.start().states();
    for (int k = 0; k < branches.size(); k++) {
      Branch branch = branches.get(k);
      int at = course.circuit().at(k);
      siemens[k][0] = branch.element().siemens(x, at);
      for (int n = 1; n < volts.length; n++) {
        double u = (volts[n - 1] + volts[n]) / 2 - branch.batteryVolts();
        branch.element().advance(x, at, u, course.instant(n) - course.instant(n - 1));
        siemens[k][n] = branch.element().siemens(x, at);
      }
    }
    return siemens;
  }

  /** Compute(v) of Example 4: a capacitor with resistors that are given at every instant. */
  private double[] voltage(double[][] siemens) {
    double[] volts = new double[course.samples()];
    volts[0] = course.start().volts();
    double farads = course.circuit().farads();
    for (int n = 1; n < volts.length; n++) {
      double from = course.instant(n - 1);
      double to = course.instant(n);
      double conductance = 0;
      double amperes = course.current().meanAmperes(from, to);
      for (int k = 0; k < branches.size(); k++) {
        double mean = (siemens[k][n - 1] + siemens[k][n]) / 2;
        conductance += mean;
        amperes += mean * branches.get(k).batteryVolts();
      }
      double share = -StrictMath.expm1(-conductance * (to - from) / farads);
      double target = conductance > 0 ? amperes / conductance : 0;
      volts[n] =
          conductance > 0
              ? volts[n - 1] + (target - volts[n - 1]) * share
              : volts[n - 1] + amperes * (to - from) / farads;
    }
    return volts;
  }
}
