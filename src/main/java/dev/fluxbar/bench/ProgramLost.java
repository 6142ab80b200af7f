package dev.fluxbar.bench;

import dev.fluxbar.array.Cell;
import dev.fluxbar.fault.BenchFault;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program whose results are gone, on a bench that is there again: the line broke and was made
 * anew. What it may have moved must be read before anything is written to it; the bench refuses a
 * pulse to those cells until a block signal has sampled them.
 */
public final class ProgramLost extends BenchFault {
  private static final long serialVersionUID = 1L;

  private final boolean everythingFired;

  // A set of records that are not serializable, like the cells of every other fault's message.
  private final transient Set<Cell> cells;

  /**
   * @param everythingFired whether the whole program is known to have run
   * @param cells all that it could have driven
   * @param cause how the bench was lost
   */
  public ProgramLost(String message, boolean everythingFired, Set<Cell> cells, Throwable cause) {
    super(message, cause);
    this.everythingFired = everythingFired;
    this.cells = new TreeSet<>(cells);
  }

  /**
   * Whether the whole program ran, and only what it sampled is lost. If not, any part of it ran,
   * from nothing to all.
   */
  public boolean everythingFired() {
    return everythingFired;
  }

  /** What the program could have driven; a copy. */
  public Set<Cell> cells() {
    return new TreeSet<>(cells);
  }
}
