package dev.fluxbar.app.wiring;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.board.BenchDoor;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.bench.board.Patience;
import dev.fluxbar.bench.board.ReopeningBench;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkCounts;
import dev.fluxbar.link.host.LinkException;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.SerialTransport;
import dev.fluxbar.transport.TcpTransport;
import dev.fluxbar.wire.ErrorCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A board that speaks the wire protocol: real, emulated in this process, or in one beside it. */
final class WireApparatus implements Apparatus {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Logger log = LoggerFactory.getLogger(WireApparatus.class);

  private final ReopeningBench bench;
  private final Door door;
  private final FarEnd far;

  private WireApparatus(ReopeningBench bench, Door door, FarEnd far) {
    this.bench = bench;
    this.door = door;
    this.far = far;
  }

  /**
   * Opens a board.
   *
   * @param far what is turned on at the far end of the line; not owned
   * @throws BadInput if the configuration does not fit the board, or the URI names none such
   * @throws BenchFault if no board answers
   */
  static WireApparatus open(BenchFile file, FarEnd far, Reconnection reconnection) {
    Door door = new Door(file, lines(file.bench(), far));
    return new WireApparatus(open(file, door, reconnection), door, far);
  }

  private static Supplier<ByteTransport> lines(BenchUri uri, FarEnd far) {
    if (far instanceof FarEnd.Wire wire) {
      return wire.host()::hostEnd;
    }
    if (far instanceof FarEnd.Firmware firmware) {
      return () -> transport(firmware.process().address());
    }
    if (far instanceof FarEnd.Real real) {
      return () -> {
        real.ownership().renew(); // the board may have come back as another device
        return transport(uri);
      };
    }
    return () -> transport(uri);
  }

  private static ByteTransport transport(BenchUri uri) {
    if (uri instanceof BenchUri.Serial serial) {
      return new SerialTransport(serial.port(), serial.baud());
    }
    if (uri instanceof BenchUri.Tcp tcp) {
      return new TcpTransport(tcp.host(), tcp.port());
    }
    throw new IllegalStateException("bench: uri=%s; no board of ours is there".formatted(uri));
  }

  private static ReopeningBench open(BenchFile file, Door door, Reconnection reconnection) {
    ReopeningBench bench =
        ReopeningBench.open(door, Patience.of(reconnection.patience()), reconnection.watcher());
    bench
        .earlierFault()
        .ifPresent(
            fault ->
                log.warn(
                    "Board {} had gone safe: fault={}; read the cells before you write",
                    bench.description().boardId(),
                    fault));
    if (!bench.description().activation().equals(file.activation())) {
      bench.close();
      throw new BadInput(
          "bench: activation=%s, the board's neurons=%s; write the board's into the bench file"
              .formatted(words(file.activation()), words(bench.description().activation())));
    }
    return bench;
  }

  /** A session after the other with the board that a bench file names. */
  private static final class Door implements BenchDoor {
    private final BenchFile file;
    private final Supplier<ByteTransport> lines;
    private final Optional<ProfileFile> profile;
    private boolean opened;
    private String transport = "";

    Door(BenchFile file, Supplier<ByteTransport> lines) {
      this.file = file;
      this.lines = lines;
      this.profile = file.calibration().map(ProfileFile::read);
    }

    private Optional<AnalogProfile> profile(BenchDescription board) {
      return profile.map(one -> one.forBoard(board, Clock.systemUTC()));
    }

    @Override
    public BoardBench open() {
      ByteTransport line = lines.get();
      transport = line.name();
      int session = 1 + RANDOM.nextInt(0xffff);
      HostLink link = new HostLink(line, session, NanoClock.system(), LinkTimes.DEFAULT);
      // The upper half is this session's own, so that no job id ever comes twice at one board.
      long firstJob = ((long) RANDOM.nextInt(1, Integer.MAX_VALUE) << 32) + 1;
      try {
        BoardBench bench =
            BoardBench.open(link, file.activation(), file.limits(), firstJob, this::profile);
        opened = true;
        return bench;
      } catch (LinkException e) {
        // A listening board serves one host and hangs up on the next: say so. One that was ours
        // may not have noticed yet that we have gone.
        if (!opened
            && e.kind() == LinkException.Kind.GONE
            && file.bench() instanceof BenchUri.Tcp) {
          throw new BenchFault(
              "%s: connection=closed at once; another host is probably connected, end it first"
                  .formatted(transport),
              e);
        }
        throw e;
      }
    }
  }

  /** As a bench file has it. */
  private static String words(Activation activation) {
    return "{amplitude-volts: %s, scale-amperes: %s}"
        .formatted(activation.amplitudeVolts(), activation.scaleAmperes());
  }

  @Override
  public ReopeningBench bench() {
    return bench;
  }

  @Override
  public String transport() {
    return door.transport;
  }

  @Override
  public Optional<ProfileFile> profile() {
    return door.profile;
  }

  @Override
  public boolean lasts() {
    return far instanceof FarEnd.Real;
  }

  @Override
  public Optional<BoardTruth> truth() {
    return emulated().map(EmulatedBoard::truth);
  }

  @Override
  public Optional<ErrorCode> earlierFault() {
    return bench.earlierFault();
  }

  @Override
  public Optional<LinkCounts> linkCounts() {
    return Optional.of(bench.linkCounts());
  }

  @Override
  public long timesReopened() {
    return bench.timesReopened();
  }

  /** The emulated board in this process, if the bench is one. */
  Optional<EmulatedBoard> emulated() {
    return far instanceof FarEnd.Wire wire ? Optional.of(wire.host().board()) : Optional.empty();
  }

  /** Its description. */
  Optional<EmulatorFile> emulatorFile() {
    return far instanceof FarEnd.Wire wire ? Optional.of(wire.file()) : Optional.empty();
  }
}
