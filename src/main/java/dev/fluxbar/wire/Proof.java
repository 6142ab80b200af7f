package dev.fluxbar.wire;

/**
 * The worst that a program can do, worked out by host and board each for itself before it starts.
 *
 * @param programTicks duration in ticks
 * @param largestCode largest DAC code of either sign in any table or allowed by any AWAIT
 * @param codeTicks {@code largestCode} times (the ticks of every pulse fired, plus the longest
 *     block's tau): a bound of the volt-seconds that drivers put on a cell at any time in it
 * @param resultBytes most bytes of result records from one AWAIT to the next; without any, of all
 * @param imageCrc CRC-32C of the image
 * @param waitTicks longest that all AWAITs may wait, on top of {@code programTicks}
 */
public record Proof(
    long programTicks,
    int largestCode,
    long codeTicks,
    long resultBytes,
    long imageCrc,
    long waitTicks) {

  /** The index of the first field in which another proof differs, or -1. */
  public int firstDifference(Proof other) {
    boolean[] same = {
      programTicks == other.programTicks,
      largestCode == other.largestCode,
      codeTicks == other.codeTicks,
      resultBytes == other.resultBytes,
      imageCrc == other.imageCrc,
      waitTicks == other.waitTicks
    };
    for (int i = 0; i < same.length; i++) {
      if (!same[i]) {
        return i;
      }
    }
    return -1;
  }

  void write(PayloadWriter out) {
    out.u64(programTicks).u16(largestCode).u64(codeTicks).u32(resultBytes);
    out.u32(imageCrc).u64(waitTicks);
  }

  static Proof read(PayloadReader in) {
    return new Proof(in.u64(), in.u16(), in.u64(), in.u32(), in.u32(), in.u64());
  }
}
