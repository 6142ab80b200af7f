package dev.fluxbar.app.wiring;

import dev.fluxbar.algorithm.ArrayLines;
import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.DeviceModel;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.runs.LedgerFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.bench.MappedBench;
import dev.fluxbar.bench.board.BenchDoor;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.bench.board.Patience;
import dev.fluxbar.bench.board.ReopeningBench;
import dev.fluxbar.calibration.CalibrationSettings;
import dev.fluxbar.calibration.DeviceSettings;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bench that is open, with what the configuration says of it. */
public final class OpenBench implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Logger log = LoggerFactory.getLogger(OpenBench.class);

  private final BenchFile file;
  private final ReopeningBench board;
  private final LedgerBench booked;
  private final Bench bench;
  private final @Nullable Emulated emulated;
  private final String transport;
  private final Optional<ProfileFile> profile;

  /** Turns off what was turned on for this bench, if anything was. */
  private final Runnable plug;

  /** An emulated board in this process and its description. */
  private record Emulated(BoardHost host, EmulatorFile file) {}

  private OpenBench(
      BenchFile file,
      ReopeningBench board,
      LedgerBench booked,
      Bench bench,
      @Nullable Emulated emulated,
      String transport,
      Optional<ProfileFile> profile,
      Runnable plug) {
    this.file = file;
    this.board = board;
    this.booked = booked;
    this.bench = bench;
    this.emulated = emulated;
    this.transport = transport;
    this.profile = profile;
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
    return open(file, Optional.empty(), line, seed, Reconnection.NONE);
  }

  /**
   * As {@link #open(BenchFile, Line, OptionalLong)}, with the emulated board described by {@code
   * board} instead of by what the bench's URI names; of no effect on any other bench.
   *
   * @param reconnection what is done when the board is lost later
   */
  public static OpenBench open(
      BenchFile file,
      Optional<EmulatorFile> board,
      Line line,
      OptionalLong seed,
      Reconnection reconnection) {
    if (file.bench() instanceof BenchUri.Emulator uri) {
      EmulatorFile description = board.orElseGet(() -> EmulatorFile.of(uri));
      double pace = description.pace() == EmulatorFile.Pace.REAL_TIME ? 1 : 0;
      BoardHost host = BoardHost.on(line, Boards.of(uri, description, seed), pace);
      return connect(
          file, host::hostEnd, new Emulated(host, description), reconnection, host::close);
    }
    if (file.bench() instanceof BenchUri.Firmware uri) {
      FirmwareProcess firmware = FirmwareProcess.start(uri);
      return connect(
          file, () -> transport(firmware.address()), null, reconnection, firmware::close);
    }
    return connect(file, () -> transport(file.bench()), null, reconnection, () -> {});
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
      BenchFile file,
      Supplier<ByteTransport> lines,
      @Nullable Emulated emulated,
      Reconnection reconnection,
      Runnable plug) {
    try {
      Door door = new Door(file, lines);
      ReopeningBench board = open(file, door, reconnection);
      LedgerBench booked = booked(file, board);
      return new OpenBench(
          file, board, booked, mapped(file, booked), emulated, door.transport, door.profile, plug);
    } catch (RuntimeException e) {
      plug.run();
      throw e;
    }
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

  /** With the ledger of the board: a real one's was kept when it was last let go of. */
  private static LedgerBench booked(BenchFile file, ReopeningBench board) {
    try {
      NetworkShape shape = board.description().shape();
      String id = board.description().boardId();
      return new LedgerBench(
          board, keeps(file) ? LedgerFile.of(id).read(shape) : new FluxLedger(shape));
    } catch (RuntimeException e) {
      board.close();
      throw e;
    }
  }

  /** Emulated arrays begin anew each time. */
  private static boolean keeps(BenchFile file) {
    return file.bench() instanceof BenchUri.Serial || file.bench() instanceof BenchUri.Tcp;
  }

  /** The network of a bench file on its bars. */
  private static Bench mapped(BenchFile file, LedgerBench board) {
    if (file.bars().isEmpty()) {
      return board;
    }
    try {
      List<ArrayShape> arrays = board.description().shape().arrays();
      if (arrays.size() != file.bars().size()) {
        throw new BadInput(
            "bars: arrays=%d, the board has %d; write one entry an array"
                .formatted(file.bars().size(), arrays.size()));
      }
      List<BarMap> maps = new ArrayList<>();
      for (int l = 0; l < arrays.size(); l++) {
        maps.add(file.bars().get(l).on(arrays.get(l)));
      }
      return new MappedBench(board, maps);
    } catch (RuntimeException e) {
      board.close();
      throw e;
    }
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

  /** The network on its bars. */
  public Bench bench() {
    return bench;
  }

  /** The board with all its bars. */
  public ReopeningBench board() {
    return board;
  }

  /** The profile that is applied, if one is. */
  public Optional<ProfileFile> profile() {
    return profile;
  }

  /** What the configuration says. */
  public BenchFile file() {
    return file;
  }

  /**
   * How the board is calibrated: at its read volts, against its references.
   *
   * @param averages conversions a result
   */
  public CalibrationSettings calibrationSettings(int averages) {
    return new CalibrationSettings(
        file.signal().tauSeconds(),
        file.signal().readVolts(),
        0,
        averages,
        file.device().minSiemens(),
        file.device().maxSiemens(),
        file.references().orElse(null));
  }

  /**
   * Which devices of the board are found, of the kind that the bench file names.
   *
   * @param cells as the board counts them; empty: {@code count} an array
   */
  public DeviceSettings deviceSettings(List<Cell> cells, int count) {
    DeviceModel model = file.device();
    return new DeviceSettings(
        model.kind(),
        model.centreSiemens(),
        model.swingSiemens(),
        model.fluxScaleVoltSeconds(),
        cells,
        count);
  }

  /** The model of the memristors, for bounds and ranges. */
  public FluxControlled device() {
    return file.device().curve();
  }

  /** What carries the bytes: {@code serial:/dev/pts/3}. */
  public String transport() {
    return transport;
  }

  /** The emulated board in this process, if the bench is one: for its truth and its figures. */
  public Optional<EmulatedBoard> emulated() {
    return Optional.ofNullable(emulated).map(board -> board.host().board());
  }

  /** Where the bars of the network are, one entry an array. */
  public List<BarMap> maps() {
    return bench instanceof MappedBench mapped
        ? mapped.maps()
        : board.description().shape().arrays().stream().map(BarMap::whole).toList();
  }

  /**
   * The lines of each array with the bars that the network is on: as the bench file says, or else
   * as the profile found them. Behind analog neurons a profile's are of no use.
   */
  public List<ArrayLines> lines() {
    List<BarMap> maps = maps();
    boolean found =
        file.lines().resistNothing() && profile.isPresent() && !bench.description().cascade();
    List<ArrayLines> lines = new ArrayList<>();
    for (int l = 0; l < maps.size(); l++) {
      lines.add(new ArrayLines(found ? profile.get().lines().get(l) : file.lines(), maps.get(l)));
    }
    return lines;
  }

  /** Whether lines are known to resist at all. */
  public boolean linesResist() {
    return !lines().stream().allMatch(array -> array.lines().resistNothing());
  }

  /** Where a cell of the network is on the board. */
  public Cell physical(Cell cell) {
    return maps().get(cell.array()).physical(cell);
  }

  /** What an emulated board in this process truly holds of the network. */
  public Optional<Memductances> trueMemductances() {
    return emulated().map(host -> new Memductances(logical(host.truth().memductances().arrays())));
  }

  /** The fluxes, or states, of the memristors of the network on an emulated board; else none. */
  public List<Matrix> trueStates() {
    return emulated().map(host -> logical(host.truth().fluxesVoltSeconds())).orElse(List.of());
  }

  private List<Matrix> logical(List<Matrix> physical) {
    List<BarMap> maps = maps();
    List<Matrix> arrays = new ArrayList<>();
    for (int l = 0; l < maps.size(); l++) {
      arrays.add(maps.get(l).logical(physical.get(l)));
    }
    return arrays;
  }

  /** The description of the emulated board in this process, if the bench is one. */
  public Optional<EmulatorFile> emulatorFile() {
    return Optional.ofNullable(emulated).map(Emulated::file);
  }

  /** The board with its ledger. */
  public LedgerBench booked() {
    return booked;
  }

  /** Safe first, then the line, then the plug of an emulated board; last the ledger is kept. */
  @Override
  public void close() {
    try {
      bench.close();
    } finally {
      plug.run();
      if (keeps(file)) {
        LedgerFile.of(board.description().boardId()).write(booked.ledger());
      }
    }
  }
}
