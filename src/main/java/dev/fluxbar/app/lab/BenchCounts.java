package dev.fluxbar.app.lab;

import dev.fluxbar.app.runs.RunState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a bench did since this lab began. Any thread may call. */
final class BenchCounts {
  private long runs;
  private long failed;
  private final Map<String, Long> byEnd = new TreeMap<>();
  private RunView.Work work = RunView.Work.NONE;
  private long refused;
  private long faults;
  private long losses;
  private long reopened;
  private long certificatesFailed;

  /** Of the line before the one that is open. */
  private BenchView.Link links = BenchView.Link.NONE;

  synchronized void ended(RunState how) {
    runs++;
    failed += how == RunState.FAILED ? 1 : 0;
    byEnd.merge(how.word(), 1L, Long::sum);
  }

  synchronized void drove(long pulses, double seconds) {
    work = work.plus(pulses, seconds);
  }

  synchronized void failed(boolean refusedIt) {
    refused += refusedIt ? 1 : 0;
    faults += refusedIt ? 0 : 1;
  }

  synchronized void lost() {
    losses++;
  }

  synchronized void found() {
    reopened++;
  }

  synchronized void certificateFailed() {
    certificatesFailed++;
  }

  /** A line was let go of: what it has seen stays counted. */
  synchronized void ended(BenchView.Link link) {
    links = links.plus(link);
  }

  /**
   * @param link what the line that is open has seen so far
   */
  synchronized BenchView.Counts view(Optional<BenchView.Link> link) {
    return new BenchView.Counts(
        runs,
        failed,
        byEnd,
        work,
        refused,
        faults,
        losses,
        reopened,
        certificatesFailed,
        link.map(links::plus));
  }
}
