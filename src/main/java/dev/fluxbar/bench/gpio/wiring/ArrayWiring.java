package dev.fluxbar.bench.gpio.wiring;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.gpio.wiring.Wire.ColumnWire;
import dev.fluxbar.bench.gpio.wiring.Wire.RowWire;
import java.util.List;

/**
 * The bars and switches of one array.
 *
 * @param columns one a column bar
 * @param rows one a row bar
 */
public record ArrayWiring(
    ArrayShape shape, List<ColumnWire> columns, List<RowWire> rows, SwitchMatrix switches) {

  public ArrayWiring {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  void check(int array) {
    GpioWiring.checkCount(array, "column bars", columns.size(), shape.columns());
    GpioWiring.checkCount(array, "row bars", rows.size(), shape.rows());
    switches.check(array, shape);
  }
}
