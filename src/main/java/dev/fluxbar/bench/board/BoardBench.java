package dev.fluxbar.bench.board;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Conversion;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramCheck;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkCounts;
import dev.fluxbar.link.host.LinkException;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bench that is a board at the far end of a {@link HostLink}. One thread owns it. */
public final class BoardBench implements Bench {
  private static final Logger log = LoggerFactory.getLogger(BoardBench.class);

  private final HostLink link;
  private final long bootId;
  private final BoardProfile board;
  private final Limits limits;
  private final HostMessage.Limits wireLimits;
  private final Optional<ErrorCode> earlierFault;
  private long nextJob;

  private BoardBench(
      HostLink link,
      long bootId,
      BoardProfile board,
      Limits limits,
      HostMessage.Limits wireLimits,
      Optional<ErrorCode> earlierFault,
      long firstJob) {
    this.link = link;
    this.bootId = bootId;
    this.board = board;
    this.limits = limits;
    this.wireLimits = wireLimits;
    this.earlierFault = earlierFault;
    this.nextJob = firstJob;
  }

  /**
   * Connects {@code link}, learns what the board is and sets its limits.
   *
   * @param hostNeurons the neurons that the host computes where the board has none
   * @param wanted limits; where the board itself allows less, the board's hold
   * @param firstJob id of the first job, not 0; the following ones count up from it, and no id may
   *     come twice at one board
   * @throws BenchFault if nothing answers or the board says nonsense; the link is closed again
   * @throws IllegalArgumentException if a limit is less than the board can tell from nothing
   */
  public static BoardBench open(
      HostLink link, Activation hostNeurons, Limits wanted, long firstJob) {
    return open(link, hostNeurons, wanted, firstJob, board -> Optional.empty());
  }

  /**
   * As {@link #open(HostLink, Activation, Limits, long)}, with the errors of the board's channels
   * taken out of everything: gains of drivers go into codes, offsets and gains of inputs out of
   * currents; raw sums stay raw.
   *
   * @param profiles asked for the profile of the board that answered; what it throws ends the
   *     session before anything is driven
   * @throws IllegalArgumentException if the profile is of arrays of other sizes
   */
  public static BoardBench open(
      HostLink link,
      Activation hostNeurons,
      Limits wanted,
      long firstJob,
      Function<BenchDescription, Optional<AnalogProfile>> profiles) {
    if (firstJob == 0) {
      throw new IllegalArgumentException("bench: first-job=0; 0 is no job, choose another");
    }
    BoardMessage.Identity identity = link.connect();
    try {
      BoardProfile told = describe(link, identity, hostNeurons);
      BoardProfile board =
          profiles
              .apply(told.description())
              .map(profile -> told.calibrated(profile, wanted.driveVolts()))
              .orElse(told);
      Limits limits = board.within(wanted);
      HostMessage.Limits wireLimits = board.wireLimits(limits);
      link.watchdog(limits.watchdog());
      setLimits(link, wireLimits);
      Optional<ErrorCode> earlier = clear(link, identity);
      log.info("Bench {} ({}): {}", identity.boardId(), identity.firmware(), board.description());
      return new BoardBench(link, identity.bootId(), board, limits, wireLimits, earlier, firstJob);
    } catch (RuntimeException e) {
      closeAfter(e, link);
      throw e;
    }
  }

  private static void closeAfter(RuntimeException first, HostLink link) {
    try {
      link.close();
    } catch (RuntimeException later) {
      first.addSuppressed(later);
    }
  }

  private static BoardProfile describe(
      HostLink link, BoardMessage.Identity identity, Activation hostNeurons) {
    link.send(new HostMessage.Describe());
    BoardMessage.Description whole = link.receive(BoardMessage.Description.class);
    List<BoardMessage.Array> arrays = new ArrayList<>();
    for (int i = 0; i < whole.arrays(); i++) {
      arrays.add(link.receive(BoardMessage.Array.class));
    }
    try {
      return BoardProfile.of(identity, whole, arrays, hostNeurons);
    } catch (IllegalArgumentException e) {
      throw new BenchFault(
          "board: id=%s, description refused, %s; check the board's firmware"
              .formatted(identity.boardId(), e.getMessage()),
          e);
    }
  }

  private static void setLimits(HostLink link, HostMessage.Limits wireLimits) {
    link.send(wireLimits);
    BoardMessage answer = link.receive();
    byte[] sent = wireLimits.payload();
    long crc = FrameCodec.crc(sent, 0, sent.length);
    if (!(answer instanceof BoardMessage.LimitsSet set && set.crc() == crc)) {
      throw new BenchFault(
          "board: limits=%s, answer=%s; it did not take the limits and nothing will be driven,"
                  .formatted(wireLimits, answer)
              + " check the board's firmware");
    }
  }

  /**
   * A fault of an earlier session is over once a person or program begins a new one. But what is
   * wrong within a board stays latched: only turning it off and on helps.
   */
  private static Optional<ErrorCode> clear(HostLink link, BoardMessage.Identity identity) {
    ErrorCode fault = identity.fault();
    if (fault == ErrorCode.NONE) {
      return Optional.empty();
    }
    boolean cleared = fault != ErrorCode.INTERNAL && !link.aborting();
    log.info(
        "Board {} had gone safe: fault={}, job={}, cleared={}; read the cells before you write",
        identity.boardId(),
        fault,
        Long.toHexString(identity.faultJob()),
        cleared);
    if (cleared) {
      link.send(new HostMessage.Clear(fault));
      link.receive(BoardMessage.Cleared.class);
    }
    return Optional.of(fault);
  }

  @Override
  public BenchDescription description() {
    return board.description();
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public boolean streamsTables() {
    return board.streamsTables();
  }

  @Override
  public Optional<Conversion> conversion() {
    return Optional.of(Conversion.of(board.description(), board.inputs()));
  }

  /** The fault of an earlier session that the board told when this one began, if there was one. */
  public Optional<ErrorCode> earlierFault() {
    return earlierFault;
  }

  /** What the link has seen. Any thread may ask. */
  public LinkCounts linkCounts() {
    return link.counts();
  }

  @Override
  public Recording run(Program program) {
    ProgramCheck.check(program, board.description(), limits);
    long job = nextJob;
    BoardJob prepared = BoardJob.of(job, program, board, wireLimits);
    checkReady(job);
    nextJob = job == -1 ? 1 : job + 1; // 0 is no job
    try {
      link.send(prepared.messages());
      return new JobCollection(link, board, prepared, limits.currents().rowAmperes()).await();
    } catch (LinkException e) {
      throw new JobFault(
          Fate.UNKNOWN,
          job,
          "%s (job %x: whether it ran is unknown)".formatted(e.getMessage(), job),
          e);
    }
  }

  /**
   * Asks what became of a job of an earlier session. A board that has not booted since and does not
   * know the job has never started it: its ledger reaches 64 jobs back, and sessions forget what
   * was only loaded.
   *
   * @param bootIdThen the board's boot id in that session
   * @throws LinkException if the link broke
   */
  Fate fateOf(long job, long bootIdThen) {
    link.send(new HostMessage.Query(job));
    BoardMessage.Job answer = link.receive(BoardMessage.Job.class);
    if (answer.job() != job) {
      throw link.nonsense("asked=%x, unexpected=%s".formatted(job, answer));
    }
    return switch (answer.state()) {
      case DONE -> Fate.DONE;
      case FAULTED -> Fate.ENDED_EARLY;
      case UNKNOWN -> bootId == bootIdThen ? Fate.NOT_STARTED : Fate.UNKNOWN;
      // A new session ends what runs and forgets what is loaded.
      case LOADING, VERIFIED, ARMED, RUNNING ->
          throw link.nonsense("earlier-session=true, unexpected=%s".formatted(answer));
    };
  }

  /** Random at each of the board's power-ups. */
  long bootId() {
    return bootId;
  }

  /** Whether {@link #abort} was called. */
  boolean aborting() {
    return link.aborting();
  }

  /** Nothing is sent where it is known that nothing may run. */
  private void checkReady(long job) {
    if (link.aborting()) {
      throw notStarted(job, "bench: aborted=true; close it and open it again to go on", null);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw notStarted(job, "bench: interrupted=true; nothing was driven, close the bench", null);
    }
    link.broken()
        .ifPresent(
            broken -> {
              String what = "%s (nothing was sent since then)".formatted(broken.getMessage());
              throw notStarted(job, what, broken);
            });
  }

  private static JobFault notStarted(long job, String message, @Nullable LinkException cause) {
    return new JobFault(Fate.NOT_STARTED, job, message, cause);
  }

  @Override
  public void abort() {
    link.abort();
  }

  @Override
  public void close() {
    link.close();
  }
}
