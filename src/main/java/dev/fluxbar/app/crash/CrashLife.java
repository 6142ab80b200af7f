package dev.fluxbar.app.crash;

import dev.fluxbar.app.campaign.RunBooks;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.sequence.StepNotes;
import dev.fluxbar.app.wiring.RunJournal;
import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.Attendant;
import dev.fluxbar.bench.AttendedBench;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.journal.Entry;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.JournalFault;
import dev.fluxbar.journal.JournaledBench;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkException;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a host: opens the board, reads the log, measures every cell if nobody knows what a
 * program has done, and does the steps whose notes are missing.
 */
final class CrashLife {
  private static final Logger log = LoggerFactory.getLogger(CrashLife.class);

  private static final Limits LIMITS = new Limits(4, 10, 10_000, 100_000, Duration.ofMillis(100));

  /** That a board in this process is there again at once is known. */
  private static final LinkTimes TIMES =
      new LinkTimes(
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(10));

  /** A note: how many programs stood in the log when every cell had been read. */
  private static final String CELLS_READ = "cells-read";

  private final CrashCase story;
  private final Mortality mortality;

  CrashLife(CrashCase story, Mortality mortality) {
    this.story = story;
    this.mortality = mortality;
  }

  /**
   * Lives.
   *
   * @return whether it came to its end, or died as was drawn; else the bench broke by itself
   * @throws CrashFound if something is found that must not be
   */
  boolean live() {
    try {
      work();
      return true;
    } catch (Killed e) {
      return true;
    } catch (BenchFault e) {
      if (!mortality.hasStruck()) {
        log.debug("A bench broke by itself", e);
        if (e instanceof JournalFault) {
          throw new CrashFound("broke", String.valueOf(e.getMessage()));
        }
      }
      return mortality.hasStruck();
    }
  }

  private void work() {
    MortalDisk disk = new MortalDisk(story.platter(), mortality);
    boolean fresh = story.platter().length() == 0;
    RunHistory history = RunHistory.of(fresh ? List.of() : RunLog.read(CrashCase.NAME, disk));
    HostLink link =
        new HostLink(
            new MortalLine(story.board().connect(), mortality),
            story.session(),
            NanoClock.system(),
            TIMES);
    BoardBench bench = BoardBench.open(link, Activation.TANH, LIMITS, story.firstJob());
    try (RunLog written =
        fresh ? RunLog.begin(CrashCase.NAME, disk) : RunLog.resume(CrashCase.NAME, disk)) {
      RunBooks books = story.audit(history, bench.description());
      JournaledBench journaled =
          new JournaledBench(new MortalBench(bench, mortality), RunJournal::fate);
      journaled.writeTo(written, history.programs().size());
      AttendedBench listened = new AttendedBench(journaled);
      listened.attend(new Listener(history.programs().size()));
      work(history, written, listened, new Truth(books, bench.description(), Activation.TANH));
    } finally {
      if (mortality.isDead()) {
        hearNothing(link);
      }
      bench.close(); // of a dead host its threads alone
    }
  }

  /** Lets a link notice that its line has gone, so that it says no goodbye. */
  private static void hearNothing(HostLink link) {
    try {
      while (true) {
        link.receive();
      }
    } catch (LinkException e) {
      log.trace("The line of a dead host has ended", e);
    }
  }

  private void work(RunHistory history, RunLog written, Bench bench, Truth truth) {
    FluxControlled device = story.board().device();
    long read = Long.parseLong(history.notes().getOrDefault(CELLS_READ, "0"));
    if (history.programs().stream().skip(read).anyMatch(sent -> sent.fate() == Fate.UNKNOWN)) {
      CrashWork.read(bench, device, truth);
      story.read();
      written.write(new Entry.Note(CELLS_READ, "" + history.programs().size()));
    }
    for (int i = 0; i < story.work().steps(); i++) {
      String step = "" + (i + 1);
      if (StepNotes.ended(history.notes(), step).isEmpty()) {
        OperationResult result = story.work().perform(i, bench, device, truth);
        mortality.pass(Moment.STEP_DONE);
        String text = StepNotes.text(result);
        story.made(StepNotes.name(step), text);
        written.write(new Entry.Note(StepNotes.name(step), text));
        story.told(StepNotes.name(step), text);
        mortality.pass(Moment.STEP_TOLD);
      }
    }
  }

  /** Whoever goes on with results. */
  private final class Listener implements Attendant {
    private long number;

    Listener(long first) {
      this.number = first;
    }

    @Override
    public void before(Program program) {}

    @Override
    public void after(Program program, Recording recording) {
      story.heard(number++, recording);
    }

    @Override
    public void failed(Program program, RuntimeException why) {
      number++;
    }
  }
}
