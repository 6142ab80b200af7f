package dev.fluxbar.app.lab;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happens, for whoever listens. The newest are kept, so that a listener whose line broke hears
 * what it missed. Nobody who tells ever waits: a listener that does not keep up is dropped. Any
 * thread may call.
 */
public final class LabEvents {
  private static final int KEPT = 4096;

  private final Clock clock;
  private final Deque<LabEvent> kept = new ArrayDeque<>();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private long last;

  LabEvents(Clock clock) {
    this.clock = clock;
  }

  /** One who listens. */
  public final class Listener implements AutoCloseable {
    private final LinkedBlockingQueue<LabEvent> waiting = new LinkedBlockingQueue<>(2 * KEPT);
    private volatile boolean dropped;

    private void hear(LabEvent event) {
      if (!waiting.offer(event)) {
        dropped = true;
        close();
      }
    }

    /** The next event, or null if none came in time. */
    public @Nullable LabEvent next(long milliseconds) throws InterruptedException {
      return waiting.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Whether it was too slow and hears nothing more. */
    public boolean dropped() {
      return dropped;
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }

  /** Tells everybody. */
  synchronized void tell(String type, String bench, String run, Map<String, Object> data) {
    LabEvent event = new LabEvent(++last, clock.instant(), type, bench, run, data);
    kept.addLast(event);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    for (Listener listener : listeners) {
      listener.hear(event);
    }
  }

  /** Listens from now on. */
  public synchronized Listener listen() {
    return listen(last);
  }

  /**
   * Listens, first to what came after event {@code number} as far as it is kept.
   *
   * @param number of the last event that was heard; of an earlier life of this lab: everything kept
   */
  public synchronized Listener listen(long number) {
    Listener listener = new Listener();
    long after = number > last ? 0 : number;
    for (LabEvent event : kept) {
      if (event.number() > after) {
        listener.hear(event);
      }
    }
    listeners.add(listener);
    return listener;
  }

  /** The newest events, oldest first. */
  public synchronized List<LabEvent> newest(int most) {
    List<LabEvent> all = new ArrayList<>(kept);
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }
}
