package dev.fluxbar.bench;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.signal.Program;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cells that something unknown may have moved. No pulse is fired at one of them until a block
 * signal has sampled it. One thread owns it.
 */
public final class UnreadCells {
  private final Set<Cell> cells = new TreeSet<>();

  /** From now on these must be read first. */
  public void add(Set<Cell> more) {
    cells.addAll(more);
  }

  /** What must be read first; a copy. */
  public Set<Cell> cells() {
    return new TreeSet<>(cells);
  }

  /**
   * Refuses a program that pulses one of them.
   *
   * @param shape of the arrays that it is for
   * @throws ProgramRefused naming one of them
   */
  public void check(Program program, NetworkShape shape) {
    if (cells.isEmpty()) {
      return;
    }
    Set<Cell> pulsed = Exposure.of(program, shape).pulsed();
    pulsed.retainAll(cells);
    if (!pulsed.isEmpty()) {
      throw new ProgramRefused(
          "program: unread-cells=%d, one of them=(%s); a lost program may have moved them, read them"
                  .formatted(pulsed.size(), pulsed.iterator().next())
              + " with a block signal before a pulse");
    }
  }

  /** A program has run to its end: what it sampled is read. */
  public void ran(Program program, NetworkShape shape) {
    if (!cells.isEmpty()) {
      cells.removeAll(Exposure.of(program, shape).sampled());
    }
  }
}
