package dev.fluxbar.app.campaign;

import dev.fluxbar.bench.BenchDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What stands on each cell by the host's reckoning, in code ticks. The board's own count is taken
 * over only where a part of a program explains it.
 */
final class Books {
  private final CellOrder cells;
  private final BoardUnderTest board;
  private final BenchDescription bench;
  private long[] sums;

  Books(CellOrder cells, BoardUnderTest board, BenchDescription bench) {
    this.cells = cells;
    this.board = board;
    this.bench = bench;
    this.sums = cells.of(board.codeTicks());
  }

  /** Enters a program of which every operation is known to have fired, and compares. */
  Optional<Violation> enter(long job, Dosage dosage) {
    long[] truth = cells.of(board.codeTicks());
    long[] expected = sums.clone();
    Dosage.add(expected, dosage.total(sums.length), 1);
    if (Arrays.equals(truth, expected)) {
      sums = expected;
      return Optional.empty();
    }
    long given = dosage.given(minus(truth, sums));
    boolean lost = given != Dosage.NEVER && given < dosage.count();
    return Optional.of(
        violation(
            job, lost ? Violation.Kind.LOST : kind(dosage, expected, truth), expected, truth));
  }

  /**
   * Enters a program of which nobody knows how far it came: any part of it, from its beginning, at
   * most once.
   */
  Optional<Violation> enterPart(long job, Dosage dosage) {
    long[] truth = cells.of(board.codeTicks());
    if (dosage.given(minus(truth, sums)) != Dosage.NEVER) {
      sums = truth;
      return Optional.empty();
    }
    long[] expected = sums.clone();
    Dosage.add(expected, dosage.total(sums.length), 1);
    return Optional.of(violation(job, kind(dosage, expected, truth), expected, truth));
  }

  /** Enters the programs of a run by its log, and compares. */
  Optional<Violation> enterAll(long job, RunDosage run) {
    long[] truth = cells.of(board.codeTicks());
    long[] expected = sums.clone();
    Dosage.add(expected, run.done(sums.length), 1);
    if (run.explains(minus(truth, expected))) {
      sums = truth;
      return Optional.empty();
    }
    Dosage open = run.parts().isEmpty() ? Dosage.NOTHING : run.parts().get(0);
    return Optional.of(violation(job, kind(run.whole(), open, expected, truth), expected, truth));
  }

  /** Whether some program came once more, or one that is known to have run is not there. */
  private Violation.Kind kind(List<Dosage> whole, Dosage open, long[] expected, long[] truth) {
    List<Dosage> suspects = new ArrayList<>(whole);
    suspects.add(open);
    for (Dosage dosage : suspects) {
      long[] total = dosage.total(sums.length);
      if (!dosage.isNothing()) {
        if (open.given(minus(minus(truth, expected), total)) != Dosage.NEVER
            || dosage.given(minus(minus(truth, expected), open.total(sums.length)))
                != Dosage.NEVER) {
          return Violation.Kind.FIRED_TWICE;
        }
        if (dosage.given(minus(truth, minus(expected, total))) != Dosage.NEVER) {
          return Violation.Kind.LOST;
        }
      }
    }
    return Violation.Kind.UNEXPLAINED;
  }

  /** Whether what is too much is the beginning of the same program. */
  private static Violation.Kind kind(Dosage dosage, long[] once, long[] truth) {
    return dosage.given(minus(truth, once)) == Dosage.NEVER
        ? Violation.Kind.UNEXPLAINED
        : Violation.Kind.FIRED_TWICE;
  }

  private Violation violation(long job, Violation.Kind kind, long[] expected, long[] truth) {
    int i = Arrays.mismatch(expected, truth);
    return new Violation(
        kind,
        job,
        cells.at(Math.max(0, i)),
        "" + expected[Math.max(0, i)],
        "" + truth[Math.max(0, i)]);
  }

  private static long[] minus(long[] whole, long[] part) {
    long[] difference = whole.clone();
    Dosage.add(difference, part, -1);
    return difference;
  }

  /** In code ticks; positive where drivers have driven it up on the whole. */
  long at(int index) {
    return sums[index];
  }

  /** What a cell's memductance must be. */
  double siemens(int index) {
    return siemens(index, sums[index]);
  }

  /** What a cell's memductance is with so many code ticks on it. */
  double siemens(int index, long codeTicks) {
    int array = cells.at(index).array();
    double step = bench.channels().get(array).driveStepVolts();
    double flux = codeTicks * step * bench.tickSeconds();
    return board.device().memductanceSiemens(board.startVoltSeconds(cells.at(index)) + flux);
  }
}
