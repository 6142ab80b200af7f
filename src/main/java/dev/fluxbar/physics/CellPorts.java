package dev.fluxbar.physics;

import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.OnePort;

/** Which one-port sits at which cell. */
@FunctionalInterface
public interface CellPorts {

  /** The device at {@code cell}; asked once a cell, when a circuit is made. */
  OnePort at(Cell cell);
}
