package dev.fluxbar.daemon.logs;

/**
 * How much the log may take.
 *
 * @param fileBytes a file that is larger is put aside and packed
 * @param days files of more days ago are deleted
 * @param allBytes of the packed files together; beyond it the oldest are deleted
 * @param checkMillis how often the size is looked at; between two looks a file may grow over its
 *     limit
 */
public record LogLimits(long fileBytes, int days, long allBytes, long checkMillis) {

  /** Of a daemon that runs for months: a quarter of a year, and never more than 210 MB. */
  public static final LogLimits USUAL = new LogLimits(10_000_000, 90, 200_000_000, 1_000);

  /**
   * @throws IllegalArgumentException if one is not positive, or all are to hold less than one
   */
  public LogLimits {
    if (fileBytes < 1 || days < 1 || allBytes < fileBytes || checkMillis < 1) {
      throw new IllegalArgumentException(
          "log: file-bytes=%d, days=%d, all-bytes=%d, check-milliseconds=%d; let each be positive and all hold one file at least"
              .formatted(fileBytes, days, allBytes, checkMillis));
    }
  }
}
