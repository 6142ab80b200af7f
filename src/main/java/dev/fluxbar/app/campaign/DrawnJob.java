package dev.fluxbar.app.campaign;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Volts;
import java.util.List;

/**
 * A program of a campaign, with what it does to cells and what it must measure.
 *
 * @param program for the bench
 * @param dosage of all cells
 * @param pulses in it
 * @param bytes about as long as it is on the line
 * @param samples that its recording must have
 * @param shots block signals in order; none where pulses are fired
 */
record DrawnJob(
    Program program, Dosage dosage, long pulses, long bytes, int samples, List<Shot> shots) {

  DrawnJob {
    shots = List.copyOf(shots);
  }

  /**
   * One block signal of one array, every row sampled.
   *
   * @param closed its switches; those of every other array are open
   * @param volts one entry a column
   * @param range in which rows are sampled
   */
  record Shot(int array, ArraySwitches closed, Volts volts, Channels.Range range) {}
}
