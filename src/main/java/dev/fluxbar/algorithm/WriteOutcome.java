package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a write came to. */
public sealed interface WriteOutcome {

  /** What was done, whatever the outcome. */
  WriteReport report();

  /** Every cell was measured within epsilon of its target (Heidema (19)). */
  record Converged(WriteReport report) implements WriteOutcome {}

  /**
   * A pulse budget ended the write; the cells after this one were not tried.
   *
   * @param unfinished the cell at which it ended
   * @param inAll whether the budget of the whole write ended it, not that of the cell
   */
  record Exhausted(WriteReport report, UnfinishedCell unfinished, boolean inAll)
      implements WriteOutcome {}

  /**
   * A cell could not be measured, so there was nothing to steer by; the write ended.
   *
   * @param unfinished the cell at which it ended
   * @param reason never {@link CellMeasurement.Measured}
   */
  record Unmeasurable(WriteReport report, UnfinishedCell unfinished, CellMeasurement reason)
      implements WriteOutcome {}

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
}
