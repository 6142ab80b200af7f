package dev.fluxbar.bench;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.signal.Volts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which physical bars of one array carry the rows and columns of a network. Bars that are not named
 * are spare: their switches stay open and their drivers at 0 V.
 */
public final class BarMap {
  private final ArrayShape physical;
  private final ArrayShape logical;
  private final int[] rows;
  private final int[] columns;

  /**
   * @param physical the array as the board has it
   * @param rows the physical row of each row of the network, no row twice; plus rows first where
   *     two make one neuron
   * @param columns the physical column of each column, no column twice
   * @param pairs whether two rows make one neuron
   * @throws IllegalArgumentException if a bar is named twice or is not there
   */
  public BarMap(ArrayShape physical, List<Integer> rows, List<Integer> columns, boolean pairs) {
    this.physical = physical;
    this.logical = new ArrayShape(rows.size(), columns.size(), pairs);
    this.rows = checked("row", rows, physical.rows());
    this.columns = checked("column", columns, physical.columns());
  }

  private static int[] checked(String bar, List<Integer> chosen, int bars) {
    BitSet used = new BitSet();
    for (int index : chosen) {
      if (index < 0 || index >= bars || used.get(index)) {
        throw new IllegalArgumentException(
            "bars: %s=%d, %ss=%d; name each bar of the array at most once"
                .formatted(bar, index + 1, bar, bars));
      }
      used.set(index);
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Every bar of an array where it is. */
  public static BarMap whole(ArrayShape physical) {
    return first(physical, physical.rows(), physical.columns(), physical.differential());
  }

  /** The first bars of an array. */
  public static BarMap first(ArrayShape physical, int rows, int columns, boolean pairs) {
    return new BarMap(
        physical,
        IntStream.range(0, rows).boxed().toList(),
        IntStream.range(0, columns).boxed().toList(),
        pairs);
  }

  /** The array as the network sees it. */
  public ArrayShape logical() {
    return logical;
  }

  /** The array as the board has it. */
  public ArrayShape physical() {
    return physical;
  }

  /** The physical row of each row of the network; a new list. */
  public List<Integer> rows() {
    return Arrays.stream(rows).boxed().toList();
  }

  /** The physical column of each column of the network; a new list. */
  public List<Integer> columns() {
    return Arrays.stream(columns).boxed().toList();
  }

  /** Whether every bar is where the network has it, and none is spare. */
  boolean changesNothing() {
    return logical.equals(physical)
        && IntStream.range(0, rows.length).allMatch(k -> rows[k] == k)
        && IntStream.range(0, columns.length).allMatch(j -> columns[j] == j);
  }

  /** Where a cell of the network is. */
  public Cell physical(Cell cell) {
    return new Cell(cell.array(), rows[cell.row()], columns[cell.column()]);
  }

  /** What the network holds of a matrix over physical bars. */
  public Matrix logical(Matrix physicalBars) {
    return Matrix.fill(rows.length, columns.length, (k, j) -> physicalBars.at(rows[k], columns[j]));
  }

  /** A matrix of the network over physical bars; 0 on spare ones. */
  public Matrix onBars(Matrix network) {
    double[][] bars = new double[physical.rows()][physical.columns()];
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < columns.length; j++) {
        bars[rows[k]][columns[j]] = network.at(k, j);
      }
    }
    return Matrix.of(bars);
  }

  /** The row of the network that a physical row carries; -1 if it is spare. */
  int logicalRow(int physicalRow) {
    return find(rows, physicalRow);
  }

  /** The column of the network that a physical column carries; -1 if it is spare. */
  int logicalColumn(int physicalColumn) {
    return find(columns, physicalColumn);
  }

  private static int find(int[] bars, int bar) {
    for (int i = 0; i < bars.length; i++) {
      if (bars[i] == bar) {
        return i;
      }
    }
    return -1;
  }

  int physicalRow(int row) {
    return rows[row];
  }

  int physicalColumn(int column) {
    return columns[column];
  }

  Volts physical(Volts volts) {
    double[] all = new double[physical.columns()];
    for (int j = 0; j < columns.length; j++) {
      all[columns[j]] = volts.at(j);
    }
    return Volts.of(all);
  }

  ArraySwitches physical(ArraySwitches switches) {
    if (switches.isOuterProduct()) {
      BitSet closedRows = new BitSet();
      BitSet closedColumns = new BitSet();
      for (int k = 0; k < rows.length; k++) {
        closedRows.set(rows[k], switches.rowUsed(k));
      }
      for (int j = 0; j < columns.length; j++) {
        closedColumns.set(columns[j], switches.columnUsed(j));
      }
      return ArraySwitches.lines(physical, closedRows::get, closedColumns::get);
    }
    ArraySwitches all = ArraySwitches.open(physical);
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < columns.length; j++) {
        if (switches.isClosed(k, j)) {
          all = all.with(rows[k], columns[j], true);
        }
      }
    }
    return all;
  }
}
