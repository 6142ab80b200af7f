package dev.fluxbar.array;

import java.util.List;

/**
 * The memductances of every memristor of a bench in siemens: one matrix an array, {@code
 * [rows][columns]} over physical rows.
 *
 * @param arrays one matrix an array, in order
 */
public record Memductances(List<Matrix> arrays) {

  public Memductances {
    arrays = List.copyOf(arrays);
    for (int l = 0; l < arrays.size(); l++) {
      Matrix matrix = arrays.get(l);
      for (int k = 0; k < matrix.rows(); k++) {
        for (int j = 0; j < matrix.columns(); j++) {
          if (!(matrix.at(k, j) >= 0)) {
            throw new IllegalArgumentException(
                "memductances: %s, siemens=%s; a memductance cannot be negative"
                    .formatted(new Cell(l, k, j), matrix.at(k, j)));
          }
        }
      }
    }
  }

  public Matrix array(int index) {
    return arrays.get(index);
  }

  public double at(Cell cell) {
    return arrays.get(cell.array()).at(cell.row(), cell.column());
  }

  /** Refuses a set whose matrices are not those of {@code shape}, naming both. */
  public void checkShape(NetworkShape shape) {
    boolean same = arrays.size() == shape.layers();
    for (int l = 0; same && l < arrays.size(); l++) {
      same =
          arrays.get(l).rows() == shape.array(l).rows()
              && arrays.get(l).columns() == shape.array(l).columns();
    }
    if (!same) {
      throw new IllegalArgumentException(
          "memductances: given=%s, bench=%s; the shapes must be equal"
              .formatted(
                  arrays.stream().map(m -> m.rows() + " x " + m.columns()).toList(),
                  shape.arrays()));
    }
  }

  /** The largest absolute difference in siemens to another set of the same shape. */
  public double largestDifferenceSiemens(Memductances other) {
    double largest = 0;
    for (int l = 0; l < arrays.size(); l++) {
      largest = Math.max(largest, arrays.get(l).largestDifference(other.arrays.get(l)));
    }
    return largest;
  }
}
