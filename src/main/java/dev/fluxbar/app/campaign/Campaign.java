package dev.fluxbar.app.campaign;

import dev.fluxbar.app.Audience;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.bench.board.BenchWatcher;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.bench.board.JobFault;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.bench.board.Patience;
import dev.fluxbar.bench.board.ReopeningBench;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Recording;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Fires random pulses at a board over lines that lose, change, repeat, reorder, delay and cut bytes
 * and break, and a board that loses its power, and after each program compares what the host
 * believes of every cell with what the board counted: no pulse fired twice, none lost in silence.
 *
 * <p>A program that is known to have run counts whole. Of one that may have run in part the board's
 * count is taken where the beginning of the program explains it, and nothing is driven before the
 * cells have been measured and agree. One use each; one thread.
 */
public final class Campaign {

  /** A lossy line is no reason to give a board up; that it is there again at once is known. */
  private static final LinkTimes TIMES =
      new LinkTimes(
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(10));

  private static final Limits LIMITS = new Limits(4, 10, 10_000, 100_000, Duration.ofMillis(100));
  private static final Duration LONGEST_LOSS = Duration.ofSeconds(60);
  private static final double READINGS = 0.1;
  private static final int MOST_CELLS_A_READING = 64;
  private static final int MOST_CELLS = 1 << 12;

  private final BoardUnderTest board;
  private final CampaignSettings settings;
  private final FaultyLines lines;
  private final SplittableRandom sabotage;
  private final SplittableRandom sessions;
  private final SplittableRandom programsDrawn;
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private long pulses;
  private long programs;
  private long readings;
  private long streamed;
  private long readAgain;

  /**
   * @param board not owned; nobody else may drive it
   */
  public Campaign(BoardUnderTest board, CampaignSettings settings) {
    this.board = board;
    this.settings = settings;
    // Of their own each: how often one is asked must not change what another draws.
    SplittableRandom seeds = new SplittableRandom(settings.seed());
    this.programsDrawn = seeds.split();
    this.sabotage = seeds.split();
    this.sessions = seeds.split();
    this.lines = new FaultyLines(board, settings.rate(), seeds.split());
  }

  /**
   * Runs until so many pulses have fired, or books and board differ.
   *
   * @throws dev.fluxbar.fault.BenchFault if the board was lost for good
   */
  public CampaignResult run(Audience audience) {
    long start = System.nanoTime();
    try (ReopeningBench bench =
            ReopeningBench.open(this::open, Patience.withoutPauses(LONGEST_LOSS), new FateCount());
        Audience.Meter meter = audience.meter("faults", settings.pulses())) {
      if (bench.description().shape().cells() > MOST_CELLS) {
        throw new IllegalArgumentException(
            "campaign: cells=%d, most=%d; take a smaller board"
                .formatted(bench.description().shape().cells(), MOST_CELLS));
      }
      CellOrder cells = new CellOrder(bench.description().shape());
      Books books = new Books(cells, board, bench.description());
      Optional<Violation> violation = campaign(bench, cells, books, meter);
      if (violation.isEmpty()) {
        bench.close();
        // What was still under way on the line must not fire now.
        violation = books.enter(programs, new Dosage(List.of(), 1));
      }
      return result(bench, (System.nanoTime() - start) / 1e9, violation);
    }
  }

  private BoardBench open() {
    HostLink link =
        new HostLink(lines.next(), 1 + sessions.nextInt(0xffff), NanoClock.system(), TIMES);
    // The upper half is this session's own, so that no job id ever comes twice at one board.
    long firstJob = ((long) sessions.nextInt(1, Integer.MAX_VALUE) << 32) + 1;
    return BoardBench.open(link, board.activation(), LIMITS, firstJob);
  }

  private Optional<Violation> campaign(
      ReopeningBench bench, CellOrder cells, Books books, Audience.Meter meter) {
    JobDraw draw =
        new JobDraw(
            cells,
            bench.description(),
            bench.streamsTables(),
            books,
            settings.pulsesAJob(),
            programsDrawn);
    ReadingDraw blocks =
        new ReadingDraw(cells, bench.description(), books, draw, board.device().maxSiemens());
    List<Cell> unread = List.of();
    while (pulses < settings.pulses() || !unread.isEmpty()) {
      DrawnJob job;
      if (!unread.isEmpty()) {
        job = blocks.each(unread);
      } else {
        job = draw.draws(READINGS) ? blocks.any() : draw.pulses();
      }
      Optional<Violation> violation = carryOut(bench, job, books, blocks, unread.size());
      if (violation.isPresent()) {
        return violation;
      }
      unread = bench.unread().stream().limit(MOST_CELLS_A_READING).toList();
      meter.at(
          Math.min(pulses, settings.pulses()),
          "program %,d, %d disconnects, %d reboots"
              .formatted(programs, lines.disconnects(), lines.reboots()));
    }
    return Optional.empty();
  }

  private Optional<Violation> carryOut(
      ReopeningBench bench, DrawnJob job, Books books, ReadingDraw blocks, int again) {
    long number = programs++;
    readings += job.shots().isEmpty() ? 0 : 1;
    streamed += job.program().tables().size() > JobDraw.MOST_TABLES ? 1 : 0;
    sabotage(job);
    try {
      Recording recording = bench.run(job.program());
      pulses += job.pulses();
      if (recording.samples().size() != job.samples()) {
        throw new IllegalStateException(
            "campaign: seed=%d, program=%d, samples=%d, expected=%d; a recording lost some"
                .formatted(settings.seed(), number, recording.samples().size(), job.samples()));
      }
      Optional<Violation> violation = books.enter(number, job.dosage());
      if (violation.isEmpty()) {
        violation = blocks.check(number, job, recording);
        readAgain += again;
      }
      return violation;
    } catch (ProgramLost lost) {
      pulses += lost.everythingFired() ? job.pulses() : 0;
      return lost.everythingFired()
          ? books.enter(number, job.dosage())
          : books.enterPart(number, job.dosage());
    }
  }

  /** Sometimes something breaks somewhere on the way of the program and its answers. */
  private void sabotage(DrawnJob job) {
    double drawn = sabotage.nextDouble();
    long after = sabotage.nextLong(job.bytes() + ANSWER_BYTES);
    if (drawn < settings.disconnectRate()) {
      lines.disconnectAfter(after);
    } else if (drawn < settings.disconnectRate() + settings.rebootRate()) {
      lines.rebootAfter(after);
    }
  }

  /** VERIFIED to DONE, and as much again of acknowledgements. */
  private static final long ANSWER_BYTES = 500;

  private CampaignResult result(
      ReopeningBench bench, double seconds, Optional<Violation> violation) {
    return new CampaignResult(
        settings,
        pulses,
        programs,
        readings,
        streamed,
        lines.disconnects(),
        lines.reboots(),
        fates,
        readAgain,
        bench.linkCounts(),
        lines.counts(),
        seconds,
        violation);
  }

  private final class FateCount implements BenchWatcher {
    @Override
    public void lost(JobFault fault) {}

    @Override
    public void found(long job, Fate fate) {
      fates.merge(fate, 1L, Long::sum);
    }
  }
}
