package dev.fluxbar.app.wiring;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkException;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.transport.TcpTransport;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A bench that is open, with what the configuration says of it. */
public final class OpenBench implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final BenchFile file;
  private final BoardBench bench;
  private final @Nullable Emulated emulated;
  private final String transport;

  /** Turns off what was turned on for this bench, if anything was. */
  private final Runnable plug;

  /** An emulated board in this process and its description. */
  private record Emulated(BoardHost host, EmulatorFile file) {}

  private OpenBench(
      BenchFile file,
      BoardBench bench,
      @Nullable Emulated emulated,
      String transport,
      Runnable plug) {
    this.file = file;
    this.bench = bench;
    this.emulated = emulated;
    this.transport = transport;
    this.plug = plug;
  }

  /**
   * Opens the bench that a configuration names; an emulated one is turned on first.
   *
   * @param line what carries the bytes to an emulated board
   * @param seed of an emulated board, instead of its file's
   * @throws BadInput if the configuration does not fit the board
   * @throws dev.fluxbar.fault.BenchFault if no board answers
   */
  public static OpenBench open(BenchFile file, Line line, OptionalLong seed) {
    return open(file, Optional.empty(), line, seed);
  }

  /**
   * As {@link #open(BenchFile, Line, OptionalLong)}, with the emulated board described by {@code
   * board} instead of by what the bench's URI names; of no effect on any other bench.
   */
  public static OpenBench open(
      BenchFile file, Optional<EmulatorFile> board, Line line, OptionalLong seed) {
    if (file.bench() instanceof BenchUri.Emulator uri) {
      EmulatorFile description = board.orElseGet(() -> EmulatorFile.of(uri));
      double pace = description.pace() == EmulatorFile.Pace.REAL_TIME ? 1 : 0;
      BoardHost host = BoardHost.on(line, Boards.of(uri, description, seed), pace);
      return connect(file, host.hostEnd(), new Emulated(host, description), host::close);
    }
    if (file.bench() instanceof BenchUri.Firmware uri) {
      FirmwareProcess firmware = FirmwareProcess.start(uri);
      return connect(file, transport(firmware.address()), null, firmware::close);
    }
    return connect(file, transport(file.bench()), null, () -> {});
  }

  private static ByteTransport transport(BenchUri uri) {
    if (uri instanceof BenchUri.Serial serial) {
      return new SerialTransport(serial.port(), serial.baud());
    }
    if (uri instanceof BenchUri.Tcp tcp) {
      return new TcpTransport(tcp.host(), tcp.port());
    }
    throw new BadInput(
        "bench: uri=%s; this kind of bench is not there yet, use serial:, tcp: or emulator:"
            .formatted(uri));
  }

  private static OpenBench connect(
      BenchFile file, ByteTransport transport, @Nullable Emulated emulated, Runnable plug) {
    try {
      return new OpenBench(file, connect(file, transport), emulated, transport.name(), plug);
    } catch (RuntimeException e) {
      plug.run();
      throw e;
    }
  }

  private static BoardBench connect(BenchFile file, ByteTransport transport) {
    LinkTimes times = LinkTimes.DEFAULT;
    int session = 1 + RANDOM.nextInt(0xffff);
    HostLink link = new HostLink(transport, session, NanoClock.system(), times);
    // The upper half is this session's own, so that no job id ever comes twice at one board.
    long firstJob = ((long) RANDOM.nextInt(1, Integer.MAX_VALUE) << 32) + 1;
    BoardBench bench = open(link, file, firstJob, transport);
    if (!bench.description().activation().equals(file.activation())) {
      bench.close();
      throw new BadInput(
          "bench: activation=%s, the board's neurons=%s; write the board's into the bench file"
              .formatted(words(file.activation()), words(bench.description().activation())));
    }
    return bench;
  }

  /** A listening board serves one host and hangs up on the next: say so. */
  private static BoardBench open(
      HostLink link, BenchFile file, long firstJob, ByteTransport transport) {
    try {
      return BoardBench.open(link, file.activation(), file.limits(), firstJob);
    } catch (LinkException e) {
      if (e.kind() == LinkException.Kind.GONE && file.bench() instanceof BenchUri.Tcp) {
        throw new BenchFault(
            "%s: connection=closed at once; another host is probably connected, end it first"
                .formatted(transport.name()),
            e);
      }
      throw e;
    }
  }

  /** As a bench file has it. */
  private static String words(Activation activation) {
    return "{amplitude-volts: %s, scale-amperes: %s}"
        .formatted(activation.amplitudeVolts(), activation.scaleAmperes());
  }

  public BoardBench bench() {
    return bench;
  }

  /** What the configuration says. */
  public BenchFile file() {
    return file;
  }

  /** The model of the memristors, for bounds and ranges. */
  public FluxControlled device() {
    return Devices.of(file.device());
  }

  /** What carries the bytes: {@code serial:/dev/pts/3}. */
  public String transport() {
    return transport;
  }

  /** The emulated board in this process, if the bench is one: for its truth and its figures. */
  public Optional<EmulatedBoard> emulated() {
    return Optional.ofNullable(emulated).map(board -> board.host().board());
  }

  /** The description of the emulated board in this process, if the bench is one. */
  public Optional<EmulatorFile> emulatorFile() {
    return Optional.ofNullable(emulated).map(Emulated::file);
  }

  /** Safe first, then the line, then the plug of an emulated board. */
  @Override
  public void close() {
    try {
      bench.close();
    } finally {
      plug.run();
    }
  }
}
