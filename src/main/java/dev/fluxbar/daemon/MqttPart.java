package dev.fluxbar.daemon;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.mqtt.LabFeed;
import dev.fluxbar.daemon.mqtt.MqttPublisher;
import dev.fluxbar.daemon.mqtt.MqttSettings;
import org.jspecify.annotations.Nullable;

/** The broker that is told what happens; one that is away delays nobody. */
final class MqttPart implements Part {
  private final Lab lab;
  private final MqttSettings settings;
  private @Nullable MqttPublisher publisher;
  private @Nullable LabFeed feed;

  MqttPart(Lab lab, MqttSettings settings) {
    this.lab = lab;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public String start() {
    MqttPublisher opened = MqttPublisher.open(settings);
    publisher = opened;
    feed = LabFeed.begin(lab, opened);
    return "%s://%s:%d, fluxbar/%s/#"
        .formatted(
            settings.tls() ? "mqtts" : "mqtt", settings.host(), settings.port(), settings.name());
  }

  @Override
  public void close() {
    LabFeed told = feed;
    if (told != null) {
      told.close();
    }
    MqttPublisher open = publisher;
    if (open != null) {
      open.close();
    }
  }
}
