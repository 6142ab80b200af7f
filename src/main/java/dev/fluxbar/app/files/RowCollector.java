package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a matrix as a text file gives them, number by number; refuses ragged rows. */
final class RowCollector {
  private final String name;
  private final Entries entries;
  private final List<double[]> rows = new ArrayList<>();
  private double[] row = new double[8];
  private int length;
  private int firstLine;

  /**
   * @param name the file, for messages
   */
  RowCollector(String name, Entries entries) {
    this.name = name;
    this.entries = entries;
  }

  /** Adds a number to the row that is being read; {@code line} is where it stands. */
  void add(double value, int line, int column) {
    double entry = entries.taken(value);
    if (Double.isNaN(entry)) {
      throw new BadInput(
          "%s: line=%d, column=%d, value=%s; %s"
              .formatted(name, line, column, value, entries.advice()));
    }
    if (length == row.length) {
      row = Arrays.copyOf(row, 2 * length);
    }
    row[length++] = entry;
  }

  /** Ends the row that is being read; {@code line} is where it ends. */
  void endRow(int line) {
    if (length == 0) {
      throw new BadInput(
          "%s: line=%d; this row is empty, write its numbers or remove it".formatted(name, line));
    }
    if (rows.isEmpty()) {
      firstLine = line;
    } else if (rows.get(0).length != length) {
      throw new BadInput(
          "%s: line=%d, numbers=%d; row 1 (line %d) has %d, give every row the same length"
              .formatted(name, line, length, firstLine, rows.get(0).length));
    }
    rows.add(Arrays.copyOf(row, length));
    row = new double[length];
    length = 0;
  }

  /** The number of the entry that is read next, one-based. */
  int nextColumn() {
    return length + 1;
  }

  /** Whether no row has ended yet. */
  boolean isEmpty() {
    return rows.isEmpty();
  }

  Matrix toMatrix() {
    return Matrix.of(rows.toArray(double[][]::new));
  }
}
