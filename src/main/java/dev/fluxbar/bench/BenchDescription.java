package dev.fluxbar.bench;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import java.util.List;

/**
 * What a bench says of itself: identity, arrays, neurons, channels, clock.
 *
 * @param boardId what the board calls itself; the same board always says the same
 * @param firmware name and version of what runs on the board
 * @param topology how the arrays hang together
 * @param shape the arrays
 * @param activation the neurons: analog ones of a cascade, or the one that the host computes
 * @param switchKind what the switch matrix can set
 * @param channels one entry an array
 * @param tickSeconds one tick of the board's clock; every duration is a whole number of them
 * @param programBytes room for one program, positive; {@link #UNBOUNDED} if it is not known
 * @param resultBytes room for what one program samples, positive, or {@link #UNBOUNDED}; a sample
 *     takes {@link #sampleBytes}
 */
public record BenchDescription(
    String boardId,
    String firmware,
    Topology topology,
    NetworkShape shape,
    Activation activation,
    SwitchKind switchKind,
    List<Channels> channels,
    double tickSeconds,
    long programBytes,
    long resultBytes) {

  private static final long ROWS_A_RECORD = 119;
  private static final long RECORD_BYTES = 28;

  /** Room for every program. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  public BenchDescription {
    channels = List.copyOf(channels);
    if (channels.size() != shape.layers()) {
      throw new IllegalArgumentException(
          "bench: arrays=%d, channels=%d; they must be equal"
              .formatted(shape.layers(), channels.size()));
    }
    if (topology == Topology.CASCADE) {
      shape.chained();
    }
    if (!(tickSeconds > 0)) {
      throw new IllegalArgumentException(
          "bench: tick-seconds=%s; it must be positive".formatted(tickSeconds));
    }
    if (resultBytes < 1) {
      throw new IllegalArgumentException(
          "bench: result-bytes=%d; it must be positive".formatted(resultBytes));
    }
    if (programBytes < 1) {
      throw new IllegalArgumentException(
          "bench: program-bytes=%d; it must be positive".formatted(programBytes));
    }
  }

  /** A bench with room for every program. */
  public BenchDescription(
      String boardId,
      String firmware,
      Topology topology,
      NetworkShape shape,
      Activation activation,
      SwitchKind switchKind,
      List<Channels> channels,
      double tickSeconds) {
    this(
        boardId,
        firmware,
        topology,
        shape,
        activation,
        switchKind,
        channels,
        tickSeconds,
        UNBOUNDED,
        UNBOUNDED);
  }

  /** The same bench with other channels, such as calibrated ones. */
  public BenchDescription withChannels(List<Channels> others) {
    return new BenchDescription(
        boardId,
        firmware,
        topology,
        shape,
        activation,
        switchKind,
        others,
        tickSeconds,
        programBytes,
        resultBytes);
  }

  /** What one sample of all rows of an array takes of a bench's memory, at most. */
  public long sampleBytes(int array) {
    long rows = shape.array(array).rows();
    return (rows / ROWS_A_RECORD + 1) * RECORD_BYTES + 4 * rows;
  }

  /** Whether a profile says what drivers of it are off by: a bench that is not ideal. */
  public boolean calibrated() {
    return channels.stream().anyMatch(one -> !one.drivers().isEmpty());
  }

  public boolean cascade() {
    return topology == Topology.CASCADE;
  }
}
