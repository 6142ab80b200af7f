package dev.fluxbar.app.lab;

import dev.fluxbar.app.operation.Errand;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.sequence.RunSequence;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.bench.RunStopped;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.journal.RunLog;
import dev.fluxbar.journal.RunReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on its bench, from its first word to its last; by the bench's owner. */
final class Performance {
  private static final Logger log = LoggerFactory.getLogger(Performance.class);

  private final LabRun run;
  private final OpenBench bench;
  private final BenchMemory memory;
  private final BenchCounts counts;
  private final LabAudience audience;
  private final LabEvents events;
  private final LabSettings settings;
  private final Runnable readFirst;
  private RunState ended = RunState.FAILED;
  private String message = "";

  /**
   * @param readFirst orders a reading of every cell before anything else is done on the bench
   */
  Performance(
      LabRun run,
      OpenBench bench,
      BenchMemory memory,
      BenchCounts counts,
      LabAudience audience,
      LabEvents events,
      LabSettings settings,
      Runnable readFirst) {
    this.run = run;
    this.bench = bench;
    this.memory = memory;
    this.counts = counts;
    this.audience = audience;
    this.events = events;
    this.settings = settings;
    this.readFirst = readFirst;
  }

  /**
   * Does it.
   *
   * @return whether the bench must be opened anew
   */
  boolean perform() {
    try (RunFolder folder = RunFolder.resume(run.folder(), settings.clock())) {
      tell("running", "");
      return perform(folder);
    } catch (RuntimeException e) {
      // Its folder cannot be had or written: nothing more was driven.
      log.error("Run {} cannot be kept", run.id(), e);
      ended = RunState.FAILED;
      message = LabBench.words(e);
      counts.ended(RunState.FAILED);
      return false;
    }
  }

  private boolean perform(RunFolder folder) {
    try {
      OperationResult result = outcome(folder);
      folder.result(result.values());
      end(folder, result.reached() ? RunState.DONE : RunState.PHYSICS_SAID_NO, result.message());
      return false;
    } catch (RunStopped e) {
      end(folder, run.endsAs().orElse(RunState.ABORTED), LabBench.words(e));
      return false;
    } catch (IllegalArgumentException e) {
      end(folder, RunState.REFUSED, LabBench.words(e));
      return false;
    } catch (BenchFault e) {
      end(folder, run.endsAs().orElse(RunState.FAILED), LabBench.words(e));
      return true;
    } catch (RuntimeException e) {
      log.error("Run {} failed by a mistake of this program", run.id(), e);
      end(folder, RunState.FAILED, "internal error, please report it: " + e);
      return true;
    }
  }

  private OperationResult outcome(RunFolder folder) {
    Map<String, String> notes = run.order().dryRun() ? Map.of() : journal(folder);
    try {
      LogDiary diary = new LogDiary(notes, bench, this::began, this::ended);
      RunSequence sequence =
          new RunSequence(run.order().sequence(), diary, run.control(), audience);
      sequence.check(bench);
      if (run.order().dryRun()) {
        return sequence.plan(bench);
      }
      bench.attend(new Companion(run, counts, audience));
      OperationResult result = sequence.run(bench, folder);
      bench.note(Errand.RESULT, ResultJson.line(result.values()));
      return result;
    } finally {
      bench.runEnded();
    }
  }

  /** Begins the log, or goes on in it; what it holds of steps that have ended. */
  private Map<String, String> journal(RunFolder folder) {
    Path log = folder.path().resolve(RunLog.FILE);
    if (!Files.exists(log)) {
      bench.journal(log, folder.request());
      return Map.of();
    }
    RunReader.Sum history = RunReader.sum(log);
    bench.continueJournal(log, history, folder.request());
    return history.notes();
  }

  private void began(String step, String word) {
    run.step(step, word);
    events.progress("step", run.bench(), run.id(), () -> Map.of("step", step, "word", word));
  }

  private void ended(String step, OperationResult result) {
    if (memory.take(result, run.id(), settings.clock().instant())) {
      events.progress("cells", run.bench(), run.id(), () -> Map.of("step", step));
    }
    boolean failed = failedCertificate(result);
    if (failed) {
      counts.certificateFailed();
    }
    if (failed || !result.reached()) {
      events.tell("step-ended", run.bench(), run.id(), brief(step, result));
    } else {
      events.progress("step-ended", run.bench(), run.id(), () -> brief(step, result));
    }
  }

  /** What a step brought, for people who look. */
  private static Map<String, Object> brief(String step, OperationResult result) {
    Map<String, Object> brief = new LinkedHashMap<>();
    brief.put("step", step);
    brief.put("reached", result.reached());
    brief.put("message", result.message());
    return brief;
  }

  private static boolean failedCertificate(OperationResult result) {
    Object flat = result.values().get("certificate-passed");
    Object nested =
        result.values().get("certificate") instanceof Map<?, ?> map ? map.get("passed") : null;
    return Boolean.FALSE.equals(flat) || Boolean.FALSE.equals(nested);
  }

  private void end(RunFolder folder, RunState state, String message) {
    boolean reached = state == RunState.DONE || state == RunState.PHYSICS_SAID_NO;
    if (!reached && bench.unknownPrograms() > 0) {
      readFirst.run(); // on the disk before this run is said to have ended
    }
    folder.end(state, message);
    counts.ended(state);
    ended = state;
    this.message = message;
  }

  /** Tells everybody how it ended: not before its bench is free. */
  void tellEnd() {
    tell(ended.word(), message);
  }

  private void tell(String state, String message) {
    synchronized (run) { // so that what is told later is later
      RunView view = run.state(state, message, settings.clock().instant());
      events.tell("run", run.bench(), run.id(), view.toMap());
    }
  }
}
