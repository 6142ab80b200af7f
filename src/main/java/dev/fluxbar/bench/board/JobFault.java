package dev.fluxbar.bench.board;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A job that did not end as it should, with what is known of how far it came. */
public final class JobFault extends BenchFault {
  private static final long serialVersionUID = 1L;

  /** What became of the job's operations. */
  public enum Fate {
    /** None was fired. */
    NOT_STARTED,
    /** All were fired; what they sampled is lost. */
    DONE,
    /** Some were fired; the board says up to which. */
    ENDED_EARLY,
    /** Nobody knows: the cells must be read before anything is written. */
    UNKNOWN
  }

  private final Fate fate;
  private final long job;
  private final ErrorCode boardFault;

  JobFault(Fate fate, long job, String message, @Nullable Throwable cause) {
    this(fate, job, ErrorCode.NONE, message, cause);
  }

  JobFault(Fate fate, long job, ErrorCode boardFault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fate = fate;
    this.job = job;
    this.boardFault = boardFault;
  }

  public Fate fate() {
    return fate;
  }

  /** Why the board ended the job early, as far as it could say so; else NONE. */
  ErrorCode boardFault() {
    return boardFault;
  }

  /** The job's id. */
  public long job() {
    return job;
  }
}
