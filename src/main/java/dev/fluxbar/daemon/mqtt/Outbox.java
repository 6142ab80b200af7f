package dev.fluxbar.daemon.mqtt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for the broker, bounded whatever happens there. Of a state only the newest of
 * each topic waits, and it is kept after it was sent, for a broker that forgets. Of events the
 * oldest are dropped and counted.
 *
 * <p>Its lock is held for a few steps in memory only, never while anything is sent: so who puts a
 * message in does not wait for the network.
 */
final class Outbox {

  /** Events that wait. */
  static final int EVENTS = 1_000;

  /** Bytes of events that wait. */
  static final int EVENT_BYTES = 4 << 20;

  /** Topics of states; a bench has a handful. */
  static final int TOPICS = 256;

  /** Bytes of one message: a map of 64 x 64 cells as text is 80 KB, and goes without. */
  static final int PAYLOAD_BYTES = 64 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Outgoing> states = new LinkedHashMap<>();
  private final Set<String> unsentStates = new LinkedHashSet<>();
  private final Deque<Outgoing> events = new ArrayDeque<>();
  private int eventBytes;
  private long dropped;
  private boolean closed;

  /** Puts a message in, or drops it and counts. */
  void put(Outgoing message) {
    lock.lock();
    try {
      if (closed || message.payload().length > PAYLOAD_BYTES) {
        dropped++;
      } else if (message.retained()) {
        putState(message);
      } else {
        events.addLast(message);
        eventBytes += message.payload().length;
        dropEvents();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void putState(Outgoing message) {
    if (!states.containsKey(message.tail()) && states.size() >= TOPICS) {
      dropped++;
      return;
    }
    states.put(message.tail(), message);
    unsentStates.add(message.tail());
  }

  private void dropEvents() {
    while (events.size() > EVENTS || eventBytes > EVENT_BYTES) {
      eventBytes -= events.removeFirst().payload().length;
      dropped++;
    }
  }

  /** The broker may have forgotten everything: all states are to be sent again. */
  void everyStateAgain() {
    lock.lock();
    try {
      unsentStates.addAll(states.keySet());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a message, states before events; it is out of the box then.
   *
   * @param goOn whether to wait still; asked again after each {@link #nudge()}
   * @return null once the box is closed, or {@code goOn} is false
   */
  @Nullable Outgoing take(BooleanSupplier goOn) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && goOn.getAsBoolean() && unsentStates.isEmpty() && events.isEmpty()) {
        changed.await();
      }
      return closed || !goOn.getAsBoolean() ? null : next();
    } finally {
      lock.unlock();
    }
  }

  /** Makes whoever waits look again. */
  void nudge() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Outgoing next() {
    Iterator<String> topics = unsentStates.iterator();
    if (topics.hasNext()) {
      String topic = topics.next();
      topics.remove();
      return states.get(topic);
    }
    Outgoing event = events.pollFirst();
    if (event != null) {
      eventBytes -= event.payload().length;
    }
    return event;
  }

  /** A message that could not be sent waits again, before all others of its kind. */
  void putBack(Outgoing message) {
    lock.lock();
    try {
      if (message.retained()) {
        // The newest state of that topic, this one or a later one.
        unsentStates.add(message.tail());
      } else {
        events.addFirst(message);
        eventBytes += message.payload().length;
        dropEvents();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A message that no broker takes is dropped; a later state of its topic is not. */
  void giveUp(Outgoing message) {
    lock.lock();
    try {
      dropped++;
      if (message.retained() && states.get(message.tail()) == message) {
        states.remove(message.tail());
        unsentStates.remove(message.tail());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for so long, or until the box is closed; whether it is open still. */
  boolean rest(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing goes in or out any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Messages that were dropped so far. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return unsentStates.size() + events.size();
    } finally {
      lock.unlock();
    }
  }
}
