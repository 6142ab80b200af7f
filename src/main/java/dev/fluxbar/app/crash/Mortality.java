package dev.fluxbar.app.crash;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The end of one life of a host, drawn beforehand: the n-th moment of a kind. From then on its disk
 * and its line are dead, or its disk is full. Any thread may call.
 */
final class Mortality {

  /**
   * When and how.
   *
   * @param number of the moment among those of its kind, from 0
   */
  record End(Moment moment, long number, Death death) {}

  private final @Nullable End end;
  private final SplittableRandom random;
  private final Map<Moment, Long> passed = new EnumMap<>(Moment.class);
  private Runnable onDeath = () -> {};
  private boolean struck;
  private boolean dead;

  /**
   * @param end null: it lives to the end of its work
   * @param random how much of what was under way is there
   */
  Mortality(@Nullable End end, SplittableRandom random) {
    this.end = end;
    this.random = random;
  }

  /** What happens at once when it dies: its line is closed, as the system would. */
  synchronized void onDeath(Runnable what) {
    onDeath = what;
  }

  /** Passes a moment; true: this was the one, and nothing after it happens. */
  boolean strikes(Moment moment) {
    return strikes(moment, () -> {});
  }

  /**
   * Passes a moment.
   *
   * @param first what still happens if this is the one
   */
  boolean strikes(Moment moment, Runnable first) {
    Runnable last;
    synchronized (this) {
      long number = passed.merge(moment, 1L, Long::sum) - 1;
      if (end == null || struck || end.moment() != moment || end.number() != number) {
        return false;
      }
      struck = true;
      dead = end.death() != Death.DISK_FULL;
      last = onDeath;
    }
    if (!isDead()) {
      return false; // its disk is full and it lives
    }
    first.run();
    last.run();
    return true;
  }

  /**
   * Passes a moment of the owner's thread.
   *
   * @throws Killed if it was the one, or came before
   */
  void pass(Moment moment) {
    if (isDead() || strikes(moment)) {
      throw new Killed();
    }
  }

  /** A drawn part of so many bytes, perhaps none, never all. */
  synchronized int part(int bytes) {
    return bytes == 0 ? 0 : random.nextInt(bytes);
  }

  synchronized boolean isDead() {
    return dead;
  }

  synchronized boolean diskFull() {
    return struck && end != null && end.death() == Death.DISK_FULL;
  }

  /** Whether its end has come, however. */
  synchronized boolean hasStruck() {
    return struck;
  }

  /** How it ended, if it did. */
  synchronized @Nullable End ended() {
    return struck ? end : null;
  }

  /** How many moments of each kind it has seen. */
  synchronized Map<Moment, Long> passed() {
    return new EnumMap<>(passed);
  }
}
