package dev.fluxbar.app.measure;

import dev.fluxbar.array.Matrix;
import java.util.Random;

/**
 * How fast an ideal product of a square matrix and a vector is.
 *
 * @param size rows and columns
 * @param gigaflops billions of multiplications and additions a second
 * @param plainGigaflops the same with one row after the other, to compare with
 */
public record MatrixSpeed(int size, double gigaflops, double plainGigaflops) {

  /** Measures for {@code budgetSeconds} each. */
  public static MatrixSpeed measure(int size, double budgetSeconds) {
    Random random = new Random(1);
    Matrix matrix = Matrix.fill(size, size, (k, j) -> random.nextDouble());
    double[][] rows = matrix.toArrays();
    double[] vector = random.doubles(size).toArray();
    double[] sink = new double[1];
    double four = Repeated.medianSeconds(budgetSeconds, () -> sink[0] += matrix.times(vector)[0]);
    double plain = Repeated.medianSeconds(budgetSeconds, () -> sink[0] += plain(rows, vector));
    double billions = 2.0 * size * size / 1e9;
    return new MatrixSpeed(size, billions / four, billions / plain);
  }

  private static double plain(double[][] rows, double[] vector) {
    double all = 0;
    for (double[] row : rows) {
      double sum = 0;
      for (int j = 0; j < vector.length; j++) {
        sum += row[j] * vector[j];
      }
      all += sum;
    }
    return all;
  }
}
