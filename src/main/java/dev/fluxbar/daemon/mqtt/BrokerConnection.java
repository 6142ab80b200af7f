package dev.fluxbar.daemon.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.fluxbar.daemon.guard.TlsIdentity;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker, from its beginning to its end; a new one is made for each attempt, so
 * that nothing of a broken one is left. For one thread.
 */
final class BrokerConnection implements AutoCloseable {
  private static final String ONLINE = "online";
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final long GOODBYE_MILLIS = 2_000;

  private final MqttSettings settings;
  private final Patience patience;
  private final Mqtt3AsyncClient client;
  private final AtomicBoolean ended;

  private BrokerConnection(
      MqttSettings settings, Patience patience, Mqtt3AsyncClient client, AtomicBoolean ended) {
    this.settings = settings;
    this.patience = patience;
    this.client = client;
    this.ended = ended;
  }

  /**
   * Connects, leaves the last will, and says that this daemon is there.
   *
   * @param trusted what judges the broker's certificate; null: as the platform does
   * @param onEnd told from another thread when the connection has ended, by whomever
   * @throws BrokerLost if the broker does not answer in time, or refuses
   */
  static BrokerConnection open(
      MqttSettings settings,
      Patience patience,
      @Nullable TrustManagerFactory trusted,
      Runnable onEnd)
      throws BrokerLost, InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    BrokerConnection connection =
        new BrokerConnection(
            settings,
            patience,
            client(
                settings,
                patience,
                trusted,
                () -> {
                  ended.set(true);
                  onEnd.run();
                }),
            ended);
    try {
      connection.await(
          connection.client.connectWith().cleanSession(true).keepAlive(KEEP_ALIVE_SECONDS).send(),
          patience.answerMillis());
      connection.send(online(settings, true), patience.answerMillis());
      return connection;
    } catch (BrokerLost | InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Mqtt3AsyncClient client(
      MqttSettings settings,
      Patience patience,
      @Nullable TrustManagerFactory trusted,
      Runnable onEnd) {
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverHost(settings.host())
            .serverPort(settings.port())
            .socketConnectTimeout(patience.answerMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(patience.answerMillis(), TimeUnit.MILLISECONDS);
    if (settings.tls()) {
      // Here and not at the client's builder, which forgets it beside a transport configuration.
      transport = transport.sslConfig(tls(trusted, patience));
    }
    Mqtt3ClientBuilder builder =
        Mqtt3Client.builder()
            // Random, since a broker ends the older of two connections of one name.
            .identifier("fluxbar-" + UUID.randomUUID())
            .transportConfig(transport.build())
            .willPublish(online(settings, false))
            .addDisconnectedListener(context -> onEnd.run());
    if (settings.login().isPresent()) {
      MqttSettings.Login login = settings.login().get();
      builder =
          builder
              .simpleAuth()
              .username(login.user())
              .password(login.password().getBytes(StandardCharsets.UTF_8))
              .applySimpleAuth();
    }
    return builder.buildAsync();
  }

  private static MqttClientSslConfig tls(@Nullable TrustManagerFactory trusted, Patience patience) {
    // The library checks the broker's name by the HTTPS rules as long as no verifier is set.
    return MqttClientSslConfig.builder()
        .trustManagerFactory(trusted)
        .protocols(TlsIdentity.PROTOCOLS)
        .handshakeTimeout(patience.answerMillis(), TimeUnit.MILLISECONDS)
        .build();
  }

  private static Mqtt3Publish online(MqttSettings settings, boolean there) {
    byte[] payload = Boolean.toString(there).getBytes(StandardCharsets.UTF_8);
    return message(settings, new Outgoing(ONLINE, payload, true));
  }

  private static Mqtt3Publish message(MqttSettings settings, Outgoing message) {
    return Mqtt3Publish.builder()
        .topic(settings.topic(message.tail()))
        .payload(message.payload())
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(message.retained())
        .build();
  }

  /**
   * Sends one message and waits until the broker has it.
   *
   * @throws BrokerLost if it does not say so in time
   */
  void send(Outgoing message) throws BrokerLost, InterruptedException {
    send(message(settings, message), patience.answerMillis());
  }

  private void send(Mqtt3Publish message, long millis) throws BrokerLost, InterruptedException {
    await(client.publish(message), millis);
  }

  private <T> void await(CompletableFuture<T> answer, long millis)
      throws BrokerLost, InterruptedException {
    try {
      answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BrokerLost(
          "mqtt: broker=%s; %s".formatted(settings.uri(), cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new BrokerLost(
          "mqtt: broker=%s, waited-milliseconds=%d; it does not answer"
              .formatted(settings.uri(), millis),
          e);
    }
  }

  /** Whether it is there as far as anybody knows. */
  boolean alive() {
    return !ended.get();
  }

  /** Says that this daemon goes; the last will is for ends without a word only. */
  void sayGoodbye() throws BrokerLost, InterruptedException {
    long millis = Math.min(GOODBYE_MILLIS, patience.answerMillis());
    send(online(settings, false), millis);
    await(client.disconnect(), millis);
  }

  /** Ends the connection without waiting for anything; twice is harmless. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whether a lost broker heard it is all the same
  public void close() {
    client.disconnect();
  }

  /** The broker is not there, not ours, or not heard in time. */
  static final class BrokerLost extends Exception {
    private static final long serialVersionUID = 1L;

    BrokerLost(String message) {
      super(message);
    }

    BrokerLost(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
