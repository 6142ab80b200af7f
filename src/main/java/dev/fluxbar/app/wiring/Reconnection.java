package dev.fluxbar.app.wiring;

import dev.fluxbar.bench.board.BenchWatcher;
import java.time.Duration;

/**
 * What is done when a board is lost.
 *
 * @param patience how long it is waited for; zero: it stays lost
 * @param watcher who is told
 */
public record Reconnection(Duration patience, BenchWatcher watcher) {

  /** A board that is lost stays lost. */
  public static final Reconnection NONE = new Reconnection(Duration.ZERO, BenchWatcher.NOBODY);

  public Reconnection {
    if (patience.isNegative()) {
      throw new IllegalArgumentException(
          "reconnect: seconds=%s; it must not be negative".formatted(patience.toMillis() / 1e3));
    }
  }
}
