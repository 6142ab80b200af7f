package dev.fluxbar.bench.board;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramCheck;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.HostLink;
import dev.fluxbar.link.LinkCounts;
import dev.fluxbar.link.LinkException;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.ImageRefused;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Prover;
import dev.fluxbar.wire.ResultRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bench that is a board at the far end of a {@link HostLink}. One thread owns it. */
public final class BoardBench implements Bench {
  private static final Logger log = LoggerFactory.getLogger(BoardBench.class);

  private final HostLink link;
  private final BoardProfile board;
  private final Limits limits;
  private final HostMessage.Limits wireLimits;
  private final Optional<ErrorCode> clearedFault;
  private long nextJob;

  private BoardBench(
      HostLink link,
      BoardProfile board,
      Limits limits,
      HostMessage.Limits wireLimits,
      Optional<ErrorCode> clearedFault,
      long firstJob) {
    this.link = link;
    this.board = board;
    this.limits = limits;
    this.wireLimits = wireLimits;
    this.clearedFault = clearedFault;
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
   */
  public static BoardBench open(
      HostLink link, Activation hostNeurons, Limits wanted, long firstJob) {
    BoardMessage.Identity identity = link.connect();
    try {
      BoardProfile board = describe(link, identity, hostNeurons);
      Limits limits = board.within(wanted);
      HostMessage.Limits wireLimits = board.wireLimits(limits);
      setLimits(link, wireLimits);
      Optional<ErrorCode> cleared = clear(link, identity);
      log.info("Bench {} ({}): {}", identity.boardId(), identity.firmware(), board.description());
      return new BoardBench(link, board, limits, wireLimits, cleared, firstJob);
    } catch (RuntimeException e) {
      link.close();
      throw e;
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
          "board: id=%s, description refused: %s; check the board's firmware"
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
          "board: limits=%s, answer=%s; it did not take the limits, nothing will be driven"
              .formatted(wireLimits, answer));
    }
  }

  /** A fault of an earlier session is over once a person or program begins a new one. */
  private static Optional<ErrorCode> clear(HostLink link, BoardMessage.Identity identity) {
    ErrorCode fault = identity.fault();
    if (fault != ErrorCode.WATCHDOG
        && fault != ErrorCode.ABORTED
        && fault != ErrorCode.SESSION_LOST) {
      return fault == ErrorCode.NONE ? Optional.empty() : Optional.of(fault);
    }
    log.warn(
        "Board {} had gone safe: fault={}, job={}; cleared, read the cells before you write",
        identity.boardId(),
        fault,
        Long.toHexString(identity.faultJob()));
    link.send(new HostMessage.Clear(fault));
    link.receive(BoardMessage.Cleared.class);
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

  /** The fault of an earlier session that the board told when this one began, if there was one. */
  public Optional<ErrorCode> earlierFault() {
    return clearedFault;
  }

  /** What the link has seen. */
  public LinkCounts linkCounts() {
    return link.counts();
  }

  @Override
  public Recording run(Program program) {
    ProgramCheck.check(program, board.description(), limits);
    if (link.aborting()) {
      throw new JobFault(
          Fate.NOT_STARTED, 0, "bench: aborted; close it and open it again to go on", null);
    }
    CompiledProgram compiled =
        ProgramCompiler.compile(program, board.dacs(), board.description().tickSeconds());
    long job = nextJob++;
    try {
      send(job, compiled);
      return new Collection(job, compiled).await();
    } catch (LinkException e) {
      throw new JobFault(
          Fate.UNKNOWN,
          job,
          "%s (job %x: whether it ran is unknown)".formatted(e.getMessage(), job),
          e);
    }
  }

  private void send(long job, CompiledProgram compiled) {
    byte[] image = compiled.image().encode(board.geometry());
    HostMessage.Load load =
        new HostMessage.Load(
            job,
            image.length,
            compiled.image().operations().size(),
            compiled.image().patterns().size(),
            compiled.image().tables().size(),
            0);
    Prover.Proved proved = prove(image, load);
    link.send(load);
    int stretch = HostMessage.LoadData.LARGEST_BYTES;
    for (int at = 0; at < image.length; at += stretch) {
      byte[] bytes = Arrays.copyOfRange(image, at, Math.min(image.length, at + stretch));
      link.send(new HostMessage.LoadData(job, at, bytes));
    }
    link.send(new HostMessage.Verify(job, proved.proof()));
    link.send(new HostMessage.Arm(job));
    link.send(new HostMessage.Start(job));
  }

  private Prover.Proved prove(byte[] image, HostMessage.Load load) {
    try {
      return Prover.prove(image, load, board.rules(wireLimits));
    } catch (ImageRefused e) {
      throw new ProgramRefused(
          "%s, board=%s; the board cannot or may not do this"
              .formatted(e.getMessage(), board.description().boardId()));
    }
  }

  @Override
  public void abort() {
    link.abort();
  }

  @Override
  public void close() {
    link.close();
  }

  /** Takes a job's answers until its end. */
  private final class Collection {
    private final long job;
    private final CompiledProgram compiled;
    private final List<Sample> samples = new ArrayList<>();
    private BoardMessage.Refused firstRefusal =
        new BoardMessage.Refused(0, 0, ErrorCode.NONE, 0, 0);

    Collection(long job, CompiledProgram compiled) {
      this.job = job;
      this.compiled = compiled;
    }

    Recording await() {
      while (true) {
        BoardMessage message = link.receive();
        if (message instanceof BoardMessage.Results results) {
          results.records().forEach(this::record);
        } else if (message instanceof BoardMessage.Done done) {
          return ended(done);
        } else if (message instanceof BoardMessage.Refused refused) {
          refused(refused);
        } else if (message instanceof BoardMessage.Job known) {
          throw nonsense(known);
        } else {
          log.debug("{}", message);
        }
      }
    }

    private void record(ResultRecord record) {
      ResultRecord.At at = record.at();
      if (at.operation() >= compiled.stepOfOperation().size()
          || at.array() >= board.adcs().size()
          || at.range() >= board.adcs().get(at.array()).size()) {
        throw nonsense(record);
      }
      Adc adc = board.adcs().get(at.array()).get(at.range());
      int[] sums = record.sums();
      double[] amperes = new double[sums.length];
      long[] raw = new long[sums.length];
      for (int k = 0; k < sums.length; k++) {
        raw[k] = sums[k];
        amperes[k] = adc.amperes(sums[k], at.averages());
      }
      Sample.Place place =
          new Sample.Place(
              compiled.stepOfOperation().get((int) at.operation()),
              (int) at.turn(),
              at.instant() == 0 ? 0 : 1 << (at.instant() - 1),
              at.array(),
              at.firstRow(),
              at.averages());
      samples.add(
          new Sample(
              place,
              at.tick() * board.description().tickSeconds(),
              amperes,
              raw,
              record.saturated()));
    }

    private Recording ended(BoardMessage.Done done) {
      if (done.job() != job) {
        throw nonsense(done);
      }
      double seconds = done.ticks() * board.description().tickSeconds();
      if (done.state() != JobState.DONE) {
        throw new JobFault(
            Fate.ENDED_EARLY,
            job,
            "board: fault=%s, job=%x, operation=%d, bench-seconds=%s; it went safe, read the cells"
                    .formatted(done.fault(), job, done.operation(), seconds)
                + " again before you write",
            null);
      }
      link.send(new HostMessage.Release(job));
      return new Recording(seconds, Samples.joined(samples));
    }

    /** Everything after a refused message is refused too; START's answer is the last. */
    private void refused(BoardMessage.Refused refused) {
      if (firstRefusal.error() == ErrorCode.NONE) {
        firstRefusal = refused;
      }
      if (refused.messageType() == HostMessage.Start.TYPE) {
        throw new JobFault(
            Fate.NOT_STARTED,
            job,
            "board: refused=%s, job=%x, operation=%d, value=%d; nothing was driven, %s"
                .formatted(
                    firstRefusal.error(),
                    job,
                    firstRefusal.operation(),
                    firstRefusal.value(),
                    firstRefusal.error() == ErrorCode.LATCHED
                        ? "close the bench and open it again"
                        : "host and board do not agree on this program, report both versions"),
            null);
      }
    }

    private LinkException nonsense(Object message) {
      return new LinkException(
          LinkException.Kind.NONSENSE,
          "board: job=%x, unexpected=%s; check the board's firmware".formatted(job, message));
    }
  }
}
