package dev.fluxbar.app.crash;

import dev.fluxbar.app.campaign.BoardUnderTest;
import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.transport.ByteTransport;
import java.time.Duration;
import java.util.SplittableRandom;

/** An emulated board at a TCP port of this process, in real time: what other processes drive. */
final class KilledBoard implements BoardUnderTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(2, 3, 2);
  private static final Limits LIMITS = new Limits(4, 10, 10_000, 100_000, Duration.ofMillis(100));

  private final BoardSpec spec;
  private final BoardHost host;
  private final SplittableRandom random;

  KilledBoard(SplittableRandom random) {
    this.random = random;
    this.spec =
        BoardSpec.of("killed", SHAPE, Topology.INDEPENDENT, SwitchKind.CROSSPOINT)
            .withSeed(random.nextLong());
    this.host = BoardHost.onTcp(0, spec, 1);
  }

  String uri() {
    return host.uri();
  }

  /**
   * Brings it to rest: a host before this one that has died has left nothing on the line that could
   * still be driven. Returns what the board is.
   */
  BenchDescription rest() {
    HostLink link =
        new HostLink(connect(), 1 + random.nextInt(0xffff), NanoClock.system(), LinkTimes.DEFAULT);
    long firstJob = ((long) random.nextInt(1, Integer.MAX_VALUE) << 32) + 1;
    try (BoardBench bench = BoardBench.open(link, activation(), LIMITS, firstJob)) {
      return bench.description();
    }
  }

  /** Whether a program is under way. */
  boolean running() {
    return host.board().truth().running();
  }

  long ticks() {
    return Math.round(host.board().truth().benchSeconds() * spec.ticksPerSecond());
  }

  @Override
  public String name() {
    return spec.boardId();
  }

  @Override
  public ByteTransport connect() {
    return host.hostEnd();
  }

  @Override
  public CodeTicks codeTicks() {
    return host.board().codeTicks();
  }

  @Override
  public void reboot() {
    host.board().reboot();
  }

  @Override
  public FluxControlled device() {
    return spec.curve();
  }

  @Override
  public double startVoltSeconds(Cell cell) {
    return spec.initialFluxesVoltSeconds().get(cell.array()).at(cell.row(), cell.column());
  }

  @Override
  public Activation activation() {
    return spec.activation();
  }

  @Override
  public void close() {
    host.close();
  }
}
