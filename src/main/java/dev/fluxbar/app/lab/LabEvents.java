package dev.fluxbar.app.lab;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens, for whoever listens. The newest events are kept, once; a listener is a place among
 * them, so that it costs who tells as much as none, and one whose line broke hears what it missed.
 * Nobody who tells ever waits for one who listens: who does not keep up is dropped. Any thread may
 * call.
 *
 * <p>What a run drives can be a thousand small steps a second. {@link #tell} is for what is of
 * consequence and told at once and always, {@link #progress} for what the next one of its kind
 * makes old: of that each bench tells no more than people can follow ({@link Gathering}). It is
 * news, and no record: that is the run's journal.
 */
public final class LabEvents implements AutoCloseable {
  /** So many of the newest does a listener hear that comes again. */
  static final int KEPT = 4096;

  /** So much further back may one be that listens, before it is dropped. */
  static final int SPARE = 1024;

  private static final int PLACES = KEPT + SPARE;

  private final Clock clock;
  private final LongSupplier nanos;
  private final Later later;
  private final Map<String, Gathering> benches = new ConcurrentHashMap<>();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();

  /** Event {@code n} is at {@code n % PLACES}. */
  private final @Nullable LabEvent[] places = new LabEvent[PLACES];

  private long last;

  LabEvents(Clock clock) {
    this(clock, System::nanoTime, new Later.OneThread("lab-events"));
  }

  /**
   * @param nanos never runs backwards
   * @param later does what was put off; ends with this
   */
  LabEvents(Clock clock, LongSupplier nanos, Later later) {
    this.clock = clock;
    this.nanos = nanos;
    this.later = later;
  }

  /** One who listens. */
  public final class Listener implements AutoCloseable {
    private long heard;
    private boolean dropped;

    private Listener(long heard) {
      this.heard = heard;
    }

    /** The next event, or null if none came in time. */
    public @Nullable LabEvent next(long milliseconds) throws InterruptedException {
      long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
      lock.lockInterruptibly();
      try {
        while (!behind()) {
          if (heard < last) {
            heard++;
            return at(heard);
          }
          if (left <= 0) {
            return null;
          }
          left = told.awaitNanos(left);
        }
        return null;
      } finally {
        lock.unlock();
      }
    }

    /** Whether it was too slow and hears nothing more. */
    public boolean dropped() {
      lock.lock();
      try {
        return behind();
      } finally {
        lock.unlock();
      }
    }

    /** Whether what it should hear next is not there any more: then it is dropped for good. */
    private boolean behind() {
      if (heard < last - PLACES) {
        dropped = true;
        listeners.remove(this);
      }
      return dropped;
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }

  /** Tells everybody, at once and in any case, behind all progress of the bench before it. */
  void tell(String type, String bench, String run, Map<String, Object> data) {
    of(bench).tell(type, run, data);
  }

  /**
   * Tells everybody, or leaves it to a newer one of the same type.
   *
   * @param data makes what {@link LabEvent#data} holds if it is told, perhaps later and by another
   *     thread: of what does not change, and without locks
   */
  void progress(String type, String bench, String run, Supplier<Map<String, Object>> data) {
    Gathering gathering = of(bench);
    if (gathering.progress(type, run, data)) {
      later.after(Gathering.MOMENT_NANOS, gathering::flush);
    }
  }

  private Gathering of(String bench) {
    Gathering known = benches.get(bench);
    return known != null
        ? known
        : benches.computeIfAbsent(
            bench,
            name ->
                new Gathering(
                    clock, nanos, (at, type, run, data) -> append(at, type, name, run, data)));
  }

  private void append(Instant at, String type, String bench, String run, Map<String, Object> data) {
    lock.lock();
    try {
      last++;
      places[(int) (last % PLACES)] = new LabEvent(last, at, type, bench, run, data);
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private LabEvent at(long number) {
    return Objects.requireNonNull(places[(int) (number % PLACES)]);
  }

  /** Listens from now on. */
  public Listener listen() {
    lock.lock();
    try {
      return listen(last);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Listens, first to what came after event {@code number} as far as it is kept.
   *
   * @param number of the last event that was heard; of an earlier life of this lab: everything kept
   */
  public Listener listen(long number) {
    lock.lock();
    try {
      long after = number > last ? 0 : number;
      Listener listener = new Listener(Math.max(after, last - KEPT));
      listeners.add(listener);
      return listener;
    } finally {
      lock.unlock();
    }
  }

  /** The newest events, oldest first. */
  public List<LabEvent> newest(int most) {
    lock.lock();
    try {
      List<LabEvent> newest = new ArrayList<>();
      for (long n = Math.max(0, last - Math.min(most, KEPT)) + 1; n <= last; n++) {
        newest.add(at(n));
      }
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /** How many listen. */
  public int listeners() {
    lock.lock();
    try {
      return (int) listeners.stream().filter(listener -> !listener.behind()).count();
    } finally {
      lock.unlock();
    }
  }

  /** Tells what waits. Progress after that waits for the next event of consequence. */
  @Override
  public void close() {
    later.close();
    benches.values().forEach(Gathering::flush);
  }
}
