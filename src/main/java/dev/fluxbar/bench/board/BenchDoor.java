package dev.fluxbar.bench.board;

/** The way to a board, as often as it is needed. */
@FunctionalInterface
public interface BenchDoor {

  /**
   * A new session with the board, over a new line, with job ids that were never used.
   *
   * @throws dev.fluxbar.fault.BenchFault if the board cannot be reached now
   */
  BoardBench open();
}
