package dev.fluxbar.app.lab;

import dev.fluxbar.app.sequence.Pauses;
import dev.fluxbar.bench.RunStopped;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run between two programs, or ends it there: the bench is then safe. Any thread may call;
 * the owner's thread passes through.
 */
final class RunControl implements Pauses {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean held;
  private @Nullable String stopped;

  /** The owner's thread stops here until it may go on. */
  void pass() {
    lock.lock();
    try {
      while (held && stopped == null) {
        changed.await();
      }
      refuseIfStopped();
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sleep(Duration howLong) {
    lock.lock();
    try {
      long left = howLong.toNanos();
      while ((left > 0 || held) && stopped == null) {
        if (left > 0) {
          left = changed.awaitNanos(left);
        } else {
          changed.await();
        }
      }
      refuseIfStopped();
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfStopped() {
    String why = stopped;
    if (why != null) {
      throw new RunStopped("run: stopped=%s; nothing after it was driven".formatted(why));
    }
  }

  private static RunStopped interrupted() {
    Thread.currentThread().interrupt();
    return new RunStopped("run: stopped=interrupt; nothing after it was driven");
  }

  /** From the next program on it waits. */
  void hold() {
    change(true, null);
  }

  /** It goes on. */
  void release() {
    change(false, null);
  }

  @Override
  public void stop() {
    stop("asked");
  }

  /** It ends before the next program; only the first reason counts. */
  void stop(String why) {
    change(false, why);
  }

  private void change(boolean hold, @Nullable String why) {
    lock.lock();
    try {
      held = hold;
      if (stopped == null) {
        stopped = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was told to stop. */
  boolean isStopped() {
    lock.lock();
    try {
      return stopped != null;
    } finally {
      lock.unlock();
    }
  }
}
