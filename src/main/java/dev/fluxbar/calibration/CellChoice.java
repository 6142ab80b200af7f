package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.util.ArithmeticUtils;

/** Cells of an array far from each other, each with sound channels. */
final class CellChoice {
  private CellChoice() {}

  /**
   * One near the middle of each of {@code count} strips of rows, in strips of columns of another
   * order, so that no two share a line where there are enough.
   *
   * @param sound in any order
   */
  static List<Cell> spread(List<Cell> sound, int rows, int columns, int count) {
    List<Cell> left = new ArrayList<>(sound);
    List<Cell> chosen = new ArrayList<>();
    int stride = stride(count);
    for (int i = 0; i < count && !left.isEmpty(); i++) {
      double row = (i + 0.5) / count * rows - 0.5;
      double column = ((long) i * stride % count + 0.5) / count * columns - 0.5;
      Cell nearest =
          left.stream()
              .min(
                  Comparator.comparingDouble(
                      cell -> Math.hypot(cell.row() - row, cell.column() - column)))
              .orElseThrow();
      chosen.add(nearest);
      left.remove(nearest);
    }
    chosen.sort(null);
    return chosen;
  }

  /** Near the golden section of {@code count} and without a common divisor. */
  private static int stride(int count) {
    for (int stride = (int) Math.max(1, Math.rint(0.618 * count)); stride < count; stride++) {
      if (ArithmeticUtils.gcd(stride, count) == 1) {
        return stride;
      }
    }
    return 1;
  }
}
