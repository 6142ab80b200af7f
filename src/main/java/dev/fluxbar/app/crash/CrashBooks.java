package dev.fluxbar.app.crash;

import dev.fluxbar.app.campaign.RunBooks;
import dev.fluxbar.app.campaign.Violation;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What logs say was driven against what a board has counted: code ticks of every cell, and its
 * time, since block signals leave no trace on a cell. Both are whole numbers and must agree.
 */
final class CrashBooks {
  private final RunBooks cells;
  private final LongSupplier boardTicks;
  private final double ticksPerSecond;
  private long ticks;
  private long entered;

  /**
   * @param cells of a board on which nothing has been driven yet
   * @param boardTicks the bench time of the board
   */
  CrashBooks(RunBooks cells, LongSupplier boardTicks, double ticksPerSecond) {
    this.cells = cells;
    this.boardTicks = boardTicks;
    this.ticksPerSecond = ticksPerSecond;
    this.ticks = boardTicks.getAsLong();
  }

  RunBooks cells() {
    return cells;
  }

  /** How many programs have been entered. */
  long entered() {
    return entered;
  }

  /**
   * Enters programs that have not been entered before; the board must be at rest.
   *
   * @throws CrashFound if something ran twice, or less than was told, or is not explained
   */
  void enter(List<RunHistory.Sent> sent) {
    time(sent);
    cells.enter(entered, sent).ifPresent(CrashBooks::refuse);
    entered += sent.size();
  }

  private void time(List<RunHistory.Sent> sent) {
    long least = ticks;
    long most = ticks;
    for (RunHistory.Sent one : sent) {
      long whole = Math.round(one.program().benchSeconds() * ticksPerSecond);
      least += one.fate() == Fate.DONE || one.fate() == Fate.DONE_UNHEARD ? whole : 0;
      most += one.fate() == Fate.NOT_STARTED ? 0 : whole;
    }
    ticks = boardTicks.getAsLong();
    if (ticks < least || ticks > most) {
      throw new CrashFound(
          ticks < least ? "lost" : "fired-twice",
          "time: programs=%d, ticks=%d, least=%d, most=%d"
              .formatted(entered + sent.size(), ticks, least, most));
    }
  }

  private static void refuse(Violation violation) {
    throw new CrashFound(
        violation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "books: program=%d, cell=(%s), expected=%s, found=%s"
            .formatted(violation.job(), violation.cell(), violation.expected(), violation.found()));
  }
}
