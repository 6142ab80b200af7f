package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.journal.JournalFault;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier life of a lab has left: runs that waited go back into their queues; a run that
 * died is looked up in its log. Where nobody knows whether a program ran, every cell is read before
 * anything else is done on that bench; then the run goes on, or waits, as its order says.
 */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Lab lab;

  /** What follows once the cells of a bench have been read. */
  private final Map<String, List<Runnable>> afterReading = new LinkedHashMap<>();

  Recovery(Lab lab) {
    this.lab = lab;
  }

  void recover() {
    List<Path> folders = new ArrayList<>(RunPlace.all(lab.data()));
    Collections.reverse(folders); // the oldest first, as they were asked
    for (Path folder : folders) {
      try {
        recover(folder);
      } catch (BadInput | JournalFault e) {
        log.error("Run {} is left alone: {}", folder.getFileName(), e.getMessage());
      }
    }
    afterReading.forEach(
        (bench, next) -> lab.cellsFirst().read(bench, () -> next.forEach(Runnable::run)));
  }

  private void recover(Path folder) {
    RunState state = RunRecord.read(folder).state();
    if (!OrderFolder.is(folder)) {
      if (state == RunState.QUEUED) {
        mark(folder, RunState.ABORTED, "its order was never whole; nobody was told of it");
      }
      return; // else of the command line
    }
    String bench = OrderFolder.bench(folder);
    boolean died = state == RunState.RUNNING || state == RunState.INTERRUPTED;
    if (!lab.has(bench) || (!died && state.ended())) {
      return;
    }
    RunOrder order = OrderFolder.read(folder, lab.benchOf(bench).slot().file());
    if (died) {
      died(folder, bench, order);
    } else if (state == RunState.QUEUED) {
      LabRun run = lab.run(folder, bench, order, false, "queued");
      lab.remember(run);
      lab.benchOf(bench).enqueue(run);
    } else {
      lab.remember(lab.run(folder, bench, order, true, "waiting"));
    }
  }

  private void died(Path folder, String bench, RunOrder order) {
    if (order.by().equals(CellsFirst.READER)) {
      mark(folder, RunState.ABORTED, "died; another reading takes its place");
      afterReading.computeIfAbsent(bench, name -> new ArrayList<>());
      return;
    }
    Path file = folder.resolve(RunLog.FILE);
    RunReader.Sum found;
    try {
      found = RunReader.sum(file);
    } catch (JournalFault e) {
      // It cannot go on; and what it has driven nobody knows.
      mark(folder, RunState.FAILED, String.valueOf(e.getMessage()));
      afterReading.computeIfAbsent(bench, name -> new ArrayList<>());
      throw e;
    }
    String message =
        "its program died: programs=%d, unknown=%d".formatted(found.programs(), found.unknown());
    log.warn("Run {}: {}", folder.getFileName(), message);
    LabRun run = lab.run(folder, bench, order, true, "waiting");
    lab.remember(run);
    Runnable then = () -> goOn(run, order, message);
    if (found.unknown() > 0) {
      afterReading.computeIfAbsent(bench, name -> new ArrayList<>()).add(then);
    } else {
      then.run();
    }
  }

  private void goOn(LabRun run, RunOrder order, String found) {
    boolean goesOn = order.afterCrash() == AfterCrash.CONTINUE;
    mark(run.folder(), goesOn ? RunState.QUEUED : RunState.WAITING, found);
    run.state(goesOn ? "queued" : "waiting", found, lab.settings().clock().instant());
    if (goesOn) {
      lab.benchOf(run.bench()).enqueue(run);
    }
  }

  private void mark(Path folder, RunState state, String message) {
    RunFolder.mark(folder, state, message, lab.settings().clock());
  }
}
