package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.ProgramLost;

/**
 * Is told what a write has done, on the thread that writes: of every measured pulse where cells are
 * written one by one, of every round where they are written together.
 */
@FunctionalInterface
public interface WriteProgress {

  /** Tells nobody. */
  WriteProgress NONE = step -> {};

  /** A pulse was driven and measured. */
  void measured(WriteStep step);

  /** Some cells of an array were driven and read again. */
  default void measured(WriteRound round) {}

  /**
   * One round: the pulses to all unfinished cells of an array, and their reading.
   *
   * @param array zero-based
   * @param round of this array, from 1; 0: read before the first pulse
   * @param pulsesInAll pulses of the whole write so far
   * @param blockSignals block signals of the whole write so far
   * @param largestErrorSiemens of the cells of this array
   * @param cellsDone cells finished
   * @param cells cells of the whole write
   */
  record WriteRound(
      int array,
      int round,
      long pulsesInAll,
      long blockSignals,
      double largestErrorSiemens,
      int cellsDone,
      int cells) {}

  /**
   * One measured pulse.
   *
   * @param cell that is being written
   * @param targetSiemens where it is to go
   * @param measuredSiemens where it is after this pulse
   * @param driveVolts amplitude of this pulse
   * @param pulses pulses to this cell so far
   * @param pulsesInAll pulses of the whole write so far
   * @param cellsDone cells finished, this one not counted
   * @param cells cells of the whole write
   */
  record WriteStep(
      Cell cell,
      double targetSiemens,
      double measuredSiemens,
      double driveVolts,
      long pulses,
      long pulsesInAll,
      int cellsDone,
      int cells) {}

  /** A cell is given up; the write goes on with the others. */
  default void gaveUp(GivenUp cell) {}

  /** The bench was lost and is there again; what the program could have moved is read next. */
  default void lost(ProgramLost program) {}
}
