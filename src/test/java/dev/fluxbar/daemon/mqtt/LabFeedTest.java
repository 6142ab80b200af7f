package dev.fluxbar.daemon.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.lab.TestLab;
import dev.fluxbar.daemon.mqtt.EmbeddedBroker.Watcher;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LabFeedTest {

  private final Path data;

  LabFeedTest(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void whoWatchesTheBrokerSeesARunFromItsOrderToItsEnd() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(200_000);
        Watcher watcher = new Watcher(broker, "fluxbar/lab7/benches/a/#");
        MqttPublisher publisher = publisher(broker.port());
        TestLab lab = TestLab.open(data, "a", "b");
        LabFeed feed = LabFeed.begin(lab.lab(), publisher)) {
      awaitState(watcher, "\"state\":\"idle\"");
      String run = lab.order("a", "steps: [{read: {}}]").id();
      String message = watcher.next();
      boolean ended = false;
      boolean cells = false;
      while (!ended || !cells) {
        cells |= message.contains("/events ") && message.contains("\"type\":\"cells\"");
        ended |= message.contains("/run ") && message.contains("\"state\":\"done\"");
        if (message.contains("/run ")) {
          assertThat(message).contains(run);
        }
        message = watcher.next();
      }
    }
  }

  @Test
  void aBrokerThatIsNotThereHoldsUpNothing() throws Exception {
    try (MqttPublisher publisher = publisher(EmbeddedBroker.freePort());
        TestLab lab = TestLab.open(data, "a");
        LabFeed feed = LabFeed.begin(lab.lab(), publisher)) {
      assertThat(lab.awaitEnd(lab.order("a", "steps: [{read: {}}]").id()).state())
          .isEqualTo("done");
      assertThat(publisher.connected()).isFalse();
    }
  }

  private static void awaitState(Watcher watcher, String what) throws Exception {
    String message = watcher.next();
    while (!(message.contains("/state ") && message.contains(what))) {
      message = watcher.next();
    }
  }

  private static MqttPublisher publisher(int port) {
    return MqttPublisher.open(
        MqttSettings.parse("mqtt://127.0.0.1:" + port, "lab7", Optional.empty(), Optional.empty()),
        new Patience(10_000, 5, 20));
  }
}
