package dev.fluxbar.emulator;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.Topology;
import dev.fluxbar.physics.CellFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How an emulated board differs from an ideal one.
 *
 * @param analog its converters
 * @param wiring its lines and channels
 * @param devices its memristors, switches and line resistances
 * @param references precision resistors on it, if it has them
 */
public record Imperfections(
    AnalogErrors analog,
    List<WiringFault> wiring,
    DeviceErrors devices,
    @Nullable ReferenceBars references) {

  /** An ideal board. */
  public static final Imperfections NONE =
      new Imperfections(AnalogErrors.NONE, List.of(), DeviceErrors.NONE, null);

  public Imperfections {
    wiring = List.copyOf(wiring);
  }

  /** The resistors of the references of one array, as they really are. */
  Map<Cell, CellFault> resistors(int array, ArrayShape shape, Random random) {
    Map<Cell, CellFault> resistors = new HashMap<>();
    if (references != null) {
      for (int k = 0; k < shape.rows(); k++) {
        for (int j = 0; j < shape.columns(); j++) {
          if (k == shape.rows() - 1 || j == shape.columns() - 1) {
            double ohms =
                references.ohms() * (1 + references.resistorUncertainty() * random.nextGaussian());
            resistors.put(new Cell(array, k, j), new CellFault.Resistor(1 / ohms));
          }
        }
      }
    }
    return resistors;
  }

  /** Whether the ideal circuit is this one's. */
  boolean idealCircuit() {
    return references == null && devices.none();
  }

  /** Refuses what these arrays cannot have. */
  void check(NetworkShape shape, Topology topology) {
    if (references != null && topology != Topology.INDEPENDENT) {
      throw new IllegalArgumentException(
          "references: topology=cascade; a driver must reach the last column of every array, use"
              + " independent arrays");
    }
    for (Cell cell : devices.faults().keySet()) {
      if (!shape.contains(cell)) {
        throw new IllegalArgumentException(
            "cell fault: %s, arrays=%s; name a cell of the board".formatted(cell, shape));
      }
    }
    for (WiringFault fault : wiring) {
      if (fault.array() >= shape.layers()) {
        throw new IllegalArgumentException(
            "wiring fault: kind=%s, array=%d, arrays=%d; name an array of the board"
                .formatted(fault.kind(), fault.array() + 1, shape.layers()));
      }
      ArrayShape array = shape.array(fault.array());
      int lines = fault.kind().ofRows() ? array.rows() : array.columns();
      if (Math.max(fault.first(), fault.kind().pair() ? fault.second() : 0) >= lines) {
        throw new IllegalArgumentException(
            "wiring fault: kind=%s, first=%d, second=%d, array=%s; name lines of the array"
                .formatted(fault.kind(), fault.first() + 1, fault.second() + 1, array));
      }
    }
  }
}
