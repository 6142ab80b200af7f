package dev.fluxbar.daemon;

import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvent;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.daemon.mqtt.MqttPublisher;
import dev.fluxbar.daemon.mqtt.MqttSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a broker what happens: {@code benches/NAME/state} is the state of a bench and is retained,
 * {@code benches/NAME/events} is each event. A broker that is away delays nobody.
 */
final class MqttPart implements Part {
  private static final long GLANCE_MILLIS = 500;

  private final Lab lab;
  private final MqttSettings settings;
  private final Thread thread = new Thread(this::tell, "mqtt-events");
  private @Nullable MqttPublisher publisher;
  private volatile boolean closing;

  MqttPart(Lab lab, MqttSettings settings) {
    this.lab = lab;
    this.settings = settings;
    thread.setDaemon(true);
  }

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public String start() {
    publisher = MqttPublisher.open(settings);
    lab.benches().forEach(this::state);
    thread.start();
    return "%s://%s:%d, fluxbar/%s/#"
        .formatted(
            settings.tls() ? "mqtts" : "mqtt", settings.host(), settings.port(), settings.name());
  }

  private void tell() {
    try {
      while (!closing) {
        try (LabEvents.Listener listener = lab.events().listen()) {
          while (!closing && !listener.dropped()) {
            LabEvent event = listener.next(GLANCE_MILLIS);
            if (event != null) {
              tell(event);
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(LabEvent event) {
    publish("benches/%s/events".formatted(event.bench()), event.toMap(), false);
    if (event.type().equals("bench")) {
      state(lab.bench(event.bench()));
    }
  }

  private void state(BenchView bench) {
    publish("benches/%s/state".formatted(bench.name()), bench.toMap(), true);
  }

  private void publish(String tail, Map<String, Object> what, boolean retained) {
    MqttPublisher open = publisher;
    if (open != null) {
      open.publish(tail, ResultJson.line(what).getBytes(StandardCharsets.UTF_8), retained);
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(2 * GLANCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    MqttPublisher open = publisher;
    if (open != null) {
      open.close();
    }
  }
}
