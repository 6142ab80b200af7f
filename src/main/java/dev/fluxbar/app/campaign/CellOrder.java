package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.emulator.CodeTicks;
import java.util.ArrayList;
import java.util.List;

/** Every cell of a bench in one row, array by array, row by row. */
final class CellOrder {
  private final NetworkShape shape;
  private final List<Cell> cells = new ArrayList<>();
  private final int[] first;

  CellOrder(NetworkShape shape) {
    this.shape = shape;
    this.first = new int[shape.layers()];
    for (int l = 0; l < shape.layers(); l++) {
      first[l] = cells.size();
      for (int k = 0; k < shape.array(l).rows(); k++) {
        for (int j = 0; j < shape.array(l).columns(); j++) {
          cells.add(new Cell(l, k, j));
        }
      }
    }
  }

  NetworkShape shape() {
    return shape;
  }

  int count() {
    return cells.size();
  }

  Cell at(int index) {
    return cells.get(index);
  }

  int index(Cell cell) {
    return first[cell.array()] + cell.row() * shape.array(cell.array()).columns() + cell.column();
  }

  /** One entry a cell. */
  long[] of(CodeTicks sums) {
    long[] all = new long[count()];
    for (int i = 0; i < all.length; i++) {
      all[i] = sums.at(at(i));
    }
    return all;
  }
}
