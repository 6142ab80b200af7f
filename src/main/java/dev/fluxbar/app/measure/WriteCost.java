package dev.fluxbar.app.measure;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteProgress;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.app.operation.AcademicExample;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.transport.MemoryTransport;
import java.time.Duration;

/**
 * What writing the academic network (Heidema (20)) within 0.05 S takes by one method, from fluxes
 * of 0, on an emulated bench: a cascade, or independent arrays where the method needs them.
 *
 * @param method how
 * @param topology of the bench
 * @param pulses that were driven
 * @param blockSignals that were driven to read
 * @param benchSeconds of both
 * @param wallSeconds of this machine, host, protocol and physics
 * @param largestErrorSiemens that was left, as measured
 */
public record WriteCost(
    WriteMethod method,
    Topology topology,
    long pulses,
    long blockSignals,
    double benchSeconds,
    double wallSeconds,
    double largestErrorSiemens) {
  private static final Limits LIMITS = new Limits(4, 100, 100, 10_000, Duration.ofMillis(100));
  private static final double PULSE_SECONDS = 1;

  /** Writes it {@code times} times, each time on a new board; tells of the fastest. */
  public static WriteCost measure(WriteMethod method, int times) {
    Topology topology = method == WriteMethod.ROW ? Topology.INDEPENDENT : Topology.CASCADE;
    WriteCost best = once(method, topology);
    for (int i = 1; i < times; i++) {
      WriteCost next = once(method, topology);
      best = next.wallSeconds < best.wallSeconds ? next : best;
    }
    return best;
  }

  private static WriteCost once(WriteMethod method, Topology topology) {
    BoardSpec spec =
        BoardSpec.of("academic", AcademicExample.SHAPE, topology, SwitchKind.CROSSPOINT);
    MemoryTransport.Pair line = MemoryTransport.pair("write");
    try (EmulatedBoard board = new EmulatedBoard(spec, line.board())) {
      board.open();
      HostLink link = new HostLink(line.host(), 1, NanoClock.system(), LinkTimes.DEFAULT);
      try (BoardBench bench = BoardBench.open(link, Activation.TANH, LIMITS, 1)) {
        WriteSettings settings =
            WriteSettings.of(PULSE_SECONDS, AcademicExample.EPSILON_SIEMENS).withMethod(method);
        Writing writing = new Writing(bench, spec.curve(), settings);
        long start = System.nanoTime();
        WriteOutcome outcome = writing.run(AcademicExample.TARGET, WriteProgress.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!(outcome instanceof WriteOutcome.Converged)) {
          throw new IllegalStateException(
              "write: method=%s; it did not converge".formatted(method));
        }
        return new WriteCost(
            method,
            topology,
            outcome.report().pulses(),
            outcome.report().blockSignals(),
            outcome.report().benchSeconds(),
            seconds,
            outcome.report().largestErrorSiemens());
      }
    }
  }
}
