package dev.fluxbar.app.wiring;

import dev.fluxbar.algorithm.ArrayLines;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.DeviceModel;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.runs.DataFolder;
import dev.fluxbar.app.runs.LedgerFile;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.Attendant;
import dev.fluxbar.bench.AttendedBench;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.bench.MappedBench;
import dev.fluxbar.calibration.CalibrationSettings;
import dev.fluxbar.calibration.DeviceSettings;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.journal.JournaledBench;
import dev.fluxbar.journal.RunReader;
import dev.fluxbar.link.host.LinkCounts;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.wire.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A bench that is open, with what the configuration says of it. */
public final class OpenBench implements AutoCloseable {

  private final BenchFile file;
  private final FarEnd far;
  private final boolean ownsFar;
  private final Path data;
  private final Apparatus apparatus;
  private final JournaledBench journaled;
  private final AttendedBench attended;
  private final LedgerBench booked;
  private final Bench bench;
  private final RunJournal journal;

  private OpenBench(
      BenchFile file,
      FarEnd far,
      boolean ownsFar,
      Path data,
      Apparatus apparatus,
      Optional<FluxLedger> ledger) {
    this.file = file;
    this.far = far;
    this.ownsFar = ownsFar;
    this.data = data;
    this.apparatus = apparatus;
    this.journaled = new JournaledBench(apparatus.bench(), RunJournal::fate);
    this.attended = new AttendedBench(journaled);
    Optional<LedgerFile> kept = ledgerFile(far, apparatus);
    this.booked = new LedgerBench(attended, ledger.orElseGet(() -> kept(kept, apparatus)));
    this.bench = mapped(file, booked);
    this.journal =
        new RunJournal(
            journaled,
            apparatus.lasts(),
            kept,
            () -> BenchDocument.of(file, apparatus, booked.ledger()));
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
    FarEnd far = FarEnd.turnOn(file, board, line, seed);
    try {
      return open(file, far, true, DataFolder.current(), reconnection);
    } catch (RuntimeException e) {
      far.close();
      throw e;
    }
  }

  /**
   * A bench that answers from a journal what it said then; nothing is opened.
   *
   * @param document the journal's own note of it
   * @param log the journal
   * @throws dev.fluxbar.journal.JournalFault if it cannot be read
   */
  public static OpenBench replay(BenchDocument document, Path log) {
    RunReader programs = RunReader.open(log, note -> false);
    try {
      return new OpenBench(
          document.file(),
          new FarEnd.Journal(),
          false,
          DataFolder.current(),
          new ReplayApparatus(document, programs),
          Optional.of(document.ledger()));
    } catch (RuntimeException e) {
      programs.close();
      throw e;
    }
  }

  /** As the other one, with profiles in the user's data folder. */
  public static OpenBench open(BenchFile file, FarEnd far, Reconnection reconnection) {
    return open(file, far, DataFolder.current(), reconnection);
  }

  /**
   * Opens a bench whose far end is on and stays on.
   *
   * @param far not owned
   * @param data where profiles are kept that are found here
   * @throws BadInput if the configuration does not fit the board
   * @throws dev.fluxbar.fault.BenchFault if no board answers
   */
  public static OpenBench open(BenchFile file, FarEnd far, Path data, Reconnection reconnection) {
    return open(file, far, false, data, reconnection);
  }

  private static OpenBench open(
      BenchFile file, FarEnd far, boolean ownsFar, Path data, Reconnection reconnection) {
    Apparatus apparatus = apparatus(file, far, reconnection);
    try {
      return new OpenBench(file, far, ownsFar, data, apparatus, Optional.empty());
    } catch (RuntimeException e) {
      apparatus.bench().close();
      throw e;
    }
  }

  /**
   * The same bench in a new session, after it was aborted or lost; closes this one first. Its books
   * go on.
   *
   * @param next what the configuration says, perhaps with another profile
   * @param reconnection what is done when the board is lost again
   * @throws dev.fluxbar.fault.BenchFault if no board answers, or another one than before
   */
  public OpenBench anew(BenchFile next, Reconnection reconnection) {
    if (ownsFar) {
      throw new IllegalStateException("bench: far-end=owned; what it names ends with its bench");
    }
    NetworkShape shape = board().description().shape();
    String id = board().description().boardId();
    close();
    Apparatus opened = apparatus(next, far, reconnection);
    try {
      String answers = opened.bench().description().boardId();
      if (!answers.equals(id) || !opened.bench().description().shape().equals(shape)) {
        throw new BenchFault(
            "bench: board=%s, was=%s; another board answers, put back the one before"
                .formatted(answers, id));
      }
      return new OpenBench(next, far, false, data, opened, Optional.of(booked.ledger()));
    } catch (RuntimeException e) {
      opened.bench().close();
      throw e;
    }
  }

  private static Apparatus apparatus(BenchFile file, FarEnd far, Reconnection reconnection) {
    if (far instanceof FarEnd.Real real) {
      real.ownership().renew();
    }
    if (OpenMenaApparatus.is(file.bench(), far)) {
      return OpenMenaApparatus.open(file, far);
    }
    if (GpioApparatus.is(file.bench(), far)) {
      return GpioApparatus.open(file, far);
    }
    return WireApparatus.open(file, far, reconnection);
  }

  /**
   * Writes down from here on what is done, before it is done.
   *
   * @param log the file of the journal
   * @param request what was asked, as JSON
   */
  public void journal(Path log, String request) {
    journal.begin(log, request);
    booked.beginEnergy();
  }

  /** How many programs a bench that answers from a journal was asked for; of others 0. */
  public int replayed() {
    return apparatus instanceof ReplayApparatus replay ? replay.bench().replayed() : 0;
  }

  /** The ledger of the board: a real one's was kept when it was last let go of. */
  private static FluxLedger kept(Optional<LedgerFile> ledger, Apparatus apparatus) {
    BenchDescription board = apparatus.bench().description();
    return ledger
        .map(file -> LostBooks.read(file, board))
        .orElseGet(() -> new FluxLedger(board.shape()));
  }

  /** Where it is kept; an emulated board in this process has none, as its cells end with it. */
  private static Optional<LedgerFile> ledgerFile(FarEnd far, Apparatus apparatus) {
    return far instanceof FarEnd.Real real
        ? Optional.of(
            LedgerFile.in(real.ownership().home(), apparatus.bench().description().boardId()))
        : Optional.empty();
  }

  /** From here on this one stands beside it. */
  public void attend(Attendant attendant) {
    attended.attend(attendant);
  }

  /**
   * Goes on in the log of a run that was begun before, without a record that was not finished.
   *
   * @param history what it holds
   * @param request what was asked, as JSON; written where the log does not have it yet
   */
  public void continueJournal(Path log, RunReader.Sum history, String request) {
    journal.resume(log, history, request);
    booked.beginEnergy();
  }

  /** Of how many programs of the last run nobody knows whether they ran. */
  public long unknownPrograms() {
    return journaled.unknown();
  }

  /** Writes into the run's log, if it has one; on the disk when this returns. */
  public void note(String name, String json) {
    journal.note(name, json);
  }

  /** A run has ended: its journal is closed and the ledger kept; the bench stays open. */
  public void runEnded() {
    journal.end(booked.ledger());
  }

  /** The network of a bench file on its bars. */
  private static Bench mapped(BenchFile file, LedgerBench board) {
    if (file.bars().isEmpty()) {
      return board;
    }
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
  }

  /** The network on its bars. */
  public Bench bench() {
    return bench;
  }

  /** The board with all its bars. */
  public Bench board() {
    return apparatus.bench();
  }

  /** The fault of an earlier session that the board told when this one began. */
  public Optional<ErrorCode> earlierFault() {
    return apparatus.earlierFault();
  }

  /**
   * What the links to the board have seen since this was opened; empty of a bench that does not
   * speak the wire protocol. Any thread may ask, also while a program runs.
   */
  public Optional<LinkCounts> linkCounts() {
    return apparatus.linkCounts();
  }

  /** How often the board was lost and found again. Any thread may ask. */
  public long timesReopened() {
    return apparatus.timesReopened();
  }

  /** The profile that is applied, if one is. */
  public Optional<ProfileFile> profile() {
    return apparatus.profile();
  }

  /** Where the profile of this board is kept if nobody names another place; it may not be there. */
  public Path keptProfile() {
    String id = board().description().boardId().replaceAll("[^A-Za-z0-9-]", "_");
    return data.resolve("profiles").resolve(id + ".json");
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
    return apparatus.transport();
  }

  /** The emulated board in this process, if the bench is one: for its truth and its figures. */
  public Optional<EmulatedBoard> emulated() {
    return apparatus instanceof WireApparatus wire ? wire.emulated() : Optional.empty();
  }

  /** What really is on the board, where it is emulated in this process. */
  public Optional<BoardTruth> truth() {
    return apparatus.truth();
  }

  /** Where the bars of the network are, one entry an array. */
  public List<BarMap> maps() {
    return bench instanceof MappedBench mapped
        ? mapped.maps()
        : board().description().shape().arrays().stream().map(BarMap::whole).toList();
  }

  /**
   * The lines of each array with the bars that the network is on: as the bench file says, or else
   * as the profile found them. Behind analog neurons a profile's are of no use.
   */
  public List<ArrayLines> lines() {
    List<BarMap> maps = maps();
    boolean found =
        file.lines().resistNothing() && profile().isPresent() && !bench.description().cascade();
    List<ArrayLines> lines = new ArrayList<>();
    for (int l = 0; l < maps.size(); l++) {
      lines.add(new ArrayLines(found ? profile().get().lines().get(l) : file.lines(), maps.get(l)));
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
    return truth().map(truth -> new Memductances(logical(truth.memductances().arrays())));
  }

  /** The fluxes, or states, of the memristors of the network on an emulated board; else none. */
  public List<Matrix> trueStates() {
    return truth().map(truth -> logical(truth.fluxesVoltSeconds())).orElse(List.of());
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
    return apparatus instanceof WireApparatus wire ? wire.emulatorFile() : Optional.empty();
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
      if (ownsFar) {
        far.close();
      }
      runEnded();
    }
  }
}
