package dev.fluxbar.physics;

/**
 * A step of the gathered cells of one array: stages at its beginning, middle and end, and how far
 * they are from each other.
 */
final class LobattoStep {
  final RealArray array;
  final Stage begin;
  final Stage middle;
  final Stage end;
  private final double[] middleBefore;
  private final double[] endBefore;

  LobattoStep(RealArray array) {
    int rows = array.cells.shape.rows();
    int size = array.cells.shape.cells();
    this.array = array;
    this.begin = new Stage(size, rows);
    this.middle = new Stage(size, rows);
    this.end = new Stage(size, rows);
    this.middleBefore = new double[size];
    this.endBefore = new double[size];
  }

  /** Middle and end have the voltages of the beginning. */
  void start() {
    System.arraycopy(begin.volts, 0, middle.volts, 0, array.count());
    System.arraycopy(begin.volts, 0, end.volts, 0, array.count());
  }

  /** Moves the states of middle and end by the voltages of all three. */
  void move(double seconds) {
    int count = array.count();
    System.arraycopy(middle.volts, 0, middleBefore, 0, count);
    System.arraycopy(end.volts, 0, endBefore, 0, count);
    for (int a = 0; a < count; a++) {
      double v0 = begin.volts[a];
      double v1 = middle.volts[a];
      double v2 = end.volts[a];
      double state = begin.state[a];
      middle.state[a] = array.after(a, state, (5 * v0 + 8 * v1 - v2) / 12, seconds / 2);
      end.state[a] = array.after(a, state, (v0 + 4 * v1 + v2) / 6, seconds);
    }
  }

  /** The end is the beginning of the next step. */
  void next() {
    int count = array.count();
    System.arraycopy(end.state, 0, begin.state, 0, count);
    System.arraycopy(end.siemens, 0, begin.siemens, 0, count);
    System.arraycopy(end.volts, 0, begin.volts, 0, count);
  }

  /** The largest change of a voltage since states were moved by it, as a share of the largest. */
  double change(double leastVolts) {
    double largest = 0;
    for (int a = 0; a < array.count(); a++) {
      double ofMiddle = Math.abs(middle.volts[a] - middleBefore[a]);
      largest = Math.max(largest, Math.max(ofMiddle, Math.abs(end.volts[a] - endBefore[a])));
    }
    return largest / scaleVolts(leastVolts);
  }

  /** How much a mean voltage differs by the rules of order 4 and 2, as a share of the largest. */
  double bend(double leastVolts) {
    double largest = 0;
    for (int a = 0; a < array.count(); a++) {
      double bend = 2 * middle.volts[a] - begin.volts[a] - end.volts[a];
      largest = Math.max(largest, Math.abs(bend));
    }
    return largest / 3 / scaleVolts(leastVolts);
  }

  /** The largest voltage, or {@code leastVolts} if all are smaller. */
  private double scaleVolts(double leastVolts) {
    double scale = leastVolts;
    for (int a = 0; a < array.count(); a++) {
      double ofCell = Math.max(Math.abs(begin.volts[a]), Math.abs(end.volts[a]));
      scale = Math.max(scale, ofCell);
    }
    return scale;
  }

  /** What the devices dissipate, by Simpson's rule. */
  double meanWatts() {
    int count = array.count();
    return (begin.watts(count) + 4 * middle.watts(count) + end.watts(count)) / 6;
  }

  /** How much the mean powers by the rules of order 4 and 2 differ, as a share. */
  double bendOfWatts() {
    double trapezoid = (begin.watts(array.count()) + end.watts(array.count())) / 2;
    double simpson = meanWatts();
    return simpson == trapezoid ? 0 : Math.abs(simpson - trapezoid) / trapezoid;
  }
}
