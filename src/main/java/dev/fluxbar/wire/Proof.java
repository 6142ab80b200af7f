package dev.fluxbar.wire;

/**
 * The worst that a program can do, worked out by host and board each for itself before it starts.
 *
 * @param programTicks duration in ticks
 * @param largestCode largest DAC code of either sign in any table
 * @param codeTicks {@code largestCode} times (the ticks of every pulse fired, plus the longest
 *     block's tau): a bound of the volt-seconds that drivers put on a cell at any time in it
 * @param resultBytes bytes of all result records
 * @param imageCrc CRC-32C of the image
 */
public record Proof(
    long programTicks, int largestCode, long codeTicks, long resultBytes, long imageCrc) {

  /** The index of the first field in which another proof differs, or -1. */
  public int firstDifference(Proof other) {
    boolean[] same = {
      programTicks == other.programTicks,
      largestCode == other.largestCode,
      codeTicks == other.codeTicks,
      resultBytes == other.resultBytes,
      imageCrc == other.imageCrc
    };
    for (int i = 0; i < same.length; i++) {
      if (!same[i]) {
        return i;
      }
    }
    return -1;
  }

  void write(PayloadWriter out) {
    out.u64(programTicks).u16(largestCode).u64(codeTicks).u32(resultBytes).u32(imageCrc);
  }

  static Proof read(PayloadReader in) {
    return new Proof(in.u64(), in.u16(), in.u64(), in.u32(), in.u32());
  }
}
