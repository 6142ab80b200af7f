package dev.fluxbar.array;

/**
 * The place of one memristor, zero-based. The (k, j)-th memristor in layer l of Heidema is {@code
 * Cell(l-1, k-1, j-1)}; people see the one-based words of {@link #toString()}.
 *
 * @param array index of the array
 * @param row physical row bar
 * @param column column bar
 */
public record Cell(int array, int row, int column) implements Comparable<Cell> {

  public Cell {
    if (array < 0 || row < 0 || column < 0) {
      throw new IllegalArgumentException(
          "cell: array=%d, row=%d, column=%d; none may be negative".formatted(array, row, column));
    }
  }

  /** Array by array, row by row. */
  @Override
  public int compareTo(Cell other) {
    int byArray = Integer.compare(array, other.array);
    if (byArray != 0) {
      return byArray;
    }
    int byRow = Integer.compare(row, other.row);
    return byRow != 0 ? byRow : Integer.compare(column, other.column);
  }

  /** One-based, as the papers count: {@code "layer 2, row 1, column 3"}. */
  @Override
  public String toString() {
    return "layer " + (array + 1) + ", row " + (row + 1) + ", column " + (column + 1);
  }
}
