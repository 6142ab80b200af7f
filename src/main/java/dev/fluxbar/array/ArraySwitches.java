package dev.fluxbar.array;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Which switches of one array are closed: S^l of Heidema (5), {@code [rows][columns]}, row-major.
 * Immutable.
 */
public final class ArraySwitches {
  private final ArrayShape shape;
  private final BitSet closed;

  private ArraySwitches(ArrayShape shape, BitSet closed) {
    this.shape = shape;
    this.closed = closed;
  }

  /** Every switch open. */
  public static ArraySwitches open(ArrayShape shape) {
    return new ArraySwitches(shape, new BitSet());
  }

  /** Every switch closed. */
  public static ArraySwitches closed(ArrayShape shape) {
    BitSet all = new BitSet(shape.cells());
    all.set(0, shape.cells());
    return new ArraySwitches(shape, all);
  }

  /** The outer product of a row set and a column set: what a line-switch matrix can do. */
  public static ArraySwitches lines(ArrayShape shape, IntPredicate row, IntPredicate column) {
    BitSet set = new BitSet(shape.cells());
    for (int k = 0; k < shape.rows(); k++) {
      for (int j = 0; row.test(k) && j < shape.columns(); j++) {
        if (column.test(j)) {
          set.set(k * shape.columns() + j);
        }
      }
    }
    return new ArraySwitches(shape, set);
  }

  /** The switches of some cells closed; which array the cells name is not looked at. */
  public static ArraySwitches of(ArrayShape shape, Iterable<Cell> cells) {
    ArraySwitches set = new ArraySwitches(shape, new BitSet(shape.cells()));
    for (Cell cell : cells) {
      set.closed.set(set.index(cell.row(), cell.column()));
    }
    return set;
  }

  /** One switch closed. */
  public static ArraySwitches only(ArrayShape shape, int row, int column) {
    return open(shape).with(row, column, true);
  }

  /** A copy with one switch set. */
  public ArraySwitches with(int row, int column, boolean isClosed) {
    BitSet copy = (BitSet) closed.clone();
    copy.set(index(row, column), isClosed);
    return new ArraySwitches(shape, copy);
  }

  public ArrayShape shape() {
    return shape;
  }

  public boolean isClosed(int row, int column) {
    return closed.get(index(row, column));
  }

  /** Number of closed switches. */
  public int closedCount() {
    return closed.cardinality();
  }

  /** Whether any switch of {@code row} is closed. */
  public boolean rowUsed(int row) {
    int first = index(row, 0);
    int next = closed.nextSetBit(first);
    return next >= 0 && next < first + shape.columns();
  }

  /** Whether any switch of {@code column} is closed. */
  public boolean columnUsed(int column) {
    for (int k = 0; k < shape.rows(); k++) {
      if (isClosed(k, column)) {
        return true;
      }
    }
    return false;
  }

  /** Whether whole rows and whole columns suffice: S is the outer product of two sets. */
  public boolean isOuterProduct() {
    return equals(lines(shape, this::rowUsed, this::columnUsed));
  }

  private int index(int row, int column) {
    if (row < 0 || row >= shape.rows() || column < 0 || column >= shape.columns()) {
      throw new IllegalArgumentException(
          "switch: row=%d, column=%d; the array is %s".formatted(row, column, shape));
    }
    return row * shape.columns() + column;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArraySwitches that
        && shape.equals(that.shape)
        && closed.equals(that.closed);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + closed.hashCode();
  }

  /** Rows of {@code 0} and {@code 1}, separated by blanks: {@code "010 000"}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < shape.rows(); k++) {
      text.append(k == 0 ? "" : " ");
      for (int j = 0; j < shape.columns(); j++) {
        text.append(isClosed(k, j) ? '1' : '0');
      }
    }
    return text.toString();
  }
}
