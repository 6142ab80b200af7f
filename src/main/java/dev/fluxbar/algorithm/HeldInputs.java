package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Step;

/**
 * How many inputs one program of an inference may have on a bench that must hold all its tables and
 * all its samples at once.
 */
final class HeldInputs {
  private static final int OPERATION_BYTES = 16;

  /**
   * Beside two an array: settle, repeat, drive and block, as many to spare, and what is at rest.
   */
  private static final int OTHER_OPERATIONS = 8 + 2 * Rest.MOST;

  /** The head of a table or of a pattern, and what fills it up to whole words. */
  private static final int HEAD_BYTES = 8;

  private HeldInputs() {}

  /** As many as fit, at least 1: a bench that has no room for one refuses it with its numbers. */
  static int most(BenchDescription bench, boolean certified) {
    int instants = certified ? Integer.bitCount(Step.Block.CERTIFIED) : 1;
    int atRest = certified ? 2 * Rest.MOST : 0;
    long otherBytes = OPERATION_BYTES * (OTHER_OPERATIONS + 2L * bench.shape().layers());
    long tableBytes = 0;
    long instantBytes = 0;
    for (int l = 0; l < bench.shape().layers(); l++) {
      ArrayShape array = bench.shape().array(l);
      // All switches of an array closed, or none: whole lines.
      otherBytes += HEAD_BYTES + (array.rows() + array.columns()) / 8;
      if (bench.channels().get(l).driven()) {
        tableBytes = Math.max(tableBytes, HEAD_BYTES + 2L * array.columns());
      }
      instantBytes += bench.sampleBytes(l);
    }
    long held = (bench.programBytes() - otherBytes) / tableBytes;
    long sampled = (bench.resultBytes() / instantBytes - atRest) / instants;
    return (int) Math.max(1, Math.min(Math.min(held, sampled), Integer.MAX_VALUE));
  }
}
