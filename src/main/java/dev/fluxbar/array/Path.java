package dev.fluxbar.array;

import java.util.ArrayList;
import java.util.List;

/**
 * A single current path from a driven column to one memristor, one memristor in each array on the
 * way (Heidema Definition 1).
 *
 * <p>In a differential array the path takes one row bar of a pair and leaves the other open, so
 * that the neuron behind it sees one current and not a difference that may be zero.
 *
 * @param cells the memristors on the path, arrays {@code 0..l} in order; the last is the target
 */
public record Path(List<Cell> cells) {

  public Path {
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("path: cells=0; a path has at least its target");
    }
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).array() != i) {
        throw new IllegalArgumentException(
            "path: position=%d, cell=%s; it must lie in layer %d"
                .formatted(i + 1, cells.get(i), i + 1));
      }
    }
  }

  /**
   * The path to {@code target} whose first column is {@code firstColumn} and whose every earlier
   * array is passed on the plus row of the neuron that feeds the next column.
   *
   * @throws IllegalArgumentException if target or column lie outside {@code shape}
   */
  public static Path to(NetworkShape shape, Cell target, int firstColumn) {
    if (!shape.contains(target)) {
      throw new IllegalArgumentException("path: target=%s; arrays=%s".formatted(target, shape));
    }
    List<Cell> cells = new ArrayList<>();
    cells.add(target);
    for (int array = target.array() - 1; array >= 0; array--) {
      int row = cells.get(0).column();
      // The path enters every inner array by column 0 unless it is the first: any path will do.
      cells.add(0, new Cell(array, row, array == 0 ? firstColumn : 0));
    }
    Path path = new Path(cells);
    path.checkIn(shape);
    return path;
  }

  /** The memristor that the path leads to. */
  public Cell target() {
    return cells.get(cells.size() - 1);
  }

  /** The column of the first array that is driven, gamma_0. */
  public int firstColumn() {
    return cells.get(0).column();
  }

  /** Refuses a path that leaves the arrays or does not connect. */
  public void checkIn(NetworkShape shape) {
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (!shape.contains(cell)) {
        throw new IllegalArgumentException("path: cell=%s; arrays=%s".formatted(cell, shape));
      }
      if (i > 0 && shape.array(i - 1).neuronOf(cells.get(i - 1).row()) != cell.column()) {
        throw new IllegalArgumentException(
            "path: from=%s, to=%s; the row of the first must feed the column of the second"
                .formatted(cells.get(i - 1), cell));
      }
    }
  }
}
