package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.journal.RunHistory;
import java.util.List;
import java.util.Optional;

/**
 * What stands on each cell by the logs of runs, compared with the board's own count, in whole code
 * ticks: programs that are done count whole and once, those that did not start not at all, and one
 * of which nobody knows in part. The bench must be without profile and its arrays have drivers
 * each.
 */
public final class RunBooks {
  private final CellOrder cells;
  private final BoardUnderTest board;
  private final BenchDescription bench;
  private final Books books;

  /**
   * @param board of which nobody has driven anything that these books do not get to see
   */
  public RunBooks(BoardUnderTest board, BenchDescription bench) {
    this.cells = new CellOrder(bench.shape());
    this.board = board;
    this.bench = bench;
    this.books = new Books(cells, board, bench);
  }

  /**
   * Enters programs that have not been entered before, and compares; the board must be at rest.
   *
   * @param first number of the first of them, for messages
   * @param sent in the order in which they were sent
   */
  public Optional<Violation> enter(long first, List<RunHistory.Sent> sent) {
    return books.enterAll(first + sent.size() - 1, RunDosage.of(sent, cells, bench));
  }

  /** What a cell's memductance is now, by the board's own count. */
  public double trueSiemens(Cell cell) {
    return books.siemens(cells.index(cell), board.codeTicks().at(cell));
  }
}
