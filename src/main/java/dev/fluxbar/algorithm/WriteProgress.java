package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;

/** Is told of every measured pulse of a write, on the thread that writes. */
@FunctionalInterface
public interface WriteProgress {

  /** Tells nobody. */
  WriteProgress NONE = step -> {};

  /** A pulse was driven and measured. */
  void measured(WriteStep step);

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
}
