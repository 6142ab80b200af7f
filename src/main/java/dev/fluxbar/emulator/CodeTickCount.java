package dev.fluxbar.emulator;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what drivers put on cells. Time costs one addition a column: a column's sum runs on
 * whether anything is closed, and a cell takes the difference between the closing of its switch and
 * its opening.
 */
final class CodeTickCount {
  private final NetworkShape shape;
  private final List<long[]> columns = new ArrayList<>();
  private final List<long[]> cells = new ArrayList<>();
  private SwitchSetting switches;

  CodeTickCount(NetworkShape shape) {
    this.shape = shape;
    this.switches = SwitchSetting.open(shape);
    for (int l = 0; l < shape.layers(); l++) {
      columns.add(new long[shape.array(l).columns()]);
      cells.add(new long[shape.array(l).cells()]);
    }
  }

  /** {@code codes} of one array's columns stood at its drivers for {@code ticks}, either sign. */
  void passed(int array, int[] codes, int sign, long ticks) {
    long[] sums = columns.get(array);
    for (int j = 0; sign != 0 && j < sums.length; j++) {
      sums[j] += (long) sign * codes[j] * ticks;
    }
  }

  /** From now on these switches are closed. */
  void switches(SwitchSetting now) {
    for (int l = 0; l < shape.layers(); l++) {
      if (!now.array(l).equals(switches.array(l))) {
        change(l, switches.array(l), now.array(l));
      }
    }
    switches = now;
  }

  /** One closed switch opens; {@code now} is the whole setting after it. */
  void opened(Cell cell, SwitchSetting now) {
    if (switches.array(cell.array()).isClosed(cell.row(), cell.column())) {
      long[] sums = columns.get(cell.array());
      cells.get(cell.array())[cell.row() * sums.length + cell.column()] += sums[cell.column()];
    }
    switches = now;
  }

  private void change(int array, ArraySwitches before, ArraySwitches now) {
    long[] sums = columns.get(array);
    long[] own = cells.get(array);
    for (int i = 0; i < own.length; i++) {
      int row = i / sums.length;
      int column = i % sums.length;
      boolean closed = now.isClosed(row, column);
      if (closed != before.isClosed(row, column)) {
        own[i] += closed ? -sums[column] : sums[column];
      }
    }
  }

  CodeTicks sums() {
    SwitchSetting closed = switches;
    switches(SwitchSetting.open(shape));
    CodeTicks sums = CodeTicks.of(shape, cells);
    switches(closed);
    return sums;
  }
}
