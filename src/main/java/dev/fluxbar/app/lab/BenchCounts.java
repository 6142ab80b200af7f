package dev.fluxbar.app.lab;

/** What a bench did since this lab began. Any thread may call. */
final class BenchCounts {
  private long runs;
  private long failed;
  private RunView.Work work = RunView.Work.NONE;
  private long refused;
  private long faults;
  private long losses;
  private long reopened;
  private long certificatesFailed;

  synchronized void ended(boolean byAFault) {
    runs++;
    failed += byAFault ? 1 : 0;
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

  synchronized BenchView.Counts view() {
    return new BenchView.Counts(
        runs, failed, work, refused, faults, losses, reopened, certificatesFailed);
  }
}
