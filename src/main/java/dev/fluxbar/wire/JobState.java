package dev.fluxbar.wire;

/** Where a job stands. The numbers are the protocol's. */
public enum JobState {
  /**
   * The board does not know the id: never started since its boot, or longer ago than its ledger.
   */
  UNKNOWN(0),
  /** The image is coming in. */
  LOADING(1),
  /** The board has proved the image within its limits. */
  VERIFIED(2),
  /** Ready to start. */
  ARMED(3),
  /** Operations are being fired. */
  RUNNING(4),
  /** Every operation was fired. */
  DONE(5),
  /** The job was ended before its last operation. */
  FAULTED(6);

  private final int code;

  JobState(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether the job was once started: it never runs again. */
  public boolean started() {
    return code >= RUNNING.code;
  }

  static JobState of(int code) {
    if (code < 0 || code >= values().length) {
      throw new PayloadReader.Malformed("job state: code=%d", code);
    }
    return values()[code];
  }
}
