package dev.fluxbar.daemon;

import dev.fluxbar.app.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lab with everything by which it is reached. Parts begin once the lab is open, and end before
 * it: nobody orders a run from a lab that closes.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Daemon.class);

  /** How long doors have to shut before the benches go safe whether they are shut or not. */
  private static final Duration SHUT = Duration.ofSeconds(5);

  private final DataLock lock;
  private final Lab lab;
  private final List<Part> parts;
  private final Duration patience;
  private final Map<String, String> places = new LinkedHashMap<>();

  Daemon(DataLock lock, Lab lab, List<Part> parts, Duration patience) {
    this.lock = lock;
    this.lab = lab;
    this.parts = parts;
    this.patience = patience;
  }

  /**
   * Opens the lab and then its parts.
   *
   * @throws dev.fluxbar.app.BadInput if what is configured cannot be, somebody else has the data
   *     folder or an address, or others could come in unasked
   */
  public static Daemon open(DaemonSettings settings) {
    // Before a bench is touched: what may not listen, does not begin.
    settings.guard().mayListen(settings.http());
    settings.scpi().ifPresent(settings.guard()::mayListen);
    DataLock lock = DataLock.take(settings.lab().data());
    Lab lab;
    try {
      lab = Lab.open(settings.lab());
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    Daemon daemon = new Daemon(lock, lab, new ArrayList<>(), SHUT);
    try {
      for (Part part : parts(lab, settings)) {
        daemon.parts.add(part);
        daemon.places.put(part.name(), part.start());
      }
      return daemon;
    } catch (RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private static List<Part> parts(Lab lab, DaemonSettings settings) {
    List<Part> parts = new ArrayList<>();
    parts.add(new HttpPart(lab, settings));
    settings.scpi().ifPresent(where -> parts.add(new ScpiPart(lab, settings.guard(), where)));
    settings.mqtt().ifPresent(broker -> parts.add(new MqttPart(lab, broker)));
    return parts;
  }

  /** Where each part is, by its name. */
  public Map<String, String> places() {
    return Collections.unmodifiableMap(places);
  }

  /** What it keeps. */
  public Lab lab() {
    return lab;
  }

  /** Nobody comes in any more; every run ends before its next program, every bench goes safe. */
  @Override
  public void close() {
    try {
      shut();
    } finally {
      try {
        lab.close();
      } finally {
        lock.close();
      }
    }
  }

  /** The last that was opened first; none of them, and none together, keeps a bench from safety. */
  private void shut() {
    List<Part> last = new ArrayList<>(parts);
    Collections.reverse(last);
    Thread shutting = new Thread(() -> last.forEach(Daemon::shut), "shut-doors");
    shutting.setDaemon(true);
    shutting.start();
    try {
      shutting.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (shutting.isAlive()) {
      log.error("Doors do not shut; the benches go safe all the same");
    }
  }

  private static void shut(Part part) {
    try {
      part.close();
    } catch (RuntimeException e) {
      log.warn("Door {} did not shut well: {}", part.name(), e.getMessage());
    }
  }
}
