package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Shows how much of its planned bench time a piece of work should have taken by now. A board says
 * nothing while a program runs, so this is what is known; on a board whose time is virtual the work
 * ends long before.
 */
final class ExpectedTime implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;

  private final Audience.Meter meter;
  private final Timer timer = new Timer("fluxbar-expected-time", true);
  private final long startNanos = System.nanoTime();

  /**
   * @param task what is done, in a few words
   * @param benchSeconds what it was planned to take
   */
  ExpectedTime(Audience audience, String task, double benchSeconds) {
    long whole = Math.max(1, Math.round(benchSeconds));
    this.meter = audience.meter(task, whole);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            long elapsed = (System.nanoTime() - startNanos) / 1_000_000_000;
            meter.at(Math.min(whole, elapsed), "%d of %d s".formatted(elapsed, whole));
          }
        },
        PERIOD_MILLIS,
        PERIOD_MILLIS);
  }

  @Override
  public void close() {
    timer.cancel();
    meter.close();
  }
}
