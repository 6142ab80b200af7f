package dev.fluxbar.bench.gpio;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Conversion;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramBroken;
import dev.fluxbar.bench.ProgramCheck;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.MonotonicClock;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bench of chips on a header. The host keeps the time: every plateau is measured, the next ones
 * are planned from what was measured, and what is left at the end of a block signal is taken back
 * at low volts. One thread owns it.
 */
public final class GpioBench implements Bench {
  private static final Logger log = LoggerFactory.getLogger(GpioBench.class);

  /** Durations are whole microseconds: a clock that is read in between is not finer. */
  private static final double TICK_SECONDS = 1e-6;

  private final Header header;
  private final GpioParts parts;
  private final BenchDescription description;
  private final Limits limits;
  private final MachineTimes times;
  private volatile boolean aborted;
  private boolean closed;
  private @Nullable RuntimeException broken;

  private GpioBench(
      Header header,
      GpioParts parts,
      BenchDescription description,
      Limits limits,
      MachineTimes times) {
    this.header = header;
    this.parts = parts;
    this.description = description;
    this.limits = limits;
    this.times = times;
  }

  /** As {@link #open(GpioWiring, Header, MonotonicClock, Activation, Limits, Function)}, ideal. */
  public static GpioBench open(
      GpioWiring wiring, Header header, MonotonicClock clock, Activation neurons, Limits limits) {
    return open(wiring, header, clock, neurons, limits, description -> Optional.empty());
  }

  /**
   * Brings every chip to the safe state and measures what the machine can hold.
   *
   * @param header owned from here on, also when this fails
   * @param neurons that the host computes
   * @param profiles asked for the profile of this bench
   * @throws IllegalArgumentException if a chip cannot do what its wire asks; nothing was opened
   * @throws BenchFault if a device file is missing or a chip does not answer
   */
  public static GpioBench open(
      GpioWiring wiring,
      Header header,
      MonotonicClock clock,
      Activation neurons,
      Limits limits,
      Function<BenchDescription, Optional<AnalogProfile>> profiles) {
    GpioParts parts = null;
    try {
      GpioProfile ideal = new GpioProfile(wiring, Optional.empty());
      Optional<AnalogProfile> found = profiles.apply(describe(wiring, ideal, neurons, limits, 0));
      GpioProfile profile = found.isEmpty() ? ideal : new GpioProfile(wiring, found);
      parts = new GpioParts(wiring, profile, header, clock);
      parts.start();
      MachineTimes times = SelfTest.of(parts);
      BenchDescription description =
          describe(wiring, profile, neurons, limits, times.conversionSeconds());
      log.info("Bench {}: {}; {}", wiring.name(), description, times);
      return new GpioBench(header, parts, description, limits, times);
    } catch (RuntimeException e) {
      closeAfter(e, parts, header);
      throw e;
    }
  }

  private static void closeAfter(RuntimeException first, @Nullable GpioParts parts, Header header) {
    try (header) {
      if (parts != null) {
        parts.safe();
      }
    } catch (RuntimeException later) {
      first.addSuppressed(later);
    }
  }

  private static BenchDescription describe(
      GpioWiring wiring,
      GpioProfile profile,
      Activation neurons,
      Limits limits,
      double conversionSeconds) {
    List<Channels> channels = new ArrayList<>();
    for (int l = 0; l < wiring.arrays().size(); l++) {
      channels.add(profile.channels(l, limits.driveVolts(), conversionSeconds));
    }
    return new BenchDescription(
        wiring.name(),
        "chips on a header",
        Topology.INDEPENDENT,
        wiring.shape(),
        neurons,
        wiring.switchKind(),
        channels,
        TICK_SECONDS);
  }

  @Override
  public Optional<Conversion> conversion() {
    return Optional.of(parts.profile().conversion());
  }

  @Override
  public BenchDescription description() {
    return description;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  /** What was measured of the machine when this bench was opened. */
  public MachineTimes times() {
    return times;
  }

  @Override
  public Recording run(Program program) {
    ProgramCheck.check(program, description, limits);
    TimeCheck.check(program, times);
    checkReady();
    ProgramRun run = new ProgramRun(program, parts, times, limits, this::stopped);
    try {
      Recording recording = run.run();
      parts.safe();
      return recording;
    } catch (RuntimeException e) {
      RuntimeException fault = e instanceof BenchFault ? e : new BenchFault(broke(e), e);
      long before = parts.clock().nanos();
      goSafe(fault);
      Edge safe = new Edge(before, parts.clock().nanos(), 0);
      broken = new ProgramBroken(run.broke(safe), fault);
      throw broken;
    }
  }

  private static String broke(RuntimeException e) {
    return "bench: program=broken-off, reason=%s; read the cells before you write"
        .formatted(e.getMessage());
  }

  private void goSafe(RuntimeException first) {
    try {
      parts.safe();
    } catch (RuntimeException later) {
      first.addSuppressed(later);
    }
  }

  private boolean stopped() {
    return aborted || Thread.currentThread().isInterrupted();
  }

  private void checkReady() {
    if (closed) {
      throw new BenchFault("bench: closed=true; open it again to go on");
    }
    if (aborted) {
      throw new BenchFault("bench: aborted=true; close it and open it again to go on");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new BenchFault("bench: interrupted=true; nothing was driven, close the bench");
    }
    if (broken != null) {
      throw new BenchFault(
          "%s (nothing was driven since then)".formatted(broken.getMessage()), broken);
    }
  }

  /** A program that runs goes safe within a millisecond; later ones are refused. */
  @Override
  public void abort() {
    aborted = true;
  }

  /** Drivers to 0 V, switches open and read back, then lets go of the header. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    new Attempts().then(this::safeAtLast).then(parts::close).then(header::close).end();
  }

  /** Nobody comes after this: what failed once is tried once more. */
  private void safeAtLast() {
    try {
      parts.safe();
    } catch (RuntimeException first) {
      log.warn("Bench {} did not go safe at once, it is tried again", parts.wiring().name(), first);
      parts.safe();
    }
  }
}
