package dev.fluxbar.daemon.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A broker in this process that keeps nothing on the disk and calls nobody. */
final class EmbeddedBroker implements AutoCloseable {

  /** Far more than anything here takes. */
  static final long DEADLINE_SECONDS = 30;

  private final Server server = new Server();

  private final int port;
  private final int tlsPort;

  private EmbeddedBroker(int port, int tlsPort) {
    this.port = port;
    this.tlsPort = tlsPort;
  }

  /** A port that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A broker on a port that was free. */
  static EmbeddedBroker start(int largestMessageBytes) throws IOException {
    return start(freePort(), largestMessageBytes);
  }

  /** A broker on this port of the loopback. */
  static EmbeddedBroker start(int port, int largestMessageBytes) throws IOException {
    return start(port, 0, settings(port, largestMessageBytes));
  }

  private static Properties settings(int port, int largestMessageBytes) {
    Properties settings = new Properties();
    settings.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
    settings.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
    settings.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
    settings.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    settings.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
    settings.setProperty(
        IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(largestMessageBytes));
    return settings;
  }

  /** A broker with a plain port and one that shows the certificate of a PKCS#12 keystore. */
  static EmbeddedBroker startTls(Path keystore, String password) throws IOException {
    int tlsPort = freePort();
    Properties settings = settings(freePort(), 200_000);
    settings.setProperty(IConfig.SSL_PORT_PROPERTY_NAME, Integer.toString(tlsPort));
    settings.setProperty(IConfig.JKS_PATH_PROPERTY_NAME, keystore.toString());
    settings.setProperty(IConfig.KEY_STORE_TYPE, "pkcs12");
    settings.setProperty(IConfig.KEY_STORE_PASSWORD_PROPERTY_NAME, password);
    settings.setProperty(IConfig.KEY_MANAGER_PASSWORD_PROPERTY_NAME, password);
    int port = Integer.parseInt(settings.getProperty(IConfig.PORT_PROPERTY_NAME));
    return start(port, tlsPort, settings);
  }

  private static EmbeddedBroker start(int port, int tlsPort, Properties settings)
      throws IOException {
    EmbeddedBroker broker = new EmbeddedBroker(port, tlsPort);
    broker.server.startServer(new MemoryConfig(settings));
    return broker;
  }

  int port() {
    return port;
  }

  int tlsPort() {
    return tlsPort;
  }

  /** Ends the connections of all daemons without a word. */
  void throwOut() {
    server.listConnectedClients().stream()
        .filter(client -> client.getClientID().startsWith("fluxbar-"))
        .forEach(client -> server.disconnectClient(client.getClientID()));
  }

  /** Ends, and returns when the port is free. */
  void stop() {
    server.stopServer();
  }

  /** Ends; its threads take two quiet seconds, for which nobody waits. */
  @Override
  public void close() {
    Thread end = new Thread(server::stopServer, "broker-end");
    end.setDaemon(true);
    end.start();
  }

  /** Somebody who watches the lab: hears all topics of one daemon. */
  static final class Watcher implements AutoCloseable {
    private final Mqtt3AsyncClient client;
    private final BlockingQueue<Mqtt3Publish> heard = new LinkedBlockingQueue<>();

    Watcher(EmbeddedBroker broker, String topics) throws Exception {
      client =
          Mqtt3Client.builder()
              .identifier("watcher-" + System.nanoTime())
              .serverHost("127.0.0.1")
              .serverPort(broker.port())
              .buildAsync();
      client.connect().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      client
          .subscribeWith()
          .topicFilter(topics)
          .qos(MqttQos.AT_LEAST_ONCE)
          .callback(heard::add)
          .send()
          .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** The next message as {@code topic payload}. */
    String next() throws InterruptedException {
      Mqtt3Publish message = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing was heard");
      }
      return message.getTopic()
          + " "
          + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    /** Listens until this message comes. */
    void await(String message) throws InterruptedException {
      String heardNow = next();
      while (!heardNow.equals(message)) {
        heardNow = next();
      }
    }

    @Override
    public void close() throws Exception {
      client.disconnect().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
