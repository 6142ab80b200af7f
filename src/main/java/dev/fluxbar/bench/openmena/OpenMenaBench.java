package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Exposure;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramCheck;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.bench.UnreadCells;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.transport.ByteTransport;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bench that is an OpenMENA board with its published sketch: 8 x 8 cells, plateaus of 0.9 s, no
 * checksum on anything it says. So every measurement is taken twice and must agree, and a pulse is
 * fired once. One thread owns it.
 */
public final class OpenMenaBench implements Bench {
  private static final Logger log = LoggerFactory.getLogger(OpenMenaBench.class);

  /**
   * What a bench file says of a board.
   *
   * @param boardId what people call it; it has no name of its own
   * @param neurons that the host computes
   * @param inputs what a count is worth
   * @param offsets of the drivers, by a meter
   * @param limits what no program may exceed
   */
  public record Setup(
      String boardId,
      Activation neurons,
      MenaInputs inputs,
      DriverOffsets offsets,
      Limits limits) {}

  /** So often a program without pulses is run when doubt came up within it. Chosen. */
  private static final int TAKEN = 4;

  private final MenaPort port;
  private final MenaDialogue dialogue;
  private final MenaMeter meter;
  private final MenaChannels channels;
  private final Setup setup;
  private final UnreadCells unread = new UnreadCells();

  /** An altered command may have left flux on any cell; not told to anybody yet. */
  private final Set<Cell> doubted = new TreeSet<>();

  private volatile boolean aborted;
  private boolean closed;

  private OpenMenaBench(
      MenaPort port, MenaDialogue dialogue, MenaMeter meter, MenaChannels channels, Setup setup) {
    this.port = port;
    this.dialogue = dialogue;
    this.meter = meter;
    this.channels = channels;
    this.setup = setup;
  }

  /**
   * Opens the line, waits for the board, puts its drivers to virtual ground and listens to the
   * noise of its inputs.
   *
   * @param line owned from here on
   * @param firstNumber of the echoes that tell old replies from new ones; random
   * @param profiles asked for the profile of the board; what it throws ends the session
   * @throws dev.fluxbar.fault.BenchFault if no board answers
   */
  public static OpenMenaBench open(
      ByteTransport line,
      MenaTimes times,
      Setup setup,
      long firstNumber,
      Function<BenchDescription, Optional<AnalogProfile>> profiles) {
    MenaChannels channels =
        MenaChannels.of(
            setup.boardId(),
            setup.neurons(),
            setup.inputs(),
            setup.offsets(),
            setup.limits().driveVolts(),
            profiles);
    MenaPort port = new MenaPort(line, times, System::nanoTime);
    try {
      port.open();
      MenaDialogue dialogue = new MenaDialogue(port, firstNumber);
      dialogue.awaitStart();
      dialogue.ground();
      MenaMeter meter = new MenaMeter(dialogue, channels.drivers());
      meter.listen();
      meter.vectorsSince();
      log.info("Bench {} at {}: {}", setup.boardId(), port.name(), channels.description());
      return new OpenMenaBench(port, dialogue, meter, channels, setup);
    } catch (RuntimeException e) {
      port.close();
      throw e;
    }
  }

  @Override
  public BenchDescription description() {
    return channels.description();
  }

  @Override
  public Limits limits() {
    return setup.limits();
  }

  /** Never: the board closes every switch to read. */
  @Override
  public boolean opensWhileReading() {
    return false;
  }

  /** Never. */
  @Override
  public boolean samplesPulses() {
    return false;
  }

  /** What two measurements may differ by: no number that is returned is further off unseen. */
  public Agreement agreement() {
    return meter.agreement();
  }

  /** Cells that must be read before a pulse; a copy. */
  public Set<Cell> unread() {
    return unread.cells();
  }

  /**
   * As {@link Bench#run}. A measurement that is damaged on the line is repeated; a pulse never,
   * unless the board says itself that it did not fire.
   *
   * @throws ProgramLost if a pulse may have fired and nobody knows, or an altered command may have
   *     moved what a pulse is meant for; the bench is there
   * @throws MenaFault if the board is not
   */
  @Override
  public Recording run(Program program) {
    ProgramCheck.check(program, description(), limits());
    ProgramWalk.through(program, shape(), new MenaCheck());
    unread.check(program, description().shape());
    checkReady();
    Exposure exposure = Exposure.of(program, description().shape());
    checkUndoubted(exposure);
    for (int taken = 1; ; taken++) {
      Recording recording = once(program, exposure);
      if (!meter.doubtfulSince()) {
        unread.ran(program, description().shape());
        doubted.removeAll(exposure.sampled());
        return recording;
      }
      doubted.addAll(allCells());
      log.warn(
          "Bench {}: a command may have come altered and moved cells; read them before you write",
          setup.boardId());
      // What was measured before cells may have moved is measured again; a pulse is not.
      if (!exposure.pulsed().isEmpty() || taken == TAKEN) {
        return recording;
      }
    }
  }

  private Recording once(Program program, Exposure exposure) {
    ProgramRun run =
        new ProgramRun(
            dialogue, meter, setup.inputs(), channels.drivers(), channels.rows(), limits());
    try {
      ProgramWalk.through(program, shape(), run);
    } catch (MenaFault e) {
      throw ended(e, exposure, run.fired());
    }
    return run.recording();
  }

  private ArrayShape shape() {
    return description().shape().array(0);
  }

  private void checkReady() {
    if (aborted || closed) {
      throw new MenaFault(
          MenaFault.Kind.ABORTED,
          "openmena: port=%s, aborted=true; close it and open it again to go on"
              .formatted(port.name()));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new MenaFault(
          MenaFault.Kind.ABORTED,
          "openmena: port=%s, interrupted=true; nothing was driven, close the bench"
              .formatted(port.name()));
    }
  }

  /** Nothing is written on top of what nobody knows: the writer is told to read first. */
  private void checkUndoubted(Exposure exposure) {
    Set<Cell> cells = exposure.pulsed();
    cells.retainAll(doubted);
    if (!cells.isEmpty()) {
      Set<Cell> all = new TreeSet<>(doubted);
      doubted.clear();
      unread.add(all);
      String what =
          "openmena: doubted-cells=%d; a command was altered on the line and may have moved them, read them before you write"
              .formatted(all.size());
      throw new ProgramLost(what, false, all, new MenaFault(MenaFault.Kind.DISAGREES, what));
    }
  }

  private static Set<Cell> allCells() {
    Set<Cell> all = new TreeSet<>();
    for (int k = 0; k < Sketch.LINES; k++) {
      for (int j = 0; j < Sketch.LINES; j++) {
        all.add(new Cell(0, k, j));
      }
    }
    return all;
  }

  /** Goes safe; a lost pulse on a board that is still there is known by its cells. */
  private RuntimeException ended(MenaFault e, Exposure exposure, boolean fired) {
    Set<Cell> moved = fired ? exposure.driven() : new TreeSet<>();
    if (meter.doubtfulSince()) {
      moved = allCells();
    }
    unread.add(moved);
    if (aborted || !e.passing()) {
      return e;
    }
    try {
      dialogue.ground();
    } catch (MenaFault gone) {
      e.addSuppressed(gone);
      return e;
    }
    boolean lost = fired && e.kind() != MenaFault.Kind.REFUSED;
    return lost ? new ProgramLost(String.valueOf(e.getMessage()), false, moved, e) : e;
  }

  /** Ends the program that runs; the board itself ends what it was told within seconds. */
  @Override
  public void abort() {
    aborted = true;
    port.interrupt();
  }

  /** Waits for the board to end what it does, puts its drivers to virtual ground, lets go. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted();
    try {
      port.listenAgain();
      dialogue.ground();
    } finally {
      port.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
