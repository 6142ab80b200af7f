package dev.fluxbar.bench.gpio.wiring;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.bench.gpio.wiring.Wire.SwitchWire;
import java.util.List;
import java.util.stream.Stream;

/** Which output moves which switch of one array. */
public sealed interface SwitchMatrix {

  SwitchKind kind();

  /** Every wire of it. */
  List<SwitchWire> wires();

  /** Refuses a count that is not the array's. */
  void check(int array, ArrayShape shape);

  /** One switch at every crosspoint, row by row. */
  record Crosspoints(List<SwitchWire> wires) implements SwitchMatrix {
    public Crosspoints {
      wires = List.copyOf(wires);
    }

    @Override
    public SwitchKind kind() {
      return SwitchKind.CROSSPOINT;
    }

    @Override
    public void check(int array, ArrayShape shape) {
      GpioWiring.checkCount(array, "crosspoint switches", wires.size(), shape.cells());
    }
  }

  /** One output a row and one a column: a crosspoint is closed where both are. */
  record Lines(List<SwitchWire> rows, List<SwitchWire> columns) implements SwitchMatrix {
    public Lines {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }

    @Override
    public SwitchKind kind() {
      return SwitchKind.LINE;
    }

    @Override
    public List<SwitchWire> wires() {
      return Stream.concat(rows.stream(), columns.stream()).toList();
    }

    @Override
    public void check(int array, ArrayShape shape) {
      GpioWiring.checkCount(array, "row switches", rows.size(), shape.rows());
      GpioWiring.checkCount(array, "column switches", columns.size(), shape.columns());
    }
  }
}
