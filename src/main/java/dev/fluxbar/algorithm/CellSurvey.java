package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.memristor.FluxControlled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds by reading which cells of a bench with drivers at every array cannot be devices. */
public final class CellSurvey {

  /** What a cell that no input can measure counts as: a multiple of the largest. Chosen. */
  private static final double UNREADABLE = 10;

  private final Bench bench;
  private final FluxControlled device;
  private final ArrayReader reader;

  /**
   * @param bench with all its bars; not owned
   * @throws IllegalArgumentException if it is a cascade
   */
  public CellSurvey(Bench bench, FluxControlled device, WriteSettings settings) {
    if (bench.description().cascade()) {
      throw new IllegalArgumentException(
          "remap: topology=cascade; its analog neurons join rows to columns, so that no bar can"
              + " change its place");
    }
    this.bench = bench;
    this.device = device;
    this.reader = new ArrayReader(bench, settings, new Plausibility(device));
  }

  /** The cells that are no devices, by their physical place, and what they hold. */
  public Map<Cell, Reach> bad() {
    Map<Cell, Reach> bad = new LinkedHashMap<>();
    for (int l = 0; l < bench.description().shape().layers(); l++) {
      for (CellMeasurement one : reader.read(l, j -> true, cell -> false, (n, seconds) -> {})) {
        if (one instanceof CellMeasurement.Implausible off) {
          bad.put(one.cell(), Reach.held(off.siemens()));
        } else if (one instanceof CellMeasurement.Saturated) {
          bad.put(one.cell(), Reach.held(unreadable()));
        }
      }
    }
    return bad;
  }

  /**
   * What a given-up cell can be, if it says anything of that. One that stopped within what a device
   * can be, such as in a row whose amplifier saturates early, is good for targets before that.
   */
  public Optional<Reach> reach(GivenUp gone) {
    return switch (gone.reason()) {
      case STUCK, OPEN, SHORTED -> gone.lastMeasured().map(last -> Reach.held(last.siemens()));
      case OUT_OF_RANGE -> gone.lastMeasured().map(last -> stopped(gone, last.siemens()));
      case SATURATED -> Optional.of(Reach.held(unreadable()));
      case NOISY, TOO_COARSE, TOO_FAINT, BUDGET -> Optional.empty();
    };
  }

  private Reach stopped(GivenUp gone, double siemens) {
    boolean moved = siemens >= device.minSiemens() && siemens <= device.maxSiemens();
    return moved ? Reach.towards(gone.targetSiemens(), siemens) : Reach.held(siemens);
  }

  private double unreadable() {
    return UNREADABLE * device.maxSiemens();
  }
}
