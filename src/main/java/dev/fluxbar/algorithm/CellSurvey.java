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

  /** What cells conduct that no pulse brings elsewhere, in siemens, by their physical place. */
  public Map<Cell, Double> heldSiemens() {
    Map<Cell, Double> held = new LinkedHashMap<>();
    for (int l = 0; l < bench.description().shape().layers(); l++) {
      for (CellMeasurement one : reader.read(l, j -> true, cell -> false, (n, seconds) -> {})) {
        if (one instanceof CellMeasurement.Implausible off) {
          held.put(one.cell(), Math.max(0, off.siemens()));
        } else if (one instanceof CellMeasurement.Saturated) {
          held.put(one.cell(), unreadable());
        }
      }
    }
    return held;
  }

  /** What a given-up cell holds, if it is one that holds anything. */
  public Optional<Double> heldSiemens(GivenUp gone) {
    return switch (gone.reason()) {
      case STUCK, OPEN, SHORTED, OUT_OF_RANGE -> gone.heldSiemens();
      case SATURATED -> Optional.of(unreadable());
      case NOISY, TOO_COARSE, TOO_FAINT, BUDGET -> Optional.empty();
    };
  }

  private double unreadable() {
    return UNREADABLE * device.maxSiemens();
  }
}
