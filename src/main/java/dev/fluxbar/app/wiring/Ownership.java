package dev.fluxbar.app.wiring;

import dev.fluxbar.app.config.BenchUri;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * That a real bench is this process's alone, from the first time that it is opened to the last. A
 * board that was pulled may come back as another device under the same link: the ownership follows
 * what the bench's name leads to, and what it led to stays owned while the cable is out. Any thread
 * may call.
 */
public final class Ownership implements AutoCloseable {
  private final Path home;
  private final BenchUri bench;
  private @Nullable PortLock held;
  private boolean closed;

  /**
   * Owns nothing yet.
   *
   * @param home the folder of locks and ledgers, common to all processes that may want the bench
   */
  Ownership(Path home, BenchUri bench) {
    this.home = home;
    this.bench = bench;
  }

  /** The folder of locks and ledgers. */
  Path home() {
    return home;
  }

  /**
   * To be called before each opening of the bench.
   *
   * @throws PortTaken if another has it
   */
  synchronized void renew() {
    PortLock before = held;
    if (closed || (before != null && before.stillOf(bench))) {
      return;
    }
    held = PortLock.take(home, bench, InstantSource.system()).orElse(null);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    PortLock last = held;
    held = null;
    if (last != null) {
      last.close();
    }
  }
}
