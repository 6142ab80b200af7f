package dev.fluxbar.bench.board;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long a lost board is waited for, and the end of all waiting. One for each bench. */
public final class Patience {

  /** Between two attempts. A port that is not there says so at once. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Duration each;
  private final Duration pause;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Patience(Duration each, Duration pause) {
    if (each.isNegative() || pause.isNegative()) {
      throw new IllegalArgumentException(
          "patience: each=%s, pause=%s; neither may be negative".formatted(each, pause));
    }
    this.each = each;
    this.pause = pause;
  }

  /** A lost board stays lost. */
  public static Patience none() {
    return of(Duration.ZERO);
  }

  /** So long each time that the board is lost. */
  public static Patience of(Duration each) {
    return new Patience(each, PAUSE);
  }

  /** For lines that are there again as soon as they are asked for. */
  public static Patience withoutPauses(Duration each) {
    return new Patience(each, Duration.ZERO);
  }

  /** Whether a lost board is waited for at all. */
  boolean any() {
    return !each.isZero();
  }

  /** Ends all waiting, now and later; from any thread. */
  void end() {
    ended.countDown();
  }

  boolean ended() {
    return ended.getCount() == 0;
  }

  /** The board was lost now. */
  Wait begin() {
    return new Wait(System.nanoTime());
  }

  /** One wait for one board. */
  final class Wait {
    private final long startNanos;

    private Wait(long startNanos) {
      this.startNanos = startNanos;
    }

    /** Pauses; false if it is over. An interrupt ends it and stays pending. */
    boolean again() {
      if (System.nanoTime() - startNanos >= each.toNanos()) {
        return false;
      }
      try {
        return !ended.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
