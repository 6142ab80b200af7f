package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import java.util.ArrayList;
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
    long[] left = cells.of(now);
    Dosage.add(left, sums, -1);
    List<Dosage> parts = new ArrayList<>();
    for (RunHistory.Sent one : sent) {
      programs++;
      if (one.fate() != Fate.NOT_STARTED) {
        Dosage dosage = ProgramDosage.of(one.program(), cells, bench);
        if (one.fate() == Fate.UNKNOWN) {
          unknown++;
          parts.add(dosage);
        } else {
          Dosage.add(left, dosage.total(cells.count()), -1);
        }
      }
    }
    sums = cells.of(now);
    return explained(left, parts) ? Optional.empty() : Optional.of(sentence(run, left, parts));
  }

  private String sentence(String run, long[] left, List<Dosage> parts) {
    int worst = 0;
    for (int i = 0; i < left.length; i++) {
      worst = Math.abs(left[i]) > Math.abs(left[worst]) ? i : worst;
    }
    Cell cell = cells.at(worst);
    return "audit: run=%s, cell=(%s), code-ticks-left=%d, unknown-programs=%d; the journal does not"
            .formatted(run, cell, left[worst], parts.size())
        + " explain what the board counted, keep the folder and report this";
  }

  private boolean explained(long[] left, List<Dosage> parts) {
    long[] zero = new long[left.length];
    return explained(left, parts, 0, zero, zero.clone());
  }

  /**
   * Whether beginnings of the dosages from {@code at} on can sum up to what is left.
   *
   * @param least together, of the doses that were cut before {@code at}
   * @param most the same
   */
  private static boolean explained(
      long[] left, List<Dosage> parts, int at, long[] least, long[] most) {
    if (at == parts.size()) {
      return between(least, left, most);
    }
    Dosage dosage = parts.get(at);
    long[] rest = left.clone();
    for (long given = 0; given < dosage.count(); given++) {
      long[] next = dosage.pattern().get((int) (given % dosage.pattern().size()));
      if (explained(rest, parts, at + 1, cut(least, next, -1), cut(most, next, 1))) {
        return true;
      }
      Dosage.add(rest, next, -1);
    }
    return explained(rest, parts, at + 1, least, most);
  }

  /** With what a dose that was cut may add on the side of {@code sign}. */
  private static long[] cut(long[] bound, long[] dose, int sign) {
    long[] further = bound.clone();
    for (int i = 0; i < further.length; i++) {
      further[i] += Long.signum(dose[i]) == sign ? dose[i] : 0;
    }
    return further;
  }

  private static boolean between(long[] least, long[] value, long[] most) {
    for (int i = 0; i < value.length; i++) {
      if (value[i] < least[i] || value[i] > most[i]) {
        return false;
      }
    }
    return true;
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
