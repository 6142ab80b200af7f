package dev.fluxbar.physics;

import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.FluxControlled;

/** Which flux-controlled device sits at which cell, for arrays whose devices differ. */
@FunctionalInterface
public interface CellDevices extends CellPorts {

  @Override
  FluxControlled at(Cell cell);

  /** The same device everywhere (Heidema Section II-C). */
  static CellDevices uniform(FluxControlled device) {
    return cell -> device;
  }
}
