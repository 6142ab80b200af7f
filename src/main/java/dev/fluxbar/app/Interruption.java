package dev.fluxbar.app;

import dev.fluxbar.fault.BenchFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Ctrl-C, and every other polite end of the program, go through the safe state: it aborts the
 * bench, then holds the program until the owner has closed it and written down how far it came.
 */
public final class Interruption implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Interruption.class);

  /** How long the end of the program usually waits for the owner. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Runnable abort;
  private final Duration patience;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean happened;

  /** From now on an end of the program calls {@code abort} first, from another thread. */
  public Interruption(Runnable abort) {
    this(abort, PATIENCE);
  }

  /**
   * As {@link #Interruption(Runnable)}.
   *
   * @param patience how long the end of the program waits for the owner
   */
  public Interruption(Runnable abort, Duration patience) {
    this.abort = abort;
    this.patience = patience;
    this.hook = new Thread(this::end, "fluxbar-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the program is ending. */
  public boolean happened() {
    return happened;
  }

  private void end() {
    happened = true;
    try {
      abort.run();
    } catch (BenchFault e) {
      log.warn("Abort failed: {}", e.getMessage());
    }
    try {
      if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        log.error("The bench was told to go safe but its owner did not finish in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The owner has finished; the program may end. */
  @Override
  public void close() {
    closed.countDown();
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        log.debug("The program is ending already: {}", e.getMessage());
      }
    }
  }
}
