package dev.fluxbar.physics;

import java.util.Arrays;

/**
 * The closed cells of the first array whose columns are driven and whose rows feed neurons that
 * matter, gathered so that what is open or undriven costs nothing.
 *
 * <p>Under a drive of {@code sign * volts}, {@code seconds} after the flux that was gathered, a
 * cell has the flux {@code offset + sign * volts * seconds}: the currents are functions of one
 * number. Cells are kept in bands of similar voltage, for the currents of a dimly driven column are
 * far smoother in time than those of a bright one. Plus and minus rows of a pair add up to one
 * neuron.
 */
final class DrivenRows {
  static final int BANDS = 4;

  /** Instants are worked on in fours: four sums of products in one pass. */
  static final int TOGETHER = 4;

  /** Neurons with at least one cell here, increasing; other methods count along this list. */
  final int[] neurons;

  /** Found by trial: below, the polynomial's own arithmetic costs more than the cells. */
  private static final int CELLS_TO_FIT = 12;

  private final ArrayDevices devices;
  private final Band[] bands;
  private final double[] flux;
  private final double[][] siemens;

  private static final class Band {
    double largestVolts;

    /** Cells of entry n of {@link #neurons} are {@code start[n]} to {@code start[n + 1]}. */
    int[] start = {0};

    int[] cell = {};
    double[] offset = {};
    double[] volts = {};

    /** Volts, negative on minus rows. */
    double[] weight = {};

    /** Volts squared, negative on minus rows: what a slope of W counts in that of the current. */
    double[] steepness = {};
  }

  /**
   * @param volts one a column
   * @param wanted whether the neuron's voltage has any effect
   */
  DrivenRows(CrossbarState array, double[] volts, boolean[] wanted) {
    this.devices = array.devices;
    double largest = 0;
    for (double v : volts) {
      largest = Math.max(largest, Math.abs(v));
    }
    this.neurons = neurons(array, columns(volts, 0, largest), wanted);
    this.bands = new Band[BANDS];
    int most = 0;
    for (int b = 0; b < BANDS; b++) {
      double below = largest * b / BANDS;
      bands[b] = band(array, columns(volts, below, largest * (b + 1) / BANDS), volts);
      most = Math.max(most, bands[b].cell.length);
    }
    this.flux = new double[most];
    this.siemens = new double[TOGETHER][most];
  }

  /** Columns whose voltage is above {@code above} and at most {@code most} in magnitude. */
  private static int[] columns(double[] volts, double above, double most) {
    int[] found = new int[volts.length];
    int count = 0;
    for (int j = 0; j < volts.length; j++) {
      double magnitude = Math.abs(volts[j]);
      if (magnitude > above && magnitude <= most) {
        found[count++] = j;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static int[] neurons(CrossbarState array, int[] columns, boolean[] wanted) {
    boolean[] used = new boolean[wanted.length];
    for (int k = 0; k < array.shape.rows(); k++) {
      int n = array.shape.neuronOf(k);
      for (int c = 0; wanted[n] && !used[n] && c < columns.length; c++) {
        used[n] = array.isClosed(k * array.shape.columns() + columns[c]);
      }
    }
    int[] found = new int[used.length];
    int count = 0;
    for (int n = 0; n < used.length; n++) {
      if (used[n]) {
        found[count++] = n;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private Band band(CrossbarState array, int[] columns, double[] volts) {
    int rowsEach = array.shape.differential() ? 2 : 1;
    int most = neurons.length * rowsEach * columns.length;
    Band band = new Band();
    band.start = new int[neurons.length + 1];
    band.cell = new int[most];
    band.offset = new double[most];
    band.volts = new double[most];
    band.weight = new double[most];
    band.steepness = new double[most];
    int count = 0;
    for (int n = 0; n < neurons.length; n++) {
      for (int minus = 0; minus < rowsEach; minus++) {
        int row = neurons[n] + minus * array.shape.neurons();
        for (int j : columns) {
          int cell = row * volts.length + j;
          if (array.isClosed(cell)) {
            band.cell[count] = cell;
            band.offset[count] = array.flux(cell, j);
            band.volts[count] = volts[j];
            band.weight[count] = minus == 0 ? volts[j] : -volts[j];
            band.steepness[count] = volts[j] * band.weight[count];
            band.largestVolts = Math.max(band.largestVolts, Math.abs(volts[j]));
            count++;
          }
        }
      }
      band.start[n + 1] = count;
    }
    band.cell = Arrays.copyOf(band.cell, count);
    return band;
  }

  /** Whether a polynomial through few instants costs less than asking the cells at every one. */
  boolean worthAPolynomial() {
    int cells = 0;
    for (Band band : bands) {
      cells += band.cell.length;
    }
    return cells >= CELLS_TO_FIT * neurons.length;
  }

  /** The largest voltage in a band, in magnitude; 0 if the band is empty. */
  double largestVolts(int band) {
    return bands[band].largestVolts;
  }

  /** The largest sum of voltages, in magnitude, on the cells of one neuron in a band. */
  double sumOfVolts(int band) {
    Band of = bands[band];
    double largest = 0;
    for (int n = 0; n < neurons.length; n++) {
      double sum = 0;
      for (int i = of.start[n]; i < of.start[n + 1]; i++) {
        sum += Math.abs(of.weight[i]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /**
   * The currents that the cells of one band send into the neurons, at {@code count} instants.
   *
   * @param sign 1 or -1: whether the drive is {@code volts} or its opposite
   * @param seconds instants, counted from the gathered flux
   * @param count a multiple of {@link #TOGETHER}
   * @param amperes written, {@code [neuron][count]}
   */
  void amperes(int band, double sign, double[] seconds, int count, double[] amperes) {
    Band of = bands[band];
    int cells = of.cell.length;
    for (int q = 0; q < count; q += TOGETHER) {
      for (int r = 0; r < TOGETHER; r++) {
        fluxes(of.offset, of.volts, sign * seconds[q + r], flux, cells);
        devices.siemens(of.cell, flux, siemens[r], cells);
      }
      for (int n = 0; n < neurons.length; n++) {
        fourSums(of.weight, siemens, sign, of.start[n], of.start[n + 1], amperes, n * count + q);
      }
    }
  }

  /**
   * The currents of all bands at one instant.
   *
   * @param amperes written, one a neuron
   */
  void amperes(double sign, double seconds, double[] amperes) {
    Arrays.fill(amperes, 0);
    for (Band of : bands) {
      fluxes(of.offset, of.volts, sign * seconds, flux, of.cell.length);
      devices.siemens(of.cell, flux, siemens[0], of.cell.length);
      for (int n = 0; n < neurons.length; n++) {
        double sum = 0;
        for (int i = of.start[n]; i < of.start[n + 1]; i++) {
          sum = Math.fma(of.weight[i], siemens[0][i], sum);
        }
        amperes[n] += sign * sum;
      }
    }
  }

  /**
   * How fast the currents of one band into one neuron change, in amperes a second.
   *
   * @param driveSeconds instants times the sign of the drive
   * @param slopes written
   */
  void slopes(int band, int neuron, double[] driveSeconds, double[] slopes, int count) {
    Band of = bands[band];
    int from = of.start[neuron];
    int to = of.start[neuron + 1];
    Arrays.fill(slopes, 0, count, 0);
    devices.addSlopes(
        of.cell, of.offset, of.volts, of.steepness, from, to, driveSeconds, slopes, count);
  }

  private static void fluxes(
      double[] offset, double[] volts, double seconds, double[] flux, int count) {
    for (int i = 0; i < count; i++) {
      flux[i] = Math.fma(volts[i], seconds, offset[i]);
    }
  }

  private static void fourSums(
      double[] weight, double[][] siemens, double sign, int from, int to, double[] sums, int at) {
    double[] a = siemens[0];
    double[] b = siemens[1];
    double[] c = siemens[2];
    double[] d = siemens[3];
    double sumA = 0;
    double sumB = 0;
    double sumC = 0;
    double sumD = 0;
    for (int i = from; i < to; i++) {
      double w = weight[i];
      sumA = Math.fma(w, a[i], sumA);
      sumB = Math.fma(w, b[i], sumB);
      sumC = Math.fma(w, c[i], sumC);
      sumD = Math.fma(w, d[i], sumD);
    }
    sums[at] = sign * sumA;
    sums[at + 1] = sign * sumB;
    sums[at + 2] = sign * sumC;
    sums[at + 3] = sign * sumD;
  }
}
