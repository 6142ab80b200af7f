package dev.fluxbar.physics.lines;

import java.util.Arrays;

/**
 * Inverts symmetric positive definite matrices in place: the sweep operator (Goodnight, "A tutorial
 * on the sweep operator", The American Statistician 33, 1979), four pivots at a time, on the lower
 * triangle. It needs {@code width^3} operations, half of an elimination that ignores symmetry.
 */
final class SymmetricInverse {
  /** Pivots a pass, and what a width is a multiple of. */
  static final int PIVOTS = 4;

  private final int width;

  /** The columns of the pivots, {@code [pivot][row]}; 0 at the pivots' own rows. */
  private final double[][] columns;

  /** Minus the inverse of the pivots' block times those columns, {@code [row][pivot]}. */
  private final double[] factors;

  private final double[][] block = new double[PIVOTS][PIVOTS];

  /**
   * @param width of the matrices, a multiple of {@link #PIVOTS}
   */
  SymmetricInverse(int width) {
    this.width = width;
    this.columns = new double[PIVOTS][width];
    this.factors = new double[width * PIVOTS];
  }

  /** The least width of a matrix that holds so many rows. */
  static int padded(int rows) {
    return (rows + PIVOTS - 1) / PIVOTS * PIVOTS;
  }

  /**
   * Writes the inverse of a matrix.
   *
   * @param matrix its rows, of which the lower triangle is read; spoiled
   * @param inverse written from {@code at} on, row after row
   */
  void invert(double[][] matrix, double[] inverse, int at) {
    for (int from = 0; from < width; from += PIVOTS) {
      gather(matrix, from);
      invertBlock(matrix, from);
      multiply();
      double[] a = columns[0];
      double[] b = columns[1];
      double[] c = columns[2];
      double[] d = columns[3];
      for (int i = 0; i < width; i++) {
        FourRows.add(a, b, c, d, factors, i * PIVOTS, matrix[i], i + 1);
      }
      scatter(matrix, from);
    }
    mirror(matrix, inverse, at);
  }

  private void gather(double[][] matrix, int from) {
    for (int q = 0; q < PIVOTS; q++) {
      double[] column = columns[q];
      System.arraycopy(matrix[from + q], 0, column, 0, from);
      Arrays.fill(column, from, from + PIVOTS, 0);
      for (int i = from + PIVOTS; i < width; i++) {
        column[i] = matrix[i][from + q];
      }
    }
  }

  /** Gauss-Jordan on the block of the pivots; its diagonal stays positive. */
  private void invertBlock(double[][] matrix, int from) {
    for (int q = 0; q < PIVOTS; q++) {
      for (int r = 0; r <= q; r++) {
        block[q][r] = matrix[from + q][from + r];
        block[r][q] = block[q][r];
      }
    }
    for (int pivot = 0; pivot < PIVOTS; pivot++) {
      double[] ofPivot = block[pivot];
      double inverse = 1 / ofPivot[pivot];
      ofPivot[pivot] = 1;
      for (int r = 0; r < PIVOTS; r++) {
        ofPivot[r] *= inverse;
      }
      for (int q = 0; q < PIVOTS; q++) {
        if (q != pivot) {
          double factor = block[q][pivot];
          block[q][pivot] = 0;
          for (int r = 0; r < PIVOTS; r++) {
            block[q][r] -= factor * ofPivot[r];
          }
        }
      }
    }
  }

  private void multiply() {
    for (int i = 0; i < width; i++) {
      double a = columns[0][i];
      double b = columns[1][i];
      double c = columns[2][i];
      double d = columns[3][i];
      for (int q = 0; q < PIVOTS; q++) {
        double[] row = block[q];
        factors[i * PIVOTS + q] = -(row[0] * a + row[1] * b + row[2] * c + row[3] * d);
      }
    }
  }

  /** Rows and columns of the pivots; the sign of all is that of minus the inverse. */
  private void scatter(double[][] matrix, int from) {
    for (int q = 0; q < PIVOTS; q++) {
      double[] row = matrix[from + q];
      for (int j = 0; j < from; j++) {
        row[j] = -factors[j * PIVOTS + q];
      }
      for (int r = 0; r <= q; r++) {
        row[from + r] = -block[q][r];
      }
    }
    for (int i = from + PIVOTS; i < width; i++) {
      double[] row = matrix[i];
      for (int q = 0; q < PIVOTS; q++) {
        row[from + q] = -factors[i * PIVOTS + q];
      }
    }
  }

  /** Turns the sign and fills the upper triangle, a few rows at a time: lines of memory. */
  private void mirror(double[][] matrix, double[] inverse, int at) {
    for (int i = 0; i < width; i++) {
      double[] row = matrix[i];
      int to = at + i * width;
      for (int j = 0; j <= i; j++) {
        inverse[to + j] = -row[j];
      }
    }
    for (int from = 0; from < width; from += PIVOTS) {
      for (int j = 0; j < from + PIVOTS; j++) {
        int to = at + j * width;
        for (int i = Math.max(from, j + 1); i < from + PIVOTS; i++) {
          inverse[to + i] = -matrix[i][j];
        }
      }
    }
  }
}
