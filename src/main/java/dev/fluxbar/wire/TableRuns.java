package dev.fluxbar.wire;

import java.util.List;

/**
 * How many tables in a row, at a stride, belong to one array. Remembered for small strides, because
 * a hostile image may hold thousands of operations that each name thousands of tables: without it
 * the proof would cost their product.
 */
final class TableRuns {
  private static final int REMEMBERED_STRIDES = 16;

  private final List<DriveTable> tables;
  private final int[][] runs = new int[REMEMBERED_STRIDES][0];

  TableRuns(List<DriveTable> tables) {
    this.tables = tables;
  }

  /**
   * The first of {@code first}, {@code first + stride}, ... up to {@code last} that is not a table
   * of the array, or -1. All must exist.
   */
  long stranger(int array, long first, long stride, long last) {
    if (tables.get((int) first).array() != array) {
      return first;
    }
    if (stride == 0) {
      return -1;
    }
    if (stride < REMEMBERED_STRIDES) {
      long next = first + stride * run((int) stride, (int) first);
      return next <= last ? next : -1;
    }
    for (long table = first; table <= last; table += stride) {
      if (tables.get((int) table).array() != array) {
        return table;
      }
    }
    return -1;
  }

  private int run(int stride, int first) {
    if (runs[stride].length == 0) {
      int[] run = new int[tables.size()];
      for (int i = run.length - 1; i >= 0; i--) {
        int next = i + stride;
        boolean continues = next < run.length && tables.get(next).array() == tables.get(i).array();
        run[i] = continues ? run[next] + 1 : 1;
      }
      runs[stride] = run;
    }
    return runs[stride][first];
  }
}
