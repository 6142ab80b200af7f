package dev.fluxbar.transport;

/**
 * How badly one direction of a pipe behaves. Rates are probabilities from 0 to 1; several faults
 * may hit one chunk. A chunk is what one {@code write}, or one {@code read} of the pipe below,
 * carries.
 *
 * @param chunkLossRate a chunk vanishes
 * @param chunkCorruptionRate one bit of a chunk is flipped
 * @param duplicationRate a chunk comes twice
 * @param reorderRate a chunk changes places with the next one
 * @param truncationRate a chunk loses its end, at least one byte
 * @param delayRate a chunk is held back
 * @param delayChunks for how many further chunks a delayed one is held back, at least 1; if they
 *     never come, it is lost
 * @param byteLossRate a byte vanishes
 * @param byteCorruptionRate one bit of a byte is flipped
 * @param disconnectAfterBytes the pipe breaks once it has carried so many bytes; {@link #NEVER}
 */
public record Faults(
    double chunkLossRate,
    double chunkCorruptionRate,
    double duplicationRate,
    double reorderRate,
    double truncationRate,
    double delayRate,
    int delayChunks,
    double byteLossRate,
    double byteCorruptionRate,
    long disconnectAfterBytes) {

  /** As {@code disconnectAfterBytes}: the pipe does not break. */
  public static final long NEVER = Long.MAX_VALUE;

  /** A direction that does nothing wrong. */
  public static final Faults NONE = builder().build();

  public Faults {
    checkRate("chunk-loss-rate", chunkLossRate);
    checkRate("chunk-corruption-rate", chunkCorruptionRate);
    checkRate("duplication-rate", duplicationRate);
    checkRate("reorder-rate", reorderRate);
    checkRate("truncation-rate", truncationRate);
    checkRate("delay-rate", delayRate);
    checkRate("byte-loss-rate", byteLossRate);
    checkRate("byte-corruption-rate", byteCorruptionRate);
    if (delayChunks < 1 || disconnectAfterBytes < 0) {
      throw new IllegalArgumentException(
          "faults: delay-chunks="
              + delayChunks
              + ", disconnect-after-bytes="
              + disconnectAfterBytes
              + "; give at least 1 chunk and no negative number of bytes");
    }
  }

  /** Every fault of whole chunks at the same rate; none of single bytes, and no disconnect. */
  public static Faults rate(double rate) {
    return builder()
        .chunkLoss(rate)
        .chunkCorruption(rate)
        .duplication(rate)
        .reorder(rate)
        .truncation(rate)
        .delay(rate, 3)
        .build();
  }

  /** Starts from no faults at all. */
  public static Builder builder() {
    return new Builder();
  }

  private static void checkRate(String what, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "faults: " + what + "=" + rate + "; give a probability from 0 to 1");
    }
  }

  /** Names the faults that are wanted; the others stay away. */
  public static final class Builder {
    private double chunkLossRate;
    private double chunkCorruptionRate;
    private double duplicationRate;
    private double reorderRate;
    private double truncationRate;
    private double delayRate;
    private int delayChunks = 1;
    private double byteLossRate;
    private double byteCorruptionRate;
    private long disconnectAfterBytes = NEVER;

    private Builder() {}

    public Builder chunkLoss(double rate) {
      chunkLossRate = rate;
      return this;
    }

    public Builder chunkCorruption(double rate) {
      chunkCorruptionRate = rate;
      return this;
    }

    public Builder duplication(double rate) {
      duplicationRate = rate;
      return this;
    }

    public Builder reorder(double rate) {
      reorderRate = rate;
      return this;
    }

    public Builder truncation(double rate) {
      truncationRate = rate;
      return this;
    }

    public Builder delay(double rate, int chunks) {
      delayRate = rate;
      delayChunks = chunks;
      return this;
    }

    public Builder byteLoss(double rate) {
      byteLossRate = rate;
      return this;
    }

    public Builder byteCorruption(double rate) {
      byteCorruptionRate = rate;
      return this;
    }

    public Builder disconnectAfter(long bytes) {
      disconnectAfterBytes = bytes;
      return this;
    }

    /** Checks the rates and makes the record. */
    public Faults build() {
      return new Faults(
          chunkLossRate,
          chunkCorruptionRate,
          duplicationRate,
          reorderRate,
          truncationRate,
          delayRate,
          delayChunks,
          byteLossRate,
          byteCorruptionRate,
          disconnectAfterBytes);
    }
  }
}
