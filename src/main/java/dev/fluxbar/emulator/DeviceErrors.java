package dev.fluxbar.emulator;

import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.physics.CellFault;
import dev.fluxbar.physics.CellPorts;
import dev.fluxbar.physics.ConductanceDrift;
import dev.fluxbar.physics.DeviceSpread;
import dev.fluxbar.physics.Imperfections;
import dev.fluxbar.physics.Selector;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.Map;

/**
 * How the memristors, switches and lines of an emulated board differ from ideal ones.
 *
 * @param conductanceSpread from device to device: deviation of the logarithm of a factor of every
 *     conductance
 * @param fluxSpread the same of a factor of the flux that it takes
 * @param cycleSpread from one excursion of a device to its next: relative deviation of what moves
 *     it
 * @param drift of every conductance with time
 * @param switchOhms of a closed switch
 * @param leakageSiemens of an open switch
 * @param lines resistances of the lines
 * @param faults cells that are no memristors
 * @param selector what keeps current out of cells that nobody chose
 */
public record DeviceErrors(
    double conductanceSpread,
    double fluxSpread,
    double cycleSpread,
    ConductanceDrift drift,
    double switchOhms,
    double leakageSiemens,
    LineResistances lines,
    Map<Cell, CellFault> faults,
    Selector selector) {
  private static final long SPREAD_SEED = 0x737072656164L;
  private static final long CYCLE_SEED = 0x6379636c65L;

  /** Ideal ones. */
  public static final DeviceErrors NONE =
      new DeviceErrors(
          0, 0, 0, ConductanceDrift.NONE, 0, 0, LineResistances.NONE, Map.of(), Selector.SWITCH);

  public DeviceErrors {
    faults = Map.copyOf(faults);
    // Refused here rather than when the board is turned on.
    new DeviceSpread(conductanceSpread, fluxSpread, 0);
    new Imperfections(switchOhms, leakageSiemens, lines, cycleSpread, drift, faults, 0, selector);
  }

  /** Whether devices are of one kind that keeps what it has, and nothing is in their way. */
  boolean none() {
    return equals(NONE);
  }

  CellPorts over(OnePort typical, long seed) {
    return new DeviceSpread(conductanceSpread, fluxSpread, seed ^ SPREAD_SEED).over(typical);
  }

  /** With these resistors beside the faults. */
  Imperfections imperfections(Map<Cell, CellFault> resistors, long seed) {
    Map<Cell, CellFault> all = new java.util.HashMap<>(faults);
    all.putAll(resistors);
    return new Imperfections(
        switchOhms, leakageSiemens, lines, cycleSpread, drift, all, seed ^ CYCLE_SEED, selector);
  }
}
