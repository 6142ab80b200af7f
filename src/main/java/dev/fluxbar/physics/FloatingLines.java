package dev.fluxbar.physics;

import dev.fluxbar.array.ArrayShape;
import java.util.Arrays;

/**
 * Voltages in a passive crossbar of which some lines float: nodal analysis with the potentials of
 * floating lines as unknowns (Caravelli (3), nodes in place of cycles). Lines resist nothing;
 * connected rows are at 0 V, connected columns at what drives them.
 *
 * <p>No cell joins two rows, so the rows' part of the matrix is diagonal and is eliminated at once,
 * or the columns' where more of them float. What is left is positive definite, and factored in n^3
 * / 3 steps for n floating lines. A line that no current reaches counts as being at 0 V.
 */
final class FloatingLines {
  /** A line that holds to all others by a smaller share of its conductance is not tied to them. */
  private static final double TIED = 1e-13;

  /** The rows, or the columns. */
  private static final class Lines {
    /** Between cells of neighbouring lines in a row-major grid. */
    final int stride;

    final boolean[] floating;
    final double[] volts;

    /** What the cells of each conduct together. */
    final double[] siemens;

    /** What each gets from lines that are connected. */
    final double[] amperes;

    Lines(int count, int stride) {
      this.stride = stride;
      this.floating = new boolean[count];
      this.volts = new double[count];
      this.siemens = new double[count];
      this.amperes = new double[count];
    }

    int floatingCount() {
      int count = 0;
      for (boolean one : floating) {
        count += one ? 1 : 0;
      }
      return count;
    }

    /** Whether it floats and anything could give it a potential. */
    boolean unknown(int line) {
      return floating[line] && siemens[line] > 0;
    }
  }

  private final Lines rows;
  private final Lines columns;

  /** The lines kept, their matrix row-major in its lower half, and its right side. */
  private final int[] kept;

  private final double[] matrix;
  private final double[] right;

  FloatingLines(ArrayShape shape) {
    int smaller = Math.min(shape.rows(), shape.columns());
    this.rows = new Lines(shape.rows(), shape.columns());
    this.columns = new Lines(shape.columns(), 1);
    this.kept = new int[smaller];
    this.matrix = new double[smaller * smaller];
    this.right = new double[smaller];
  }

  /** A line is connected while any of its cells is closed. */
  void connect(RealCells cells) {
    Arrays.fill(rows.floating, true);
    Arrays.fill(columns.floating, true);
    for (int i = 0; i < cells.shape.cells(); i++) {
      if (cells.isClosed(i)) {
        rows.floating[i / rows.stride] = false;
        columns.floating[i % rows.stride] = false;
      }
    }
  }

  boolean rowFloats(int row) {
    return rows.floating[row];
  }

  /**
   * Solves the lines.
   *
   * @param driven what drives each column; of no effect on those that float
   * @param siemens of each cell, row-major; 0 where nothing conducts
   * @param volts written: from column to row at each crosspoint
   */
  void solve(double[] driven, double[] siemens, double[] volts) {
    Arrays.fill(rows.volts, 0);
    for (int j = 0; j < driven.length; j++) {
      columns.volts[j] = columns.floating[j] ? 0 : driven[j];
    }
    sum(siemens, rows, columns);
    sum(siemens, columns, rows);
    if (rows.floatingCount() <= columns.floatingCount()) {
      solve(siemens, rows, columns);
    } else {
      solve(siemens, columns, rows);
    }
    for (int i = 0; i < volts.length; i++) {
      volts[i] = columns.volts[i % rows.stride] - rows.volts[i / rows.stride];
    }
  }

  private static void sum(double[] siemens, Lines of, Lines others) {
    for (int a = 0; a < of.volts.length; a++) {
      double all = 0;
      double amperes = 0;
      for (int b = 0; b < others.volts.length; b++) {
        double cell = siemens[a * of.stride + b * others.stride];
        all += cell;
        amperes += cell * others.volts[b];
      }
      of.siemens[a] = all;
      of.amperes[a] = amperes;
    }
  }

  /** Finds the potentials of {@code keep}, and from them those of {@code drop}. */
  private void solve(double[] siemens, Lines keep, Lines drop) {
    int count = 0;
    for (int a = 0; a < keep.volts.length; a++) {
      if (keep.unknown(a)) {
        kept[count++] = a;
      }
    }
    eliminate(siemens, keep, drop, count);
    factor(count, keep);
    substitute(count);
    for (int a = 0; a < count; a++) {
      keep.volts[kept[a]] = right[a];
    }
    for (int b = 0; b < drop.volts.length; b++) {
      if (drop.unknown(b)) {
        double amperes = drop.amperes[b];
        for (int a = 0; a < count; a++) {
          amperes += siemens[kept[a] * keep.stride + b * drop.stride] * right[a];
        }
        drop.volts[b] = amperes / drop.siemens[b];
      }
    }
  }

  private void eliminate(double[] siemens, Lines keep, Lines drop, int count) {
    for (int a = 0; a < count; a++) {
      int line = kept[a];
      right[a] = keep.amperes[line];
      Arrays.fill(matrix, a * count, a * count + a, 0);
      matrix[a * count + a] = keep.siemens[line];
      for (int b = 0; b < drop.volts.length; b++) {
        if (drop.unknown(b)) {
          double share = siemens[line * keep.stride + b * drop.stride] / drop.siemens[b];
          right[a] += share * drop.amperes[b];
          for (int c = 0; c <= a; c++) {
            matrix[a * count + c] -= share * siemens[kept[c] * keep.stride + b * drop.stride];
          }
        }
      }
    }
  }

  /** Cholesky in place; a line that is tied to nothing is held at 0 V. */
  private void factor(int n, Lines keep) {
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double left = matrix[a * n + b];
        for (int c = 0; c < b; c++) {
          left -= matrix[a * n + c] * matrix[b * n + c];
        }
        if (b < a) {
          matrix[a * n + b] = left / matrix[b * n + b];
        } else {
          boolean tied = left > TIED * keep.siemens[kept[a]];
          matrix[a * n + a] = tied ? Math.sqrt(left) : Double.POSITIVE_INFINITY;
        }
      }
    }
  }

  private void substitute(int n) {
    for (int a = 0; a < n; a++) {
      for (int c = 0; c < a; c++) {
        right[a] -= matrix[a * n + c] * right[c];
      }
      right[a] /= matrix[a * n + a];
    }
    for (int a = n - 1; a >= 0; a--) {
      for (int c = a + 1; c < n; c++) {
        right[a] -= matrix[c * n + a] * right[c];
      }
      right[a] /= matrix[a * n + a];
    }
  }
}
