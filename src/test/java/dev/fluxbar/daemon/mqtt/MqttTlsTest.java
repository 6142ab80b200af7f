package dev.fluxbar.daemon.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.daemon.mqtt.EmbeddedBroker.Watcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that shows a certificate: ours is taken, others and other names are not. */
@Timeout(120)
class MqttTlsTest {
  private static final Patience SHORT = new Patience(10_000, 5, 20);
  private static final String PASSWORD = "correct horse";

  private static void keytool(Path store, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** A keystore for this name, and beside it its certificate. */
  private static Path certificate(Path folder, String name, String subject)
      throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    keytool(
        store,
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-storetype",
        "PKCS12",
        "-dname",
        "CN=broker",
        "-ext",
        "san=" + subject);
    Path pem = folder.resolve(name + ".pem");
    keytool(store, "-exportcert", "-rfc", "-alias", "broker", "-file", pem.toString());
    return store;
  }

  private static MqttPublisher publisher(EmbeddedBroker broker, Path authority) {
    return MqttPublisher.open(
        MqttSettings.parse(
            "mqtts://127.0.0.1:" + broker.tlsPort(),
            "lab7",
            Optional.empty(),
            Optional.of(authority)),
        SHORT);
  }

  @Test
  void speaksOnlyToTheBrokerThatItTrusts(@TempDir Path folder) throws Exception {
    Path store = certificate(folder, "own", "ip:127.0.0.1");
    certificate(folder, "other", "ip:127.0.0.1");
    try (EmbeddedBroker broker = EmbeddedBroker.startTls(store, PASSWORD);
        Watcher watcher = new Watcher(broker, "fluxbar/lab7/#")) {
      try (MqttPublisher stranger = publisher(broker, folder.resolve("other.pem"))) {
        stranger.publish("state", new byte[] {'x'}, true);
        untilRefused(stranger);
        assertThat(stranger.published()).isZero();
      }
      try (MqttPublisher publisher = publisher(broker, folder.resolve("own.pem"))) {
        publisher.publish("state", new byte[] {'y'}, true);
        assertThat(watcher.next()).isEqualTo("fluxbar/lab7/online true");
        watcher.await("fluxbar/lab7/state y");
      }
    }
  }

  @Test
  void refusesATrustedCertificateOfAnotherName(@TempDir Path folder) throws Exception {
    Path store = certificate(folder, "own", "dns:elsewhere.example");
    try (EmbeddedBroker broker = EmbeddedBroker.startTls(store, PASSWORD);
        MqttPublisher publisher = publisher(broker, folder.resolve("own.pem"))) {
      publisher.publish("state", new byte[] {'x'}, true);
      untilRefused(publisher);
      assertThat(publisher.published()).isZero();
    }
  }

  private static void untilRefused(MqttPublisher publisher) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(EmbeddedBroker.DEADLINE_SECONDS);
    while (publisher.losses() < 3) {
      assertThat(publisher.connected()).isFalse();
      assertThat(System.nanoTime() - deadline).as("three attempts in time").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
