package dev.fluxbar.physics.lines;

import dev.fluxbar.array.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A crossbar with resistive lines and given memductances: voltages of the drivers in, voltages of
 * the cells and currents of the rows out.
 *
 * <p>Arrays of cells are row-major {@code [rows][columns]}. All arrays belong to the caller. For
 * one thread at a time.
 */
public final class FactoredLines {
  private final CrossbarLines lines;
  private final int rows;
  private final int columns;
  private final LineSolver solver;
  private final double[] siemens;
  private @Nullable Matrix transfer;

  FactoredLines(CrossbarLines lines, LineSolver solver) {
    this.lines = lines;
    this.rows = lines.rows();
    this.columns = lines.columns();
    this.solver = solver;
    this.siemens = new double[rows * columns];
  }

  public CrossbarLines lines() {
    return lines;
  }

  /**
   * Takes other memductances in the place of those before, in the same memory.
   *
   * @param siemens copied; 0 for a cell whose switch is open
   */
  public void refactor(double[] siemens) {
    check("memductances", siemens, rows * columns);
    for (int i = 0; i < siemens.length; i++) {
      if (!(siemens[i] >= 0) || Double.isInfinite(siemens[i])) {
        throw new IllegalArgumentException(
            "lines: row=%d, column=%d, siemens=%s; it must be 0 or more and finite"
                .formatted(i / columns + 1, i % columns + 1, siemens[i]));
      }
    }
    System.arraycopy(siemens, 0, this.siemens, 0, siemens.length);
    transfer = null;
    solver.factor(this.siemens);
  }

  /**
   * Solves the crossbar for the voltages of its drivers.
   *
   * @param columnVolts of the drivers, one a column
   * @param rowAmperes written: what each row sends into its input, or both its inputs together
   * @param cellVolts written: column line less row line at every crosspoint, closed or open
   */
  public void solve(double[] columnVolts, double[] rowAmperes, double[] cellVolts) {
    check("column voltages", columnVolts, columns);
    check("row currents", rowAmperes, rows);
    check("cell voltages", cellVolts, rows * columns);
    for (int j = 0; j < columns; j++) {
      if (!Double.isFinite(columnVolts[j])) {
        throw new IllegalArgumentException(
            "lines: column=%d, volts=%s; it must be a finite number"
                .formatted(j + 1, columnVolts[j]));
      }
    }
    solver.volts(columnVolts, cellVolts);
    for (int k = 0; k < rows; k++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += siemens[k * columns + j] * cellVolts[k * columns + j];
      }
      rowAmperes[k] = sum;
    }
  }

  /**
   * The currents of the cells, from their voltages.
   *
   * @param deviceAmperes written; may be the array of the voltages itself
   */
  public void deviceAmperes(double[] cellVolts, double[] deviceAmperes) {
    check("cell voltages", cellVolts, rows * columns);
    check("cell currents", deviceAmperes, rows * columns);
    for (int i = 0; i < siemens.length; i++) {
      deviceAmperes[i] = siemens[i] * cellVolts[i];
    }
  }

  /**
   * What each column takes from its drivers, from the currents of the cells.
   *
   * @param near written: from the driver before row 0; 0 if there is none
   * @param far written: from the driver after the last row; 0 if there is none
   */
  public void columnEndAmperes(double[] deviceAmperes, double[] near, double[] far) {
    check("cell currents", deviceAmperes, rows * columns);
    for (int j = 0; j < columns; j++) {
      share(deviceAmperes, j, columns, rows, lines.resistances().driven(), near, far, j);
    }
  }

  /**
   * What each row sends into its inputs, from the currents of the cells.
   *
   * @param near written: into the input before column 0; 0 if there is none
   * @param far written: into the input after the last column; 0 if there is none
   */
  public void rowEndAmperes(double[] deviceAmperes, double[] near, double[] far) {
    check("cell currents", deviceAmperes, rows * columns);
    for (int k = 0; k < rows; k++) {
      Ends sensed = lines.resistances().sensed();
      share(deviceAmperes, k * columns, 1, columns, sensed, near, far, k);
    }
  }

  private static void share(
      double[] amperes,
      int first,
      int stride,
      int count,
      Ends ends,
      double[] near,
      double[] far,
      int line) {
    near[line] = 0;
    far[line] = 0;
    for (int p = 0; p < count; p++) {
      double share = ends.nearShare(p, count);
      near[line] += share * amperes[first + p * stride];
      far[line] += (1 - share) * amperes[first + p * stride];
    }
  }

  /**
   * The currents of the rows for 1 V on each column, in siemens, {@code [rows][columns]}: {@code
   * rowAmperes = transfer * columnVolts}. From as many solves as the array has rows or columns,
   * whichever are fewer (reciprocity); kept until other memductances come.
   */
  public Matrix transfer() {
    Matrix known = transfer;
    if (known == null) {
      double[] entries = new double[rows * columns];
      solver.transfer(entries);
      known = Matrix.fill(rows, columns, (k, j) -> entries[k * columns + j]);
      transfer = known;
    }
    return known;
  }

  private static void check(String what, double[] given, int length) {
    if (given.length != length) {
      throw new IllegalArgumentException(
          "lines: %s=%d, wanted=%d; give as many as the array has"
              .formatted(what, given.length, length));
    }
  }
}
