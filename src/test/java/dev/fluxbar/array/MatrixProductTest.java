package dev.fluxbar.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixProductTest {

  @Test
  void isTheSumOfProductsForEveryRemainderOfFour() {
    for (int columns = 1; columns <= 13; columns++) {
      for (int rows = 1; rows <= 9; rows++) {
        Random random = new Random(31L * columns + rows);
        Matrix matrix = Matrix.fill(rows, columns, (k, j) -> random.nextGaussian());
        double[] vector = random.doubles(columns, -1, 1).toArray();
        double[] product = matrix.times(vector);
        for (int k = 0; k < rows; k++) {
          double sum = 0;
          for (int j = 0; j < columns; j++) {
            sum += matrix.at(k, j) * vector[j];
          }
          // Another order of at most 13 terms below 5: each sum rounds by half a place of 64.
          assertThat(product[k])
              .as("%s x %s", rows, columns)
              .isCloseTo(sum, within(26 * Math.ulp(32.0)));
        }
      }
    }
  }

  @Test
  void keepsRowsAndColumnsApart() {
    Matrix matrix = Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    assertThat(matrix.at(1, 0)).isEqualTo(4);
    assertThat(matrix.toArrays()[0]).containsExactly(1, 2, 3);
    assertThat(matrix.times(new double[] {1, 10, 100})).containsExactly(321, 654);
    assertThat(matrix).isEqualTo(Matrix.of(matrix.toArrays()));
  }
}
