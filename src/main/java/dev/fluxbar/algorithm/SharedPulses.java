package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.signal.Program;
import java.util.Map;
import java.util.function.Predicate;

/** Pulses that many cells of one array share. */
interface SharedPulses {

  /** One program with one pulse, and the flux that each cell will have received from it. */
  record Planned(Program program, Map<Cell, Double> voltSeconds) {}

  /**
   * The next pulse for the cells that still have flux to go.
   *
   * @param toGo volt-seconds of either sign, none 0, not empty
   * @param cautious cells whose flux must not be passed, whatever the model says
   */
  Planned next(int array, Map<Cell, Double> toGo, Predicate<Cell> cautious);

  /**
   * Names the pulse that a cell shares: cells of an array with equal names go together, as long as
   * a program has room for them.
   *
   * @param up whether its flux is to grow
   */
  Object shared(Cell cell, boolean up);

  /** How many pulses {@link #next} will need; moves no belief. */
  long count(int array, Map<Cell, Double> toGo);

  /** The pulse ran: cells that it passed on its way have moved. */
  default void ran(Planned planned) {}

  /** Another array's cell was measured; it may lie on the way. */
  default void believe(Cell cell, double siemens) {}
}
