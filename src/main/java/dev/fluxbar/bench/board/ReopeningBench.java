package dev.fluxbar.bench.board;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Exposure;
import dev.fluxbar.bench.ForwardingBench;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.bench.UnreadCells;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.LinkCounts;
import dev.fluxbar.link.host.LinkException;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.transport.TransportException;
import dev.fluxbar.wire.ErrorCode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A board that may be lost and comes back: when the line breaks or the board reboots, a new session
 * is begun and the board is asked what became of the job. One that was never started is sent again
 * under a new id; so is one that ran to its end and drove block signals alone, since it moved
 * nothing. Of any other the caller hears with {@link ProgramLost}, and until block signals have
 * sampled the cells that it could have driven, a program that pulses one of them is refused.
 *
 * <p>One thread owns it; {@link #abort} may come from any thread and ends the wait for a board.
 */
public final class ReopeningBench extends ForwardingBench {
  private static final Logger log = LoggerFactory.getLogger(ReopeningBench.class);

  /** So many programs are lost one after the other before the bench is given up. Chosen. */
  private static final int MOST_IN_A_ROW = 16;

  private final BenchDoor door;
  private final Patience patience;
  private final BenchWatcher watcher;
  private final UnreadCells unread = new UnreadCells();
  private volatile BoardBench current;
  private int lostInARow;
  private @Nullable JobFault givenUp;

  /** Guards what follows, and that it fits {@link #current}: counts never run backwards. */
  private final Object counting = new Object();

  private LinkCounts earlier = LinkCounts.NONE;
  private long timesReopened;

  private ReopeningBench(
      BoardBench first, BenchDoor door, Patience patience, BenchWatcher watcher) {
    this.current = first;
    this.door = door;
    this.patience = patience;
    this.watcher = watcher;
  }

  /**
   * Opens the board for the first time, at once or not at all.
   *
   * @throws BenchFault if it cannot be reached
   */
  public static ReopeningBench open(BenchDoor door, Patience patience, BenchWatcher watcher) {
    return new ReopeningBench(door.open(), door, patience, watcher);
  }

  @Override
  protected BoardBench inner() {
    return current;
  }

  /** The fault of an earlier session that the board told when the present one began. */
  public Optional<ErrorCode> earlierFault() {
    return current.earlierFault();
  }

  /** What the links to the board have seen, all together. Any thread may ask. */
  public LinkCounts linkCounts() {
    synchronized (counting) {
      return earlier.plus(current.linkCounts());
    }
  }

  /** How often the board was lost and found again. Any thread may ask. */
  public long timesReopened() {
    synchronized (counting) {
      return timesReopened;
    }
  }

  /** Cells that nobody has read since a program was lost that could have driven them; a copy. */
  public Set<Cell> unread() {
    return unread.cells();
  }

  /**
   * As {@link Bench#run}.
   *
   * @throws ProgramLost if the board was lost and is there again, and the program may have run
   * @throws dev.fluxbar.bench.ProgramRefused also if it pulses a cell that must be read first
   */
  @Override
  public Recording run(Program program) {
    unread.check(program, description().shape());
    while (true) {
      JobFault gone = givenUp;
      if (gone != null) {
        throw new BenchFault(
            "bench: given-up=true; open it again and read the cells before you write", gone);
      }
      try {
        Recording recording = current.run(program);
        lostInARow = 0;
        unread.ran(program, description().shape());
        return recording;
      } catch (JobFault lost) {
        Fate fate = recover(lost);
        if (fate != Fate.NOT_STARTED) {
          Exposure exposure = exposure(program);
          if (fate != Fate.DONE || !exposure.pulsed().isEmpty()) {
            throw lost(lost, fate, exposure);
          }
        }
      }
    }
  }

  private Exposure exposure(Program program) {
    return Exposure.of(program, description().shape());
  }

  private ProgramLost lost(JobFault lost, Fate fate, Exposure exposure) {
    unread.add(exposure.driven());
    return new ProgramLost(
        "bench: job=%x, fate=%s, cells=%d; read these cells before you write to them"
            .formatted(lost.job(), fate, exposure.driven().size()),
        fate == Fate.DONE,
        exposure.driven(),
        lost);
  }

  /** Opens the board again and says what became of the job, or throws {@code lost}. */
  private Fate recover(JobFault lost) {
    if (!patience.any() || !mendable(lost) || ending()) {
      throw lost;
    }
    lostInARow++;
    watcher.lost(lost);
    BoardBench before = current;
    BenchDescription same = before.description();
    letGo(before);
    Patience.Wait wait = patience.begin();
    while (lostInARow <= MOST_IN_A_ROW) {
      try {
        Fate fate = reopened(lost, same, before.bootId());
        watcher.found(lost.job(), fate);
        return fate;
      } catch (BenchFault e) {
        if (!passing(e) || ending() || !wait.again()) {
          lost.addSuppressed(e);
          break;
        }
      }
    }
    givenUp = lost;
    throw lost;
  }

  private Fate reopened(JobFault lost, BenchDescription same, long bootIdThen) {
    BoardBench next = door.open();
    try {
      if (!next.description().equals(same)) {
        throw new BenchFault(
            "bench: board=%s, was=%s; another board answers, put back the one before"
                .formatted(next.description().boardId(), same.boardId()));
      }
      // What the board or this host has said of the job already need not be asked.
      Fate fate = lost.fate() == Fate.UNKNOWN ? next.fateOf(lost.job(), bootIdThen) : lost.fate();
      replace(next);
      if (patience.ended()) {
        next.abort(); // it came while the bench was being opened
      }
      return fate;
    } catch (RuntimeException e) {
      letGo(next);
      throw e;
    }
  }

  private void replace(BoardBench next) {
    synchronized (counting) {
      earlier = earlier.plus(current.linkCounts());
      timesReopened++;
      current = next;
    }
  }

  /** A bench that is lost is let go; what fails then has failed already. */
  private static void letGo(BoardBench bench) {
    try {
      bench.close();
    } catch (TransportException e) {
      log.debug("A lost line did not close", e);
    }
  }

  private boolean ending() {
    return patience.ended() || current.aborting() || Thread.currentThread().isInterrupted();
  }

  /** Whether it was the line, its host or the board's power; not the program, and not a person. */
  private static boolean mendable(JobFault lost) {
    return lost.getCause() instanceof LinkException broken
        ? broken.kind() == LinkException.Kind.REBOOTED || passing(broken)
        : lost.boardFault() == ErrorCode.WATCHDOG || lost.boardFault() == ErrorCode.STARVED;
  }

  /**
   * Whether it may be over the next time. A session that was ended by another host is not: two of
   * them would take the board from each other without end.
   */
  private static boolean passing(BenchFault fault) {
    if (fault instanceof LinkException link) {
      return switch (link.kind()) {
        case SILENT, GARBAGE, GONE, REBOOTED -> true;
        case FOREIGN, SESSION_LOST, NONSENSE, ABORTED, INTERRUPTED -> false;
      };
    }
    return fault instanceof TransportException;
  }

  @Override
  public void abort() {
    patience.end();
    current.abort();
  }
}
