package dev.fluxbar.app.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs that wait for a bench: larger priorities first, equal ones in the order of asking. Any
 * thread may call; the owner's waits.
 */
final class RunQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<LabRun> waiting =
      new TreeSet<>(
          Comparator.comparingInt((LabRun run) -> -run.order().priority())
              .thenComparingLong(LabRun::number));
  private boolean held;
  private boolean closed;

  void add(LabRun run) {
    lock.lock();
    try {
      waiting.add(run);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a run out, if it still waits. */
  boolean remove(LabRun run) {
    lock.lock();
    try {
      return waiting.remove(run);
    } finally {
      lock.unlock();
    }
  }

  /** The next run, when there is one and the queue lets it pass; empty once it is closed. */
  Optional<LabRun> take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !ready()) {
        changed.await();
      }
      LabRun first = closed ? null : waiting.pollFirst();
      return Optional.ofNullable(first);
    } finally {
      lock.unlock();
    }
  }

  /** What is more urgent than any person's passes a held queue. */
  private boolean ready() {
    return !waiting.isEmpty()
        && (!held || waiting.first().order().priority() > RunOrder.LARGEST_PRIORITY);
  }

  void hold(boolean hold) {
    lock.lock();
    try {
      held = hold;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isHeld() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<String> names() {
    lock.lock();
    try {
      return waiting.stream().map(LabRun::id).toList();
    } finally {
      lock.unlock();
    }
  }
}
