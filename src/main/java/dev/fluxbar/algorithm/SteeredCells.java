package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cells of one write, in the order in which they were named, by array and by what is left. */
final class SteeredCells {
  private final NetworkShape shape;
  private final double epsilonSiemens;
  private final Map<Cell, SteeredCell> cells = new LinkedHashMap<>();
  private final Set<Cell> gone = new HashSet<>();

  SteeredCells(NetworkShape shape, double epsilonSiemens) {
    this.shape = shape;
    this.epsilonSiemens = epsilonSiemens;
  }

  void add(SteeredCell cell) {
    cells.put(cell.task().cell(), cell);
  }

  /** It is written no longer. */
  void remove(Cell cell) {
    cells.remove(cell);
    gone.add(cell);
  }

  /** Whether it was given up. */
  boolean gone(Cell cell) {
    return gone.contains(cell);
  }

  /** A cell of this write, or null if it is not to be written. */
  @Nullable SteeredCell find(Cell cell) {
    return cells.get(cell);
  }

  /** A cell that is known to be of this write. */
  SteeredCell at(Cell cell) {
    SteeredCell steered = cells.get(cell);
    if (steered == null) {
      throw new IllegalStateException("write: %s; it is not to be written".formatted(cell));
    }
    return steered;
  }

  List<SteeredCell> of(int array) {
    return cells.values().stream().filter(cell -> cell.task().cell().array() == array).toList();
  }

  List<SteeredCell> unfinished(int array) {
    return of(array).stream().filter(cell -> !cell.within(epsilonSiemens)).toList();
  }

  /** The last array with a cell that is not done; -1 if there is none. */
  int lastUnfinishedArray() {
    return cells.values().stream()
        .filter(cell -> !cell.within(epsilonSiemens))
        .mapToInt(cell -> cell.task().cell().array())
        .max()
        .orElse(-1);
  }

  BitSet allColumns(int array) {
    BitSet all = new BitSet();
    all.set(0, shape.array(array).columns());
    return all;
  }

  static BitSet columns(List<SteeredCell> cells) {
    BitSet columns = new BitSet();
    cells.forEach(cell -> columns.set(cell.task().cell().column()));
    return columns;
  }
}
