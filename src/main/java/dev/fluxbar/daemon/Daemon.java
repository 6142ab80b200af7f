package dev.fluxbar.daemon;

import dev.fluxbar.app.lab.Lab;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A lab with everything by which it is reached. Parts begin once the lab is open, and end before
 * it: nobody orders a run from a lab that closes.
 */
public final class Daemon implements AutoCloseable {
  private final DataLock lock;
  private final Lab lab;
  private final List<Part> parts;
  private final Map<String, String> places = new LinkedHashMap<>();

  private Daemon(DataLock lock, Lab lab, List<Part> parts) {
    this.lock = lock;
    this.lab = lab;
    this.parts = parts;
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
    Daemon daemon = new Daemon(lock, lab, new ArrayList<>());
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
      Collections.reverse(parts);
      parts.forEach(Part::close);
    } finally {
      try {
        lab.close();
      } finally {
        lock.close();
      }
    }
  }
}
