package dev.fluxbar.physics;

import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.Ends;
import dev.fluxbar.physics.lines.FactoredLines;
import dev.fluxbar.physics.lines.LineResistances;
import org.jspecify.annotations.Nullable;

/**
 * Voltages between column line and row line at every crosspoint, for memductances that change a
 * little from one call to the next.
 *
 * <p>With Z the voltage that the lines lose to the currents of the cells, {@code u = V - Z (G u)}.
 * {@code 1 + Z G} is self-adjoint and positive when cells are weighted with G, so conjugate
 * gradients find u, and the lines of real arrays, which lose little, in few rounds from a guess
 * near it. Z itself takes two sweeps along the lines. Where the lines lose nearly all, and rounds
 * are many, the direct method of package lines takes over.
 */
final class LineVolts {
  /** The norm of what is left of the equations, as a share of that of the driven voltages. */
  private static final double TOLERANCE = 1e-13;

  /** Rounds after which the direct method is the quicker one; by trial. */
  private static final int MOST_ROUNDS = 100;

  private final int rows;
  private final int columns;
  private final LineResistances lines;
  private final double[] amperes;
  private final double[] residual;
  private final double[] search;
  private final double[] image;
  private final double[] columnAmperes;
  private final double[] columnDrop;
  private @Nullable FactoredLines direct;

  LineVolts(int rows, int columns, LineResistances lines) {
    this.rows = rows;
    this.columns = columns;
    this.lines = lines;
    this.amperes = new double[rows * columns];
    this.residual = new double[rows * columns];
    this.search = new double[rows * columns];
    this.image = new double[rows * columns];
    this.columnAmperes = new double[columns];
    this.columnDrop = new double[columns];
  }

  /**
   * Solves the lines.
   *
   * @param siemens of each cell with its switch, row-major; 0 where nothing conducts
   * @param volts a guess, then what was found where something conducts
   */
  void solve(double[] columnVolts, double[] siemens, double[] volts) {
    FactoredLines factored = direct;
    if (factored == null && conjugateGradients(columnVolts, siemens, volts)) {
      return;
    }
    if (factored == null) {
      factored = CrossbarLines.of(rows, columns, lines).factor(siemens);
      direct = factored;
    } else {
      factored.refactor(siemens);
    }
    factored.solve(columnVolts, new double[rows], volts);
  }

  private boolean conjugateGradients(double[] columnVolts, double[] siemens, double[] volts) {
    product(siemens, volts, image);
    double wanted = 0;
    double left = 0;
    for (int k = 0, i = 0; k < rows; k++) {
      for (int j = 0; j < columns; j++, i++) {
        double difference = columnVolts[j] - image[i];
        residual[i] = difference;
        search[i] = difference;
        left += siemens[i] * difference * difference;
        wanted += siemens[i] * columnVolts[j] * columnVolts[j];
      }
    }
    double enough = TOLERANCE * TOLERANCE * wanted;
    for (int round = 0; left > enough; round++) {
      if (round == MOST_ROUNDS) {
        return false;
      }
      product(siemens, search, image);
      double step = left / weighted(siemens, search, image);
      double next = 0;
      for (int i = 0; i < volts.length; i++) {
        volts[i] += step * search[i];
        residual[i] -= step * image[i];
        next += siemens[i] * residual[i] * residual[i];
      }
      double turn = next / left;
      for (int i = 0; i < volts.length; i++) {
        search[i] = residual[i] + turn * search[i];
      }
      left = next;
    }
    return true;
  }

  private static double weighted(double[] siemens, double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += siemens[i] * a[i] * b[i];
    }
    return sum;
  }

  /** {@code image = (1 + Z G) volts}. */
  private void product(double[] siemens, double[] volts, double[] image) {
    for (int i = 0; i < amperes.length; i++) {
      amperes[i] = siemens[i] * volts[i];
    }
    System.arraycopy(volts, 0, image, 0, image.length);
    if (lines.columnSegmentOhms() > 0) {
      addColumnDrops(image);
    }
    if (lines.rowSegmentOhms() > 0) {
      for (int k = 0; k < rows; k++) {
        addRowDrops(k * columns, image);
      }
    }
  }

  private void addColumnDrops(double[] drops) {
    boolean far = lines.driven() == Ends.FAR;
    java.util.Arrays.fill(columnAmperes, 0);
    java.util.Arrays.fill(columnDrop, 0);
    for (int k = 0; k < rows; k++) {
      double share = lines.driven() == Ends.BOTH ? (rows - k) / (rows + 1.0) : 1;
      for (int j = 0; j < columns; j++) {
        columnAmperes[j] += share * amperes[k * columns + j];
      }
    }
    double ohms = lines.columnSegmentOhms();
    for (int m = 0; m < rows; m++) {
      int from = (far ? rows - 1 - m : m) * columns;
      for (int j = 0; j < columns; j++) {
        columnDrop[j] += ohms * columnAmperes[j];
        drops[from + j] += columnDrop[j];
        columnAmperes[j] -= amperes[from + j];
      }
    }
  }

  private void addRowDrops(int from, double[] drops) {
    boolean far = lines.sensed() == Ends.FAR;
    boolean both = lines.sensed() == Ends.BOTH;
    double current = 0;
    for (int j = 0; j < columns; j++) {
      double share = both ? (columns - j) / (columns + 1.0) : 1;
      current += share * amperes[from + j];
    }
    double ohms = lines.rowSegmentOhms();
    double drop = 0;
    for (int m = 0; m < columns; m++) {
      int i = from + (far ? columns - 1 - m : m);
      drop += ohms * current;
      drops[i] += drop;
      current -= amperes[i];
    }
  }
}
