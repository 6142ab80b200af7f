package dev.fluxbar.bench.board;

/** Who is told when a bench is lost, and what became of the job when it is found again. */
public interface BenchWatcher {

  /** The line broke, the board rebooted, or a job ended early because nothing was heard. */
  void lost(JobFault fault);

  /** The board is there again. */
  void found(long job, JobFault.Fate fate);

  /** Is told and does nothing. */
  BenchWatcher NOBODY =
      new BenchWatcher() {
        @Override
        public void lost(JobFault fault) {}

        @Override
        public void found(long job, JobFault.Fate fate) {}
      };
}
