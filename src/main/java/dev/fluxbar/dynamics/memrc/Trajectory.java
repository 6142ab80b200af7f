package dev.fluxbar.dynamics.memrc;

/** The voltage of a circuit and the conductances of its branches at the samples of a course. */
public final class Trajectory {
  private final Course course;
  private final double[] volts;
  private final double[][] siemens;

  /** Takes the arrays over: {@code volts[sample]}, {@code siemens[branch][sample]}. */
  Trajectory(Course course, double[] volts, double[][] siemens) {
    this.course = course;
    this.volts = volts;
    this.siemens = siemens;
  }

  public Course course() {
    return course;
  }

  /** Of the node at a sample. */
  public double volts(int sample) {
    return volts[sample];
  }

  /** Of a branch at a sample. */
  public double siemens(int branch, int sample) {
    return siemens[branch][sample];
  }

  /** A copy, one number a sample. */
  public double[] volts() {
    return volts.clone();
  }

  /** A copy, one number a sample. */
  public double[] siemens(int branch) {
    return siemens[branch].clone();
  }

  /** The sample with the highest voltage. */
  public int peak() {
    int peak = 0;
    for (int n = 1; n < volts.length; n++) {
      peak = volts[n] > volts[peak] ? n : peak;
    }
    return peak;
  }

  /** The largest difference of the voltages at any sample. */
  public double distanceVolts(Trajectory other) {
    double largest = 0;
    for (int n = 0; n < volts.length; n++) {
      largest = Math.max(largest, Math.abs(volts[n] - other.volts[n]));
    }
    return largest;
  }

  /** What the capacitor has gained from the first sample to the last. */
  double storedJoules() {
    double last = volts[volts.length - 1];
    return course.circuit().farads() / 2 * (last - volts[0]) * (last + volts[0]);
  }
}
