package dev.fluxbar.transport;

/**
 * What a faulty direction has done so far, so that a test can show that the faults it asked for
 * really happened.
 *
 * @param chunks chunks that came in
 * @param bytes bytes that came in
 * @param carriedBytes bytes that went out
 * @param lostChunks chunks that vanished whole
 * @param lostBytes single bytes that vanished
 * @param flippedBits bits flipped, in chunks and in single bytes
 * @param duplicatedChunks chunks that went out twice
 * @param reorderedChunks chunks that were to change places with the next one
 * @param truncatedChunks chunks that lost their end
 * @param delayedChunks chunks that were held back
 * @param disconnected whether the pipe was broken
 */
public record FaultCounts(
    long chunks,
    long bytes,
    long carriedBytes,
    long lostChunks,
    long lostBytes,
    long flippedBits,
    long duplicatedChunks,
    long reorderedChunks,
    long truncatedChunks,
    long delayedChunks,
    boolean disconnected) {

  /** Nothing came in and nothing happened. */
  public static final FaultCounts NONE = new FaultCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false);

  /** Of two directions together; disconnected if one of them is. */
  public FaultCounts plus(FaultCounts other) {
    return new FaultCounts(
        chunks + other.chunks,
        bytes + other.bytes,
        carriedBytes + other.carriedBytes,
        lostChunks + other.lostChunks,
        lostBytes + other.lostBytes,
        flippedBits + other.flippedBits,
        duplicatedChunks + other.duplicatedChunks,
        reorderedChunks + other.reorderedChunks,
        truncatedChunks + other.truncatedChunks,
        delayedChunks + other.delayedChunks,
        disconnected || other.disconnected);
  }

  /** How many faults of any kind happened. */
  public long total() {
    return lostChunks
        + lostBytes
        + flippedBits
        + duplicatedChunks
        + reorderedChunks
        + truncatedChunks
        + delayedChunks
        + (disconnected ? 1 : 0);
  }
}
