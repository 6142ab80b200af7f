package dev.fluxbar.app.endurance;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * A soaking lab at one instant.
 *
 * @param seconds since it began
 * @param heapBytes that are used right after a collection
 * @param held threads and handles
 * @param runs that have ended
 * @param diskBytes of all files of the lab
 * @param listeners of events
 */
record Sample(
    double seconds, long heapBytes, Footprint held, long runs, long diskBytes, int listeners) {

  static final String HEADING =
      "time (s),heap after collection (B),threads,open handles,runs ended,disk (B),listeners";

  /** What waits for a cleaner goes with the next collection; more than a few find nothing. */
  private static final int MOST_COLLECTIONS = 5;

  /**
   * What the program holds, without what it has let go of: whole collections are asked for until
   * none finds anything more, as the pools' own figures are of collections that may have been long
   * ago, or of the young alone. After one alone the more is left the more runs there were lately.
   */
  static long heapAfterCollection() {
    long used = afterCollection();
    for (int i = 1; i < MOST_COLLECTIONS; i++) {
      long again = afterCollection();
      if (again >= used) {
        return again;
      }
      used = again;
    }
    return used;
  }

  private static long afterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** As CSV, with a heading. */
  static String csv(List<Sample> samples) {
    StringBuilder text = new StringBuilder(HEADING).append('\n');
    for (Sample one : samples) {
      text.append(
          String.format(
              Locale.ROOT,
              "%.1f,%d,%d,%d,%d,%d,%d%n",
              one.seconds,
              one.heapBytes,
              one.held.threads(),
              one.held.handles(),
              one.runs,
              one.diskBytes,
              one.listeners));
    }
    return text.toString().replace("\r", "");
  }
}
