package dev.fluxbar.app.measure;

import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.LineClock;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.transport.PacedTransport;
import dev.fluxbar.wire.DriveTable;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * What a line of some speed carries in inferences, measured on the wall clock with an emulated
 * board at its far end, host and protocol included.
 *
 * @param inferences that were evaluated
 * @param columns of the array that they were driven into
 * @param bitsPerSecond of the line
 * @param seconds from the first job to the last result
 * @param sentBytes host to board in that time
 * @param receivedBytes board to host in that time
 * @param repeatedFrames that the host sent again
 */
public record LineThroughput(
    int inferences,
    int columns,
    long bitsPerSecond,
    double seconds,
    long sentBytes,
    long receivedBytes,
    long repeatedFrames) {

  private static final int BITS_A_BYTE = 10;
  private static final double TAU_SECONDS = 1e-4;

  /**
   * Evaluates inputs of 0 V, which take no emulated physics, over a line within this process.
   *
   * @param columns of the one array, which has one row
   * @param bitsPerSecond a speed that no machine reaches measures the machine
   */
  public static LineThroughput measure(int columns, int inferences, long bitsPerSecond) {
    BoardSpec spec =
        BoardSpec.of(
            "line", NetworkShape.sizes(columns, 1), Topology.CASCADE, SwitchKind.CROSSPOINT);
    MemoryTransport.Pair pair = MemoryTransport.pair("throughput");
    PacedTransport line = new PacedTransport(pair.host(), bitsPerSecond, LineClock.system());
    Limits limits = new Limits(1, 1, 1, 1000, Duration.ofMillis(100));
    try (EmulatedBoard board = new EmulatedBoard(spec, pair.board())) {
      board.open();
      HostLink link = new HostLink(line, 1, NanoClock.system(), LinkTimes.DEFAULT);
      try (BoardBench bench = BoardBench.open(link, Activation.TANH, limits, 1)) {
        InferenceSettings settings =
            new InferenceSettings(
                TAU_SECONDS, 0, 1, true, InferenceSettings.USUAL_INPUTS_A_PROGRAM);
        Inference inference = new Inference(bench, spec.curve(), settings);
        Volts input = Volts.all(columns, 0);
        Iterator<Volts> inputs = IntStream.range(0, inferences).mapToObj(i -> input).iterator();
        long sent = line.writtenBytes();
        long received = line.readBytes();
        long start = System.nanoTime();
        inference.run(inputs, batch -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        return new LineThroughput(
            inferences,
            columns,
            bitsPerSecond,
            seconds,
            line.writtenBytes() - sent,
            line.readBytes() - received,
            bench.linkCounts().repeated());
      }
    }
  }

  public double inferencesPerSecond() {
    return inferences / seconds;
  }

  /** The share of the line's time towards the board that bytes took, of whatever kind. */
  public double busyShare() {
    return sentBytes / lineBytes();
  }

  /** The share of the line's time towards the board that amplitudes took: what arrives for good. */
  public double tableShare() {
    return (double) inferences * DriveTable.bytes(columns) / lineBytes();
  }

  private double lineBytes() {
    return seconds * bitsPerSecond / BITS_A_BYTE;
  }
}
