package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.journal.RunHistory;
import java.util.List;
import java.util.Optional;

/**
 * Holds the journals of runs against what their board counted, run after run: a program that is
 * done stands on the cells once and whole, one that was not started not at all, one of which nobody
 * knows by its beginning, at most once. In whole code ticks.
 *
 * <p>Several programs of one run may be unknown: then their beginnings together must explain what
 * the others leave over.
 */
public final class RunAudit {
  private final CellOrder cells;
  private final BenchDescription bench;
  private long[] sums;
  private long programs;
  private long unknown;

  /**
   * @param bench not calibrated, its arrays with drivers each
   * @param now what the board has counted so far
   */
  public RunAudit(BenchDescription bench, CodeTicks now) {
    this.cells = new CellOrder(bench.shape());
    this.bench = bench;
    this.sums = cells.of(now);
  }

  /**
   * Enters the programs of a run that has ended.
   *
   * @param run its name, for the message
   * @param now what the board has counted, with nothing under way
   * @return what is wrong, in a sentence; empty if the board's count is what the journal says
   */
  public Optional<String> enter(String run, List<RunHistory.Sent> sent, CodeTicks now) {
    RunDosage dosage = RunDosage.of(sent, cells, bench);
    long[] left = cells.of(now);
    Dosage.add(left, sums, -1);
    Dosage.add(left, dosage.done(cells.count()), -1);
    programs += sent.size();
    unknown += dosage.parts().size();
    sums = cells.of(now);
    return dosage.explains(left)
        ? Optional.empty()
        : Optional.of(sentence(run, left, dosage.parts().size()));
  }

  private String sentence(String run, long[] left, int parts) {
    int worst = 0;
    for (int i = 0; i < left.length; i++) {
      worst = Math.abs(left[i]) > Math.abs(left[worst]) ? i : worst;
    }
    Cell cell = cells.at(worst);
    return "audit: run=%s, cell=(%s), code-ticks-left=%d, unknown-programs=%d; the journal does not"
            .formatted(run, cell, left[worst], parts)
        + " explain what the board counted, keep the folder and report this";
  }

  /** How many programs were sent, of all runs. */
  public long programs() {
    return programs;
  }

  /** Of how many nobody knows whether they ran. */
  public long unknown() {
    return unknown;
  }
}
