package dev.fluxbar.emulator;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an emulated board differs from an ideal one.
 *
 * @param analog its converters
 * @param wiring its lines and channels
 * @param references precision resistors on it, if it has them
 */
public record Imperfections(
    AnalogErrors analog, List<WiringFault> wiring, @Nullable ReferenceBars references) {

  /** An ideal board. */
  public static final Imperfections NONE = new Imperfections(AnalogErrors.NONE, List.of(), null);

  public Imperfections {
    wiring = List.copyOf(wiring);
  }

  /** Refuses what these arrays cannot have. */
  void check(NetworkShape shape, Topology topology) {
    if (references != null && topology != Topology.INDEPENDENT) {
      throw new IllegalArgumentException(
          "references: topology=cascade; a driver must reach the last column of every array, use"
              + " independent arrays");
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

  /** The same with other converters. */
  public Imperfections withAnalog(AnalogErrors other) {
    return new Imperfections(other, wiring, references);
  }
}
