package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.bench.board.BenchWatcher;
import dev.fluxbar.bench.board.JobFault;
import dev.fluxbar.bench.board.JobFault.Fate;

/** Tells people that a bench was lost, and what became of the job when it is there again. */
final class LossNews implements BenchWatcher {
  private final Audience audience;

  LossNews(Audience audience) {
    this.audience = audience;
  }

  @Override
  public void lost(JobFault fault) {
    audience.say("Lost the bench: " + fault.getMessage());
  }

  @Override
  public void found(long job, Fate fate) {
    audience.say("The bench is there again; job %x %s".formatted(job, words(fate)));
  }

  private static String words(Fate fate) {
    return switch (fate) {
      case NOT_STARTED -> "had not been started and is sent again";
      case DONE -> "had run to its end, what it measured is lost";
      case ENDED_EARLY -> "had been broken off, its cells are read again";
      case UNKNOWN -> "is forgotten, its cells are read again";
    };
  }
}
