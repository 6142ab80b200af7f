package dev.fluxbar.app.wiring;

import dev.fluxbar.app.runs.LedgerFile;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.board.JobFault;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.journal.Entry;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.JournaledBench;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is written down of the runs of a bench: the journal of each, and the ledger after it. */
public final class RunJournal {

  /**
   * A property of the Java machine by which a run on an emulated array in this process has no
   * journal: what that costs can be measured. Of no effect on a bench whose cells last.
   */
  private static final String UNJOURNALED = "fluxbar.unjournaled";

  private final JournaledBench bench;
  private final boolean lasts;
  private final Optional<LedgerFile> ledger;
  private final Supplier<String> document;
  private @Nullable RunLog log;

  /**
   * @param lasts whether the cells are there tomorrow
   * @param ledger of the board; an emulated one in this process has none
   * @param document makes the note of the bench with which a journal begins
   */
  RunJournal(
      JournaledBench bench, boolean lasts, Optional<LedgerFile> ledger, Supplier<String> document) {
    this.bench = bench;
    this.lasts = lasts;
    this.ledger = ledger;
    this.document = document;
  }

  /** What is known of a program from the fault that ended it. */
  public static Fate fate(BenchFault fault) {
    if (!(fault instanceof JobFault job)) {
      return Fate.UNKNOWN;
    }
    return switch (job.fate()) {
      case NOT_STARTED -> Fate.NOT_STARTED;
      case DONE -> Fate.DONE_UNHEARD;
      case ENDED_EARLY, UNKNOWN -> Fate.UNKNOWN;
    };
  }

  /**
   * A run begins. Nobody waits for the disk where the cells are not there tomorrow: an emulated
   * array in this process ends with it, and so does what could be unknown of it.
   */
  void begin(Path file, String request) {
    if (!lasts && Boolean.getBoolean(UNJOURNALED)) {
      return;
    }
    RunLog begun = lasts ? RunLog.begin(file) : RunLog.beginUnhurried(file);
    log = begun;
    head(begun, request);
    ledger.ifPresent(books -> books.drives(file, 0));
    bench.writeTo(begun);
  }

  /** A run goes on, without a record that was not finished. */
  void resume(Path file, RunReader.Sum history, String request) {
    long sent = history.programs();
    RunLog resumed = RunLog.resume(file);
    log = resumed;
    ledger.ifPresent(books -> books.drives(file, sent));
    if (!history.notes().containsKey(BenchDocument.NOTE)) {
      head(resumed, request);
    }
    bench.writeTo(resumed, sent);
  }

  private void head(RunLog begun, String request) {
    begun.write(new Entry.Note("request", request));
    begun.write(new Entry.Note(BenchDocument.NOTE, document.get()));
  }

  /** On the disk when this returns; nothing where no run is written down. */
  void note(String name, String json) {
    RunLog current = log;
    if (current != null) {
      current.write(new Entry.Note(name, json));
    }
  }

  /** The run has ended, if one is under way. */
  void end(FluxLedger booked) {
    RunLog current = log;
    log = null;
    bench.writeNothing();
    if (current != null) {
      current.close();
    }
    ledger.ifPresent(books -> books.write(booked));
  }
}
