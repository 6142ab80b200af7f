package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Path;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.Map;

/**
 * How one cell is reached alone: along a path from the first array in a cascade (Heidema Definition
 * 2), by its own column driver where every array has some. Every other switch is open.
 *
 * @param target the cell
 * @param setting the switches of every array
 * @param drivenArray the array whose driver feeds it
 * @param drivenColumn the column of that array
 * @param columns how many columns that array has
 */
record Route(Cell target, SwitchSetting setting, int drivenArray, int drivenColumn, int columns) {

  /** The route to {@code target}; paths go through the first column of the first array. */
  static Route to(BenchDescription bench, Cell target) {
    if (!bench.shape().contains(target)) {
      throw new IllegalArgumentException(
          "cell: %s, arrays=%s; name a cell of the bench".formatted(target, bench.shape()));
    }
    if (bench.cascade()) {
      Path path = Path.to(bench.shape(), target, 0);
      return new Route(
          target,
          SwitchSetting.along(bench.shape(), path),
          0,
          path.firstColumn(),
          bench.shape().inputs());
    }
    int array = target.array();
    SwitchSetting setting =
        SwitchSetting.open(bench.shape())
            .with(
                array,
                ArraySwitches.only(bench.shape().array(array), target.row(), target.column()));
    return new Route(target, setting, array, target.column(), bench.shape().array(array).columns());
  }

  /** Every cell that the route drives, the target last. */
  List<Cell> cells(BenchDescription bench) {
    return bench.cascade() ? Path.to(bench.shape(), target, 0).cells() : List.of(target);
  }

  /** The shot that drives the route with {@code volts} and measures its target. */
  Shot shot(double volts) {
    return new Shot(
        setting, Map.of(drivenArray, Volts.only(columns, drivenColumn, volts)), List.of(target));
  }
}
