package dev.fluxbar.physics.lines;

/**
 * How a row current comes to its new value after its column has been reversed: a sum of
 * exponentials. An array of equal cells falls apart into the modes of its columns times those of
 * its rows, each two numbers, the voltage of a column and of a row.
 *
 * <p>A line of n segments with a terminal at one end has the modes {@code sin((2p - 1) pi k / (2n +
 * 1))}, k counted from the terminal, with the stiffness {@code 4 sin^2((2p - 1) pi / (4n + 2))} of
 * one segment.
 */
final class LineModes {

  /** Of longer lines the fastest modes, a million times faster than the slowest, are left out. */
  private static final int MOST = 1024;

  private final LineResistances ohms;
  private final LineCapacitances farads;
  private final int rows;
  private final int columns;
  private final double siemens;
  private final double[] weights;
  private final double[] seconds;
  private int count;
  private double settledAmperes;

  /**
   * The current of the row farthest from the drivers when only the column farthest from the inputs
   * goes from -1 V to 1 V.
   */
  LineModes(LineResistances ohms, LineCapacitances farads, int rows, int columns, double siemens) {
    this.ohms = ohms;
    this.farads = farads;
    this.rows = rows;
    this.columns = columns;
    this.siemens = siemens;
    int most = 2 * Math.min(rows, MOST) * Math.min(columns, MOST);
    this.weights = new double[most];
    this.seconds = new double[most];
    if (ohms.rowSegmentOhms() == 0) {
      columnsAlone();
    } else if (ohms.columnSegmentOhms() == 0) {
      rowsAlone();
    } else {
      for (int p = 1; p <= Math.min(rows, MOST); p++) {
        for (int q = 1; q <= Math.min(columns, MOST); q++) {
          both(p, q);
        }
      }
    }
  }

  private static double stiffness(int length, int mode) {
    double sine = Math.sin((2 * mode - 1) * Math.PI / (4.0 * length + 2));
    return 4 * sine * sine;
  }

  /** At crosspoint k from the terminal, of a mode whose squares sum to 1. */
  private static double shape(int length, int mode, int k) {
    return 2
        / Math.sqrt(2.0 * length + 1)
        * Math.sin((2 * mode - 1) * Math.PI * k / (2.0 * length + 1));
  }

  /** Rows stay at 0 V: they take what the cells give, and what charges them. */
  private void columnsAlone() {
    if (ohms.columnSegmentOhms() == 0) {
      settledAmperes = siemens;
      return;
    }
    double held = farads.columnSegmentFarads() + farads.cellFarads();
    for (int p = 1; p <= Math.min(rows, MOST); p++) {
      double conductance = stiffness(rows, p) / ohms.columnSegmentOhms() + siemens;
      double volts = shape(rows, p, 1) / ohms.columnSegmentOhms() / conductance;
      double far = shape(rows, p, rows) * volts;
      settledAmperes += siemens * far;
      double time = held / conductance;
      if (time > 0) {
        add(-2 * far * (siemens - farads.cellFarads() / time), time);
      }
    }
  }

  /** Columns stand at once; cells push their charge into the rows. */
  private void rowsAlone() {
    double held = farads.rowSegmentFarads() + farads.cellFarads();
    for (int q = 1; q <= Math.min(columns, MOST); q++) {
      double conductance = stiffness(columns, q) / ohms.rowSegmentOhms() + siemens;
      double source = shape(columns, q, columns);
      double out = shape(columns, q, 1) / ohms.rowSegmentOhms();
      double volts = siemens * source / conductance;
      settledAmperes += out * volts;
      if (held > 0) {
        double pushed = farads.cellFarads() / held * source;
        add(out * 2 * (pushed - volts), held / conductance);
      }
    }
  }

  /**
   * One mode of both: {@code C de/dt = -K e}, e the deviation of column and row voltage. With
   * {@code K = L L^T} and {@code y = L^T e} it is {@code S dy/dt = -y}, S symmetric: its
   * eigenvalues are times, 0 for what holds no charge.
   */
  private void both(int p, int q) {
    double k11 = stiffness(rows, p) / ohms.columnSegmentOhms() + siemens;
    double k22 = stiffness(columns, q) / ohms.rowSegmentOhms() + siemens;
    double l11 = Math.sqrt(k11);
    double l21 = -siemens / l11;
    double l22 = Math.sqrt(k22 - l21 * l21);
    double cell = farads.cellFarads();
    double c11 = farads.columnSegmentFarads() + cell;
    double c22 = farads.rowSegmentFarads() + cell;
    // S = L^-1 C L^-T with the rows of L^-1: (i11, 0) and (i21, i22).
    double i11 = 1 / l11;
    double i22 = 1 / l22;
    double i21 = -l21 * i11 * i22;
    double s11 = i11 * i11 * c11;
    double s12 = i11 * (i21 * c11 - i22 * cell);
    double s22 = i21 * i21 * c11 - 2 * i21 * i22 * cell + i22 * i22 * c22;
    // The drive and its answer in y: L^-1 (source, 0); the current: (0, out) L^-T y.
    double source = shape(rows, p, 1) / ohms.columnSegmentOhms() * shape(columns, q, columns);
    double out = shape(rows, p, rows) * shape(columns, q, 1) / ohms.rowSegmentOhms();
    double y1 = i11 * source;
    double y2 = i21 * source;
    settledAmperes += out * i22 * y2;
    double mean = (s11 + s22) / 2;
    double half = (s11 - s22) / 2;
    double apart = Math.hypot(half, s12);
    double angle = Math.atan2(s12, half) / 2;
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    double along = cosine * y1 + sine * y2;
    double across = -sine * y1 + cosine * y2;
    add(-2 * out * i22 * sine * along, mean + apart);
    add(-2 * out * i22 * cosine * across, mean - apart);
  }

  private void add(double weight, double time) {
    // Rounding may leave a time that is 0 below it.
    if (time > 0 && weight != 0) {
      weights[count] = weight;
      seconds[count] = time;
      count++;
    }
  }

  /** The current in the end, for 1 V. */
  double settledAmperes() {
    return settledAmperes;
  }

  /** How far the current is from it, some time after the reversal. */
  double deviationAmperes(double time) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i] * Math.exp(-time / seconds[i]);
    }
    return sum;
  }

  /** From then on no deviation is larger than {@code amperes}: a bound that is not close. */
  double surelySettledSeconds(double amperes) {
    double slowest = 0;
    double weight = 0;
    for (int i = 0; i < count; i++) {
      slowest = Math.max(slowest, seconds[i]);
      weight += Math.abs(weights[i]);
    }
    return weight > amperes ? slowest * Math.log(weight / amperes) : 0;
  }
}
