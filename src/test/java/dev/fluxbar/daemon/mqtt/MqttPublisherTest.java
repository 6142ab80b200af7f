package dev.fluxbar.daemon.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.daemon.mqtt.EmbeddedBroker.Watcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@Tag("clock")
class MqttPublisherTest {

  /**
   * Short rests, so that nothing here waits long; answers have the time that loaded machines take.
   */
  private static final Patience SHORT = new Patience(10_000, 5, 20);

  private static final int LARGEST_BYTES = 200_000;

  private static MqttPublisher publisher(int port) {
    return MqttPublisher.open(settings(port), SHORT);
  }

  private static MqttSettings settings(int port) {
    return MqttSettings.parse(
        "mqtt://127.0.0.1:" + port, "lab7", Optional.empty(), Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void messagesArriveAndTheDaemonIsSeenToComeAndGo() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(LARGEST_BYTES);
        Watcher watcher = new Watcher(broker, "fluxbar/lab7/#")) {
      MqttPublisher publisher = publisher(broker.port());
      assertThat(watcher.next()).isEqualTo("fluxbar/lab7/online true");

      publisher.publish("bench/a/state", bytes("idle"), true);
      watcher.await("fluxbar/lab7/bench/a/state idle");
      publisher.publish("bench/a/events", bytes("run began"), false);
      publisher.publish("bench/a/events", bytes("run ended"), false);
      assertThat(watcher.next()).isEqualTo("fluxbar/lab7/bench/a/events run began");
      assertThat(watcher.next()).isEqualTo("fluxbar/lab7/bench/a/events run ended");

      publisher.close();
      publisher.close();
      assertThat(watcher.next()).isEqualTo("fluxbar/lab7/online false");
      assertThat(publisher.published()).isEqualTo(3);
      assertThat(publisher.dropped()).isZero();
      assertThat(publisher.connected()).isFalse();

      // Who comes later finds the state, and none of the events.
      try (Watcher late = new Watcher(broker, "fluxbar/lab7/bench/#")) {
        assertThat(late.next()).isEqualTo("fluxbar/lab7/bench/a/state idle");
      }
    }
  }

  @Test
  void aBrokerThatComesLateHearsTheNewestStateAndTheEvents() throws Exception {
    int port = EmbeddedBroker.freePort();
    try (MqttPublisher publisher = publisher(port)) {
      for (int i = 0; i < 100; i++) {
        publisher.publish("bench/a/state", bytes("state " + i), true);
      }
      publisher.publish("bench/a/events", bytes("run began"), false);
      assertThat(publisher.connected()).isFalse();

      try (EmbeddedBroker broker = EmbeddedBroker.start(port, LARGEST_BYTES);
          Watcher watcher = new Watcher(broker, "fluxbar/lab7/bench/#")) {
        // The watcher may come before the publisher, after it, or between the two messages: then
        // the
        // event may reach it before the state that was kept for it.
        String state = watcher.next();
        while (!state.contains("/state ")) {
          state = watcher.next();
        }
        assertThat(state).isEqualTo("fluxbar/lab7/bench/a/state state 99");
        publisher.publish("bench/a/events", bytes("run ended"), false);
        watcher.await("fluxbar/lab7/bench/a/events run ended");
      }
    }
  }

  @Test
  void aBrokerThatForgotEverythingGetsAllStatesAgain() throws Exception {
    EmbeddedBroker first = EmbeddedBroker.start(LARGEST_BYTES);
    try (MqttPublisher publisher = publisher(first.port())) {
      try (Watcher watcher = new Watcher(first, "fluxbar/lab7/#")) {
        publisher.publish("bench/a/state", bytes("idle"), true);
        watcher.await("fluxbar/lab7/bench/a/state idle");
      }
      int port = first.port();
      first.stop();

      try (EmbeddedBroker second = EmbeddedBroker.start(port, LARGEST_BYTES);
          Watcher watcher = new Watcher(second, "fluxbar/lab7/#")) {
        // Nobody publishes anything: the publisher finds out by itself.
        watcher.await("fluxbar/lab7/bench/a/state idle");
        try (Watcher late = new Watcher(second, "fluxbar/lab7/online")) {
          assertThat(late.next()).isEqualTo("fluxbar/lab7/online true");
        }
      }
    }
  }

  @Test
  void anEndWithoutAWordIsToldByTheBroker() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(LARGEST_BYTES);
        Watcher watcher = new Watcher(broker, "fluxbar/lab7/online")) {
      try (MqttPublisher publisher = publisher(broker.port())) {
        watcher.await("fluxbar/lab7/online true");
        broker.throwOut();
        watcher.await("fluxbar/lab7/online false");
        watcher.await("fluxbar/lab7/online true");
      }
    }
  }

  @Test
  void aBrokerThatAcceptsAndNeverAnswersKeepsNobodyWaiting() throws Exception {
    CountDownLatch accepted = new CountDownLatch(3);
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread acceptor = new Thread(() -> accept(mute, accepted), "mute-broker");
      acceptor.setDaemon(true);
      acceptor.start();
      MqttPublisher publisher =
          MqttPublisher.open(settings(mute.getLocalPort()), new Patience(20, 5, 20));
      // The publisher's thread waits for the broker all the while; this one only fills the box.
      for (int i = 0; i < 5_000; i++) {
        publisher.publish("events", bytes("event " + i), false);
      }
      assertThat(publisher.waiting()).isEqualTo(Outbox.EVENTS);
      assertThat(publisher.dropped()).isEqualTo(5_000 - Outbox.EVENTS);
      assertThat(accepted.await(EmbeddedBroker.DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      publisher.close();
      assertThat(publisher.published()).isZero();
    }
  }

  private static void accept(ServerSocket server, CountDownLatch accepted) {
    while (true) {
      try {
        // Kept open, by nobody: no answer ever comes.
        Socket client = server.accept();
        assertThat(client.isConnected()).isTrue();
        accepted.countDown();
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aMessageThatTheBrokerCannotBearIsGivenUp() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(4_000);
        Watcher watcher = new Watcher(broker, "fluxbar/lab7/#");
        MqttPublisher publisher = publisher(broker.port())) {
      publisher.publish("map", new byte[5_000], true);
      publisher.publish("log", new byte[5_000], false);
      publisher.publish("events", bytes("run began"), false);

      watcher.await("fluxbar/lab7/events run began");
      assertThat(publisher.dropped()).isEqualTo(2);
    }
  }

  @Test
  void whatCannotBeSentIsCountedAndNothingIsThrown() {
    MqttPublisher publisher = publisher(1);
    for (String topic : new String[] {"", "/a", "a/", "a//b", "a/+/b", "#", "a\u0000b", "a\nb"}) {
      publisher.publish(topic, new byte[1], true);
    }
    publisher.publish("x".repeat(70_000), new byte[1], false);
    publisher.publish("large", new byte[Outbox.PAYLOAD_BYTES + 1], false);
    assertThat(publisher.dropped()).isEqualTo(10);

    publisher.close();
    publisher.publish("late", new byte[1], true);
    assertThat(publisher.dropped()).isEqualTo(11);
  }

  @Test
  void thePayloadIsCopied() throws Exception {
    int port = EmbeddedBroker.freePort();
    try (MqttPublisher publisher = publisher(port)) {
      byte[] payload = bytes("mine");
      publisher.publish("state", payload, true);
      payload[0] = 'X';
      try (EmbeddedBroker broker = EmbeddedBroker.start(port, LARGEST_BYTES);
          Watcher watcher = new Watcher(broker, "fluxbar/lab7/state")) {
        assertThat(watcher.next()).isEqualTo("fluxbar/lab7/state mine");
      }
    }
  }
}
