package dev.fluxbar.daemon.mqtt;

import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvent;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.runs.ResultJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a broker what happens in a lab: {@code benches/BENCH/state} (retained) and {@code
 * benches/BENCH/run} (retained, the run that it does or did last), {@code benches/BENCH/events}.
 * Nothing that comes from a broker is listened to. One thread of its own.
 */
public final class LabFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LabFeed.class);
  private static final long LOOK_MILLIS = 500;

  /** Too many of them to be of use to who watches many labs; the newest state has them too. */
  private static final Set<String> NOT_TOLD = Set.of("said", "progress");

  private final Lab lab;
  private final MqttPublisher publisher;
  private final Thread thread = new Thread(this::run, "fluxbar-mqtt-feed");
  private volatile boolean closing;

  private LabFeed(Lab lab, MqttPublisher publisher) {
    this.lab = lab;
    this.publisher = publisher;
    thread.setDaemon(true);
  }

  /**
   * @param publisher not owned
   */
  public static LabFeed begin(Lab lab, MqttPublisher publisher) {
    LabFeed feed = new LabFeed(lab, publisher);
    feed.thread.start();
    return feed;
  }

  private void run() {
    LabEvents.Listener listener = lab.events().listen();
    for (BenchView bench : lab.benches()) {
      publish(bench.name(), "state", bench.toMap(), true);
    }
    try {
      while (!closing) {
        if (listener.dropped()) {
          log.warn("MQTT: this machine was too busy to follow its own events, some are not told");
          listener = lab.events().listen();
        }
        LabEvent event = listener.next(LOOK_MILLIS);
        if (event != null && !event.bench().isEmpty()) {
          tell(event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listener.close();
    }
  }

  private void tell(LabEvent event) {
    switch (event.type()) {
      case "bench" -> publish(event.bench(), "state", event.data(), true);
      case "run" -> {
        publish(event.bench(), "run", event.data(), true);
        publish(event.bench(), "events", event.toMap(), false);
      }
      default -> {
        if (!NOT_TOLD.contains(event.type())) {
          publish(event.bench(), "events", event.toMap(), false);
        }
      }
    }
  }

  private void publish(String bench, String tail, Map<String, Object> json, boolean retained) {
    publisher.publish(
        "benches/%s/%s".formatted(bench, tail),
        ResultJson.line(json).getBytes(StandardCharsets.UTF_8),
        retained);
  }

  /** Ends the feed; the publisher goes on with what it has. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
  }
}
