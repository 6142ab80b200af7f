package dev.fluxbar.calibration;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The resistance of a segment of columns and of rows from what is missing of superposition: a row
 * with all its columns carries less than its cells do when each column is alone
 * (calibration/procedures/lines.md).
 *
 * <p>With one column alone all currents of that column are measured, so that for given segments the
 * voltage at each of its crosspoints follows, and each cell's resistance. With one row alone every
 * column is a resistor in series with its cell, and the row is a ladder: what its input takes
 * follows exactly. The two resistances are those for which that agrees best with what was measured.
 */
final class LineFit {

  /** For slopes, as a part of the ohms at which lines would resist like cells. */
  private static final double STEP = 1e-4;

  private static final int MOST_EVALUATIONS = 200;

  private final Board board;
  private final double switchOhms;
  private final double[] volts;
  private final ArrayScan.Found scan;
  private final List<Integer> rows = new ArrayList<>();
  private final double[] deviations;
  private final double stepOhms;

  /**
   * @param volts what each column's driver really gives at read volts
   * @param usable rows whose currents are all currents of devices: no saturated ones
   */
  LineFit(Board board, double switchOhms, double[] volts, ArrayScan.Found scan, boolean[] usable) {
    this.board = board;
    this.switchOhms = switchOhms;
    this.volts = volts.clone();
    this.scan = scan;
    for (int k = 0; k < usable.length; k++) {
      if (usable[k]) {
        rows.add(k);
      }
    }
    this.stepOhms =
        STEP / (board.settings().maxSiemens() * board.rows() * (double) board.columns());
    // A row's missing current is one current less as many as there are columns.
    this.deviations =
        rows.stream()
            .mapToDouble(k -> scan.deviations()[k] * Math.sqrt(board.columns() + 1.0))
            .toArray();
  }

  /** What was found. */
  record Found(Estimate column, Estimate row, Residuals residuals) {}

  /** Whether there is enough to tell two resistances. */
  boolean possible() {
    return rows.size() >= 3 && board.columns() >= 2;
  }

  Found found() {
    double[] weights = new double[deviations.length];
    for (int i = 0; i < weights.length; i++) {
      // Without noise every row counts alike.
      weights[i] = deviations[i] > 0 ? 1 / (deviations[i] * deviations[i]) : 1;
    }
    LeastSquaresOptimizer.Optimum optimum =
        new LevenbergMarquardtOptimizer()
            .optimize(
                new LeastSquaresBuilder()
                    .start(new double[2])
                    .model(this::linearised)
                    .target(rows.stream().mapToDouble(k -> scan.rows()[k]).toArray())
                    .weight(new DiagonalMatrix(weights))
                    .maxEvaluations(MOST_EVALUATIONS)
                    .maxIterations(MOST_EVALUATIONS)
                    .build());
    // The weighted residuals of the optimum, each in its standard deviation.
    Residuals residuals = Residuals.of(optimum.getResiduals().toArray());
    RealMatrix covariances = optimum.getCovariances(0);
    // What the deviations do not explain, such as cells that move by chance, widens the result.
    double excess = Math.sqrt(Math.max(1, residuals.chiSquare() / (rows.size() - 2)));
    RealVector point = optimum.getPoint();
    return new Found(
        new Estimate(point.getEntry(0), excess * Math.sqrt(covariances.getEntry(0, 0))),
        new Estimate(point.getEntry(1), excess * Math.sqrt(covariances.getEntry(1, 1))),
        residuals);
  }

  private Pair<RealVector, RealMatrix> linearised(RealVector ohms) {
    double column = ohms.getEntry(0);
    double row = ohms.getEntry(1);
    double[] here = predicted(column, row);
    double[][] slopes = new double[here.length][2];
    double[] moreColumn = predicted(column + stepOhms, row);
    double[] lessColumn = predicted(column - stepOhms, row);
    double[] moreRow = predicted(column, row + stepOhms);
    double[] lessRow = predicted(column, row - stepOhms);
    for (int i = 0; i < here.length; i++) {
      slopes[i][0] = (moreColumn[i] - lessColumn[i]) / (2 * stepOhms);
      slopes[i][1] = (moreRow[i] - lessRow[i]) / (2 * stepOhms);
    }
    return new Pair<>(new ArrayRealVector(here, false), new Array2DRowRealMatrix(slopes, false));
  }

  /** What each usable row would take with all its columns. */
  private double[] predicted(double columnOhms, double rowOhms) {
    double[][] cellOhms = cellOhms(columnOhms, rowOhms);
    double[] amperes = new double[rows.size()];
    for (int i = 0; i < amperes.length; i++) {
      int k = rows.get(i);
      double[] series = new double[board.columns()];
      for (int j = 0; j < series.length; j++) {
        series[j] = cellOhms[k][j] + switchOhms + (k + 1) * columnOhms;
      }
      amperes[i] = RowLadder.amperes(volts, series, rowOhms);
    }
    return amperes;
  }

  /** The resistance of every cell, without its switch, from the scan of columns. */
  private double[][] cellOhms(double columnOhms, double rowOhms) {
    double[][] ohms = new double[board.rows()][board.columns()];
    for (int j = 0; j < board.columns(); j++) {
      double beyond = 0;
      for (int k = 0; k < board.rows(); k++) {
        beyond += scan.cells()[k][j];
      }
      double at = volts[j];
      for (int k = 0; k < board.rows(); k++) {
        at -= columnOhms * beyond;
        beyond -= scan.cells()[k][j];
        ohms[k][j] = at / scan.cells()[k][j] - switchOhms - (board.columns() - j) * rowOhms;
      }
    }
    return ohms;
  }
}
