package dev.fluxbar.algorithm;

import java.util.Arrays;

/**
 * The cheapest way to give every row of a cost matrix a column of its own: the Hungarian method
 * with potentials, one shortest augmenting path a row, O(rows^2 columns). Of equally cheap ones it
 * is always the same.
 */
final class Assignment {
  private final double[][] costs;
  private final int columns;
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOf;

  private Assignment(double[][] costs) {
    this.costs = costs;
    this.columns = costs[0].length;
    this.rowPotential = new double[costs.length];
    this.columnPotential = new double[columns + 1];
    this.rowOf = new int[columns + 1];
    Arrays.fill(rowOf, -1);
  }

  /**
   * The column of each row.
   *
   * @param costs finite, {@code [rows][columns]}, at least as many columns as rows; not changed
   */
  static int[] cheapest(double[][] costs) {
    if (costs.length == 0) {
      return new int[0];
    }
    if (costs.length > costs[0].length) {
      throw new IllegalArgumentException(
          "assignment: rows=%d, columns=%d; every row needs a column of its own"
              .formatted(costs.length, costs[0].length));
    }
    Assignment assignment = new Assignment(costs);
    for (int row = 0; row < costs.length; row++) {
      assignment.add(row);
    }
    int[] chosen = new int[costs.length];
    for (int column = 0; column < assignment.columns; column++) {
      if (assignment.rowOf[column] >= 0) {
        chosen[assignment.rowOf[column]] = column;
      }
    }
    return chosen;
  }

  /** One more row, along the cheapest path of changes; the column past the last is its start. */
  private void add(int row) {
    double[] least = new double[columns];
    int[] before = new int[columns];
    boolean[] reached = new boolean[columns + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    rowOf[columns] = row;
    int at = columns;
    while (rowOf[at] >= 0) {
      reached[at] = true;
      at = step(at, least, before, reached);
    }
    while (at != columns) {
      rowOf[at] = rowOf[before[at]];
      at = before[at];
    }
    rowOf[columns] = -1;
  }

  /** The nearest column that was not reached yet; the potentials move by its distance. */
  private int step(int at, double[] least, int[] before, boolean[] reached) {
    int row = rowOf[at];
    int next = -1;
    for (int column = 0; column < columns; column++) {
      if (!reached[column]) {
        double cost = costs[row][column] - rowPotential[row] - columnPotential[column];
        if (cost < least[column]) {
          least[column] = cost;
          before[column] = at;
        }
        if (next < 0 || least[column] < least[next]) {
          next = column;
        }
      }
    }
    double distance = least[next];
    for (int column = 0; column <= columns; column++) {
      if (reached[column]) {
        rowPotential[rowOf[column]] += distance;
        columnPotential[column] -= distance;
      } else if (column < columns) {
        least[column] -= distance;
      }
    }
    return next;
  }
}
