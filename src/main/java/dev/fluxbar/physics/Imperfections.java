package dev.fluxbar.physics;

import dev.fluxbar.array.Cell;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.Map;

/**
 * What makes arrays differ from ideal ones, apart from their devices.
 *
 * @param switchOhms in series with every cell whose switch is closed, 0 or more
 * @param leakageSiemens of an open switch, in series with its cell, 0 or more
 * @param lines of every array
 * @param cycleSigma deviation, as a share, of the voltage that moves a state, drawn anew for a cell
 *     whenever its drive leaves rest, the 5 mV that a driver may be off by; 0 to {@value
 *     #MOST_CYCLE_SIGMA}
 * @param drift of every memristor
 * @param faults what is at some cells instead of a memristor
 * @param seed of what is drawn
 * @param selector what keeps current out of cells that nobody chose; without one, lines and
 *     switches must be ideal, cycles alike and the drift without a reset
 */
public record Imperfections(
    double switchOhms,
    double leakageSiemens,
    LineResistances lines,
    double cycleSigma,
    ConductanceDrift drift,
    Map<Cell, CellFault> faults,
    long seed,
    Selector selector) {

  /** At 8.7 deviations, more than is ever drawn, a voltage still has its sign. */
  public static final double MOST_CYCLE_SIGMA = 0.1;

  /** None at all. */
  public static final Imperfections NONE =
      new Imperfections(
          0, 0, LineResistances.NONE, 0, ConductanceDrift.NONE, Map.of(), 0, Selector.SWITCH);

  public Imperfections {
    notNegative("switch-ohms", switchOhms);
    notNegative("leakage-siemens", leakageSiemens);
    if (!(cycleSigma >= 0 && cycleSigma <= MOST_CYCLE_SIGMA)) {
      throw new IllegalArgumentException(
          "imperfections: cycle-sigma=%s; it must be 0 to %s"
              .formatted(cycleSigma, MOST_CYCLE_SIGMA));
    }
    faults = Map.copyOf(faults);
    if (selector != Selector.SWITCH) {
      withoutSelector(switchOhms, leakageSiemens, lines, cycleSigma, drift);
    }
  }

  private static void withoutSelector(
      double switchOhms,
      double leakageSiemens,
      LineResistances lines,
      double cycleSigma,
      ConductanceDrift drift) {
    boolean ideal = switchOhms == 0 && leakageSiemens == 0 && lines.resistNothing();
    boolean sameForAll =
        cycleSigma == 0 && !(drift.exponent() > 0 && drift.resetVolts() < Double.POSITIVE_INFINITY);
    if (!ideal || !sameForAll) {
      throw new IllegalArgumentException(
          ("selector: selector=none, switch-ohms=%s, leakage-siemens=%s, column-segment-ohms=%s,"
                  + " row-segment-ohms=%s, cycle-spread=%s, drift-reset-volts=%s; without a"
                  + " selector only devices may differ, leave out the others")
              .formatted(
                  switchOhms,
                  leakageSiemens,
                  lines.columnSegmentOhms(),
                  lines.rowSegmentOhms(),
                  cycleSigma,
                  drift.resetVolts()));
    }
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "imperfections: %s=%s; it must be finite and not negative".formatted(name, value));
    }
  }

  public Imperfections withSwitches(double ohms, double leakage) {
    return new Imperfections(ohms, leakage, lines, cycleSigma, drift, faults, seed, selector);
  }

  public Imperfections withLines(LineResistances resistances) {
    return new Imperfections(
        switchOhms, leakageSiemens, resistances, cycleSigma, drift, faults, seed, selector);
  }

  public Imperfections withCycleSigma(double sigma, long newSeed) {
    return new Imperfections(
        switchOhms, leakageSiemens, lines, sigma, drift, faults, newSeed, selector);
  }

  public Imperfections withDrift(ConductanceDrift newDrift) {
    return new Imperfections(
        switchOhms, leakageSiemens, lines, cycleSigma, newDrift, faults, seed, selector);
  }

  public Imperfections withFaults(Map<Cell, CellFault> newFaults) {
    return new Imperfections(
        switchOhms, leakageSiemens, lines, cycleSigma, drift, newFaults, seed, selector);
  }

  public Imperfections withSelector(Selector other) {
    return new Imperfections(
        switchOhms, leakageSiemens, lines, cycleSigma, drift, faults, seed, other);
  }
}
