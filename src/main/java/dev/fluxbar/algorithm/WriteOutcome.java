package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a write came to. */
public sealed interface WriteOutcome {

  /** What was done, whatever the outcome. */
  WriteReport report();

  /** Every cell was measured within epsilon of its target (Heidema (19)). */
  record Converged(WriteReport report) implements WriteOutcome {}

  /**
   * Some cells were given up, each for a reason of its own; every other cell was measured within
   * epsilon of its target.
   */
  record Partial(WriteReport report) implements WriteOutcome {

    public Partial {
      if (report.givenUp().isEmpty()) {
        throw new IllegalArgumentException("write: given-up=0; a partial write gave up a cell");
      }
    }

    /** The cells that were given up. */
    public List<GivenUp> givenUp() {
      return report.givenUp();
    }
  }

  /**
   * The pulse budget of the whole write ended it; the cells after this one were not tried.
   *
   * @param unfinished the cell at which it ended
   */
  record Exhausted(WriteReport report, UnfinishedCell unfinished) implements WriteOutcome {}

  /**
   * The cell at which a write ended.
   *
   * @param pulses pulses that it received
   * @param last its last measurement, null if there is none
   */
  record UnfinishedCell(
      Cell cell, double targetSiemens, long pulses, CellMeasurement.@Nullable Measured last) {

    /** Its last measurement, if there is one. */
    public Optional<CellMeasurement.Measured> lastMeasured() {
      return Optional.ofNullable(last);
    }
  }

  /** What a write came to that tried every cell. */
  static WriteOutcome of(WriteReport report) {
    return report.givenUp().isEmpty() ? new Converged(report) : new Partial(report);
  }
}
