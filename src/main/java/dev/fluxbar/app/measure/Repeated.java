package dev.fluxbar.app.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a piece of work takes when it is done again and again: the median, which neither the
 * first runs of a cold program nor another program on the machine move much.
 */
final class Repeated {
  private static final int FEWEST = 5;

  private Repeated() {}

  /**
   * The median time of one run in seconds.
   *
   * @param budgetSeconds how long to go on, at least; the first third only warms up
   */
  static double medianSeconds(double budgetSeconds, Runnable work) {
    long start = System.nanoTime();
    List<Double> seconds = new ArrayList<>();
    while (elapsed(start) < budgetSeconds || seconds.size() < FEWEST) {
      long before = System.nanoTime();
      work.run();
      double took = elapsed(before);
      if (elapsed(start) > budgetSeconds / 3) {
        seconds.add(took);
      }
    }
    Collections.sort(seconds);
    return seconds.get(seconds.size() / 2);
  }

  private static double elapsed(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
