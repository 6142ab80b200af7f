package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Heidema Remark 6 in a cascade. In step s array l closes column c(l) = s modulo its columns, in
 * all its rows; the neuron c(l) of the array before feeds it. An array keeps a column closed as
 * long as a later array still has columns to read.
 *
 * <p>A differential array that feeds a later one leaves the minus row of the feeding neuron open.
 * The one cell a column that is missed so is read afterwards on a path of minus rows.
 */
final class CascadeColumns {
  private final NetworkShape shape;
  private final double volts;
  private final Set<Cell> read = new HashSet<>();
  private final List<Shot> shots = new ArrayList<>();

  CascadeColumns(NetworkShape shape, double volts) {
    this.shape = shape;
    this.volts = volts;
  }

  List<Shot> shots() {
    int steps = shape.arrays().stream().mapToInt(ArrayShape::columns).max().orElseThrow();
    for (int s = 0; s < steps; s++) {
      wholeColumns(s);
    }
    for (int s = 0; s < steps; s++) {
      missedMinusCells(s);
    }
    return List.copyOf(shots);
  }

  private int column(int array, int step) {
    return step % shape.array(array).columns();
  }

  private void wholeColumns(int step) {
    int deepest = shape.layers() - 1;
    while (step >= shape.array(deepest).columns()) {
      deepest--;
    }
    SwitchSetting setting = SwitchSetting.open(shape);
    List<Cell> cells = new ArrayList<>();
    for (int l = 0; l <= deepest; l++) {
      ArrayShape array = shape.array(l);
      int column = column(l, step);
      boolean feedsPair = l < deepest && array.differential();
      int omitted = feedsPair ? array.neurons() + column(l + 1, step) : -1;
      ArraySwitches switches =
          ArraySwitches.lines(array, row -> row != omitted, at -> at == column);
      setting = setting.with(l, switches);
      for (int k = 0; k < array.rows(); k++) {
        addUnread(cells, new Cell(l, k, column), k != omitted);
      }
    }
    add(setting, cells, step);
  }

  private void missedMinusCells(int step) {
    int deepest = -1;
    for (int l = 0; l < shape.layers() - 1; l++) {
      if (step < shape.array(l).columns() && !read.contains(feeder(l, step))) {
        deepest = l;
      }
    }
    SwitchSetting setting = SwitchSetting.open(shape);
    List<Cell> cells = new ArrayList<>();
    for (int l = 0; l <= deepest; l++) {
      Cell cell = feeder(l, step);
      setting = setting.with(l, ArraySwitches.only(shape.array(l), cell.row(), cell.column()));
      addUnread(cells, cell, true);
    }
    if (!cells.isEmpty()) {
      add(setting, cells, step);
    }
  }

  /** The last row of the neuron that fed the next array in this step: its minus row if any. */
  private Cell feeder(int array, int step) {
    int neuron = column(array + 1, step);
    ArrayShape at = shape.array(array);
    return new Cell(array, at.differential() ? at.neurons() + neuron : neuron, column(array, step));
  }

  private void addUnread(List<Cell> cells, Cell cell, boolean closed) {
    if (closed && read.add(cell)) {
      cells.add(cell);
    }
  }

  private void add(SwitchSetting setting, List<Cell> cells, int step) {
    Volts drive = Volts.only(shape.inputs(), column(0, step), volts);
    shots.add(new Shot(setting, Map.of(0, drive), cells));
  }
}
