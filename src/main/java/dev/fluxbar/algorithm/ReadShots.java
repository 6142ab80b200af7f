package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shots of each schedule. Every array of every shot is the outer product of a row set and a
 * column set, so that a bench with line switches can do them all.
 */
final class ReadShots {
  private ReadShots() {}

  static List<Shot> of(ReadSchedule schedule, BenchDescription bench, double volts) {
    switch (schedule) {
      case CELL_BY_CELL:
        return cellByCell(bench, volts);
      case COLUMN_PARALLEL:
        return bench.cascade()
            ? new CascadeColumns(bench.shape(), volts).shots()
            : independentColumns(bench.shape(), volts);
      case SATURATED:
        if (!bench.cascade()) {
          throw new IllegalArgumentException(
              "read: schedule=saturated, topology=independent; this schedule saturates the analog"
                  + " neurons of a cascade, use the column schedule here");
        }
        return saturated(bench.shape(), volts);
      case HADAMARD:
        // The coded shots come first and are decoded together; these are the others.
        return bench.cascade()
            ? saturated(bench.shape(), volts).stream()
                .filter(shot -> shot.cells().get(0).array() > 0)
                .toList()
            : List.of();
    }
    throw new IllegalStateException("read: schedule=%s; not known".formatted(schedule));
  }

  private static List<Shot> cellByCell(BenchDescription bench, double volts) {
    List<Shot> shots = new ArrayList<>();
    NetworkShape shape = bench.shape();
    for (int l = 0; l < shape.layers(); l++) {
      for (int j = 0; j < shape.array(l).columns(); j++) {
        for (int k = 0; k < shape.array(l).rows(); k++) {
          shots.add(Route.to(bench, new Cell(l, k, j)).shot(volts));
        }
      }
    }
    return shots;
  }

  /** Column s of every array in step s; an array without that column is open. */
  private static List<Shot> independentColumns(NetworkShape shape, double volts) {
    List<Shot> shots = new ArrayList<>();
    int steps = shape.arrays().stream().mapToInt(ArrayShape::columns).max().orElseThrow();
    for (int s = 0; s < steps; s++) {
      SwitchSetting setting = SwitchSetting.open(shape);
      Map<Integer, Volts> drives = new TreeMap<>();
      List<Cell> cells = new ArrayList<>();
      for (int l = 0; l < shape.layers(); l++) {
        int column = s;
        if (column < shape.array(l).columns()) {
          setting =
              setting.with(l, ArraySwitches.lines(shape.array(l), row -> true, j -> j == column));
          drives.put(l, Volts.only(shape.array(l).columns(), column, volts));
          addColumn(cells, shape, l, column);
        }
      }
      shots.add(new Shot(setting, drives, cells));
    }
    return shots;
  }

  private static List<Shot> saturated(NetworkShape shape, double volts) {
    List<Shot> shots = new ArrayList<>();
    SwitchSetting before = SwitchSetting.open(shape);
    for (int l = 0; l < shape.layers(); l++) {
      ArrayShape array = shape.array(l);
      for (int j = 0; j < array.columns(); j++) {
        int column = j;
        SwitchSetting setting =
            before.with(l, ArraySwitches.lines(array, row -> true, at -> at == column));
        Volts drive =
            l == 0 ? Volts.only(shape.inputs(), column, volts) : Volts.all(shape.inputs(), volts);
        List<Cell> cells = new ArrayList<>();
        addColumn(cells, shape, l, column);
        shots.add(new Shot(setting, Map.of(0, drive), cells));
      }
      before = before.with(l, ArraySwitches.lines(array, row -> row < array.neurons(), at -> true));
    }
    return shots;
  }

  static void addColumn(List<Cell> cells, NetworkShape shape, int array, int column) {
    for (int k = 0; k < shape.array(array).rows(); k++) {
      cells.add(new Cell(array, k, column));
    }
  }
}
