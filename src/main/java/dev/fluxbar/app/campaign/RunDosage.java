package dev.fluxbar.app.campaign;

import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * What programs of a run put on the cells by its log: those that are done all of it, those that
 * were not started nothing, and those of which nobody knows any part from their beginning, at most
 * once.
 *
 * @param whole of programs that are done
 * @param parts of programs of which nobody knows
 */
record RunDosage(List<Dosage> whole, List<Dosage> parts) {

  /** So many ways to explain what there is are tried. Chosen: a second or so. */
  private static final double MOST_WAYS = 1e6;

  RunDosage {
    whole = List.copyOf(whole);
    parts = List.copyOf(parts);
  }

  static RunDosage of(List<RunHistory.Sent> sent, CellOrder cells, BenchDescription bench) {
    List<Dosage> whole = new ArrayList<>();
    List<Dosage> parts = new ArrayList<>();
    for (RunHistory.Sent one : sent) {
      if (one.fate() != Fate.NOT_STARTED) {
        (one.fate() == Fate.UNKNOWN ? parts : whole)
            .add(ProgramDosage.of(one.program(), cells, bench));
      }
    }
    return new RunDosage(whole, parts);
  }

  /** What the programs that are done put on so many cells. */
  long[] done(int cells) {
    long[] sum = new long[cells];
    whole.forEach(dosage -> Dosage.add(sum, dosage.total(cells), 1));
    return sum;
  }

  /**
   * Whether what cells received beyond {@link #done} can have come of beginnings of the others.
   * Where there are too many ways to try, it need only lie within what they can give each cell.
   */
  boolean explains(long[] beyond) {
    if (parts.size() > 1 && ways() > MOST_WAYS) {
      return Dosage.couldGive(parts, beyond);
    }
    long[] zero = new long[beyond.length];
    return begun(beyond, 0, zero, zero.clone());
  }

  private double ways() {
    double ways = 1;
    for (Dosage one : parts) {
      ways *= one.count() + 1;
    }
    return ways;
  }

  /**
   * Whether beginnings of the parts from {@code at} on can sum up to what is left.
   *
   * @param least together, of the doses that were cut before {@code at}
   * @param most the same
   */
  private boolean begun(long[] left, int at, long[] least, long[] most) {
    if (at == parts.size()) {
      return between(least, left, most);
    }
    Dosage dosage = parts.get(at);
    long[] rest = left.clone();
    for (long given = 0; given < dosage.count(); given++) {
      long[] next = dosage.pattern().get((int) (given % dosage.pattern().size()));
      if (begun(rest, at + 1, cut(least, next, -1), cut(most, next, 1))) {
        return true;
      }
      Dosage.add(rest, next, -1);
    }
    return begun(rest, at + 1, least, most);
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
}
