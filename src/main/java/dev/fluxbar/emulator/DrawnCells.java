package dev.fluxbar.emulator;

import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.physics.CellFault;
import dev.fluxbar.physics.CellPorts;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * What a board's seed puts at its cells: the same each time.
 *
 * @param devices at every cell, also where something else is instead
 * @param resistors where references are
 * @param seed for what else is drawn of the circuit
 */
record DrawnCells(CellPorts devices, Map<Cell, CellFault> resistors, long seed) {
  private static final long CIRCUIT_SEED = 0x63697263756974L;

  static DrawnCells of(BoardSpec spec) {
    Imperfections imperfections = spec.imperfections();
    Random random = AnalogFront.random(spec.seed(), CIRCUIT_SEED, 0);
    Map<Cell, CellFault> resistors = new HashMap<>();
    for (int l = 0; l < spec.shape().layers(); l++) {
      resistors.putAll(imperfections.resistors(l, spec.shape().array(l), random));
    }
    long seed = random.nextLong();
    return new DrawnCells(imperfections.devices().over(spec.device(), seed), resistors, seed);
  }

  /** What is at a cell. */
  OnePort at(Cell cell, DeviceErrors errors) {
    CellFault resistor = resistors.get(cell);
    CellFault fault = resistor == null ? errors.faults().get(cell) : resistor;
    return fault == null ? devices.at(cell) : fault.port();
  }
}
