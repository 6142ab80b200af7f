package dev.fluxbar.array;

import dev.fluxbar.numeric.Products;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A dense matrix of finite numbers, {@code [rows][columns]}. Immutable; copies in and out. What its
 * numbers are (siemens, volt-seconds, weights) its user's name says.
 */
public final class Matrix {

  /** One entry from its place, zero-based. */
  @FunctionalInterface
  public interface Entry {
    double at(int row, int column);
  }

  private final int rows;
  private final int columns;

  /** {@code [columns][rows]}: {@link #times} runs down columns. */
  private final double[][] values;

  private Matrix(int rows, int columns, double[][] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** Fills a matrix entry by entry. */
  public static Matrix fill(int rows, int columns, Entry entry) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "matrix: rows=%d, columns=%d; each must be at least 1".formatted(rows, columns));
    }
    double[][] values = new double[columns][rows];
    for (int k = 0; k < rows; k++) {
      for (int j = 0; j < columns; j++) {
        double value = entry.at(k, j);
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "matrix: row=%d, column=%d, value=%s; it must be a finite number"
                  .formatted(k + 1, j + 1, value));
        }
        values[j][k] = value;
      }
    }
    return new Matrix(rows, columns, values);
  }

  /** A matrix from its rows, all of one length. */
  public static Matrix of(double[]... rows) {
    for (int k = 0; k < rows.length; k++) {
      if (rows[k].length != rows[0].length) {
        throw new IllegalArgumentException(
            "matrix: row 1 has %d columns, row %d has %d; they must be equal"
                .formatted(rows[0].length, k + 1, rows[k].length));
      }
    }
    return fill(rows.length, rows.length == 0 ? 0 : rows[0].length, (k, j) -> rows[k][j]);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double at(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException(
          "matrix: row=%d, column=%d; it is %d x %d".formatted(row, column, rows, columns));
    }
    return values[column][row];
  }

  /** A copy of the entries, {@code [rows][columns]}. */
  public double[][] toArrays() {
    double[][] copy = new double[rows][columns];
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < rows; k++) {
        copy[k][j] = values[j][k];
      }
    }
    return copy;
  }

  /** The matrix with {@code function} applied to each entry. */
  public Matrix map(DoubleUnaryOperator function) {
    return fill(rows, columns, (k, j) -> function.applyAsDouble(at(k, j)));
  }

  /** The product with a vector of {@code columns} entries; a new array of {@code rows}. */
  public double[] times(double[] vector) {
    if (vector.length != columns) {
      throw new IllegalArgumentException(
          "matrix: columns=%d, vector=%d; they must be equal".formatted(columns, vector.length));
    }
    double[] product = new double[rows];
    int j = 0;
    for (; j + 3 < columns; j += 4) {
      Products.addFour(
          values[j], values[j + 1], values[j + 2], values[j + 3], vector, j, product, rows);
    }
    for (; j < columns; j++) {
      for (int k = 0; k < rows; k++) {
        product[k] += values[j][k] * vector[j];
      }
    }
    return product;
  }

  /** The largest absolute difference to a matrix of the same size. */
  public double largestDifference(Matrix other) {
    if (rows != other.rows || columns != other.columns) {
      throw new IllegalArgumentException(
          "matrix: %d x %d and %d x %d cannot be compared"
              .formatted(rows, columns, other.rows, other.columns));
    }
    double largest = 0;
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < rows; k++) {
        largest = Math.max(largest, Math.abs(values[j][k] - other.values[j][k]));
      }
    }
    return largest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * columns + Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(toArrays());
  }
}
