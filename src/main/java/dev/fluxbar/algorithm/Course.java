package dev.fluxbar.algorithm;

import java.util.ArrayList;
import java.util.List;

/**
 * The flux that reaches every column of an array over time, in equal steps; between two of them the
 * voltage is taken to be a straight line. Voltages of one course do not change their sign.
 */
final class Course {
  private final double stepSeconds;
  private final List<double[]> volts = new ArrayList<>();
  private final List<double[]> voltSeconds = new ArrayList<>();

  Course(double stepSeconds, double[] firstVolts) {
    this.stepSeconds = stepSeconds;
    volts.add(firstVolts);
    voltSeconds.add(new double[firstVolts.length]);
  }

  /** The column voltages one step later. */
  void add(double[] nextVolts) {
    double[] before = volts.get(volts.size() - 1);
    double[] sum = voltSeconds.get(voltSeconds.size() - 1).clone();
    for (int j = 0; j < sum.length; j++) {
      sum[j] += (before[j] + nextVolts[j]) / 2 * stepSeconds;
    }
    volts.add(nextVolts);
    voltSeconds.add(sum);
  }

  double lastSeconds() {
    return (volts.size() - 1) * stepSeconds;
  }

  /** Whether every column has received its part of {@code enough} by the end. */
  boolean reaches(double[] enough) {
    double[] last = voltSeconds.get(voltSeconds.size() - 1);
    for (int j = 0; j < last.length; j++) {
      if (Math.abs(last[j]) < Math.abs(enough[j])) {
        return false;
      }
    }
    return true;
  }

  /** What a column has received after some time; the last voltage goes on beyond the end. */
  double voltSeconds(int column, double seconds) {
    int i = (int) Math.min(volts.size() - 1.0, seconds / stepSeconds);
    double from = volts.get(i)[column];
    double to = volts.get(Math.min(i + 1, volts.size() - 1))[column];
    double rest = seconds - i * stepSeconds;
    return voltSeconds.get(i)[column] + from * rest + (to - from) / stepSeconds * rest * rest / 2;
  }

  /** When a column has received {@code wanted}, by its magnitude; infinite if it never moves. */
  double seconds(int column, double wanted) {
    double magnitude = Math.abs(wanted);
    int i = 0;
    while (i + 1 < volts.size() && Math.abs(voltSeconds.get(i + 1)[column]) < magnitude) {
      i++;
    }
    double from = Math.abs(volts.get(i)[column]);
    double to = Math.abs(volts.get(Math.min(i + 1, volts.size() - 1))[column]);
    double left = magnitude - Math.abs(voltSeconds.get(i)[column]);
    // The root of from t + (to - from) t^2 / (2 h) = left, in the form that does not cancel.
    double root = Math.sqrt(Math.max(0, from * from + 2 * (to - from) / stepSeconds * left));
    return from + root > 0 ? i * stepSeconds + 2 * left / (from + root) : Double.POSITIVE_INFINITY;
  }
}
