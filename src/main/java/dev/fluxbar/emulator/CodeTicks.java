package dev.fluxbar.emulator;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import java.util.ArrayList;
import java.util.List;

/**
 * What drivers have put on each cell since a board was made, as exact integers: the sum of DAC code
 * times ticks while its switch was closed. Flux without rounding. Zero in arrays without drivers.
 * Immutable.
 */
public final class CodeTicks {
  private final NetworkShape shape;
  private final List<long[]> arrays;

  private CodeTicks(NetworkShape shape, List<long[]> arrays) {
    this.shape = shape;
    this.arrays = arrays;
  }

  /**
   * Sums that somebody has counted.
   *
   * @param arrays one an array, {@code [rows][columns]} row-major; copied
   */
  public static CodeTicks of(NetworkShape shape, List<long[]> arrays) {
    List<long[]> copies = new ArrayList<>();
    for (int l = 0; l < arrays.size(); l++) {
      copies.add(arrays.get(l).clone());
      if (l >= shape.layers() || copies.get(l).length != shape.array(l).cells()) {
        throw new IllegalArgumentException(
            "code ticks: array=%d, cells=%d, arrays=%s; they must be of the same shape"
                .formatted(l + 1, copies.get(l).length, shape));
      }
    }
    if (copies.size() != shape.layers()) {
      throw new IllegalArgumentException(
          "code ticks: arrays=%d, needed=%d; one entry an array"
              .formatted(copies.size(), shape.layers()));
    }
    return new CodeTicks(shape, copies);
  }

  public NetworkShape shape() {
    return shape;
  }

  /** The sum of one cell. */
  public long at(Cell cell) {
    ArrayShape array = shape.array(cell.array());
    if (cell.row() >= array.rows() || cell.column() >= array.columns()) {
      throw new IllegalArgumentException(
          "code ticks: %s, arrays=%s; name a cell of the board".formatted(cell, shape));
    }
    return arrays.get(cell.array())[cell.row() * array.columns() + cell.column()];
  }
}
