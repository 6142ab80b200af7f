package dev.fluxbar.daemon;

import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.mqtt.MqttSettings;
import java.util.List;
import java.util.Optional;

/**
 * How a daemon is kept.
 *
 * @param lab its benches and where its data is
 * @param guard who may come in
 * @param http where it is reached by HTTP
 * @param scpi where it is reached by SCPI; empty: nowhere
 * @param mqtt the broker that is told; empty: none
 * @param hostNames further names under which people reach it
 */
public record DaemonSettings(
    LabSettings lab,
    Guard guard,
    Listening http,
    Optional<Listening> scpi,
    Optional<MqttSettings> mqtt,
    List<String> hostNames) {
  public DaemonSettings {
    hostNames = List.copyOf(hostNames);
  }
}
