package dev.fluxbar.daemon.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSettingsTest {

  private static MqttSettings parse(String uri) {
    return MqttSettings.parse(uri, "lab7", Optional.empty(), Optional.empty());
  }

  private static Path login(Path folder, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("login"), text);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "mqtt://broker, broker, 1883, false, mqtt://broker:1883",
    "mqtts://broker, broker, 8883, true, mqtts://broker:8883",
    "mqtt://10.0.0.7:9, 10.0.0.7, 9, false, mqtt://10.0.0.7:9",
    "mqtts://[2001:db8::1]:9, 2001:db8::1, 9, true, mqtts://[2001:db8::1]:9",
  })
  void knowsABroker(String uri, String host, int port, boolean tls, String told) {
    MqttSettings settings = parse(uri);

    assertThat(settings.host()).isEqualTo(host);
    assertThat(settings.port()).isEqualTo(port);
    assertThat(settings.tls()).isEqualTo(tls);
    assertThat(settings.uri()).isEqualTo(told);
    assertThat(settings.topic("online")).isEqualTo("fluxbar/lab7/online");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "broker",
        "broker:1883",
        "http://broker",
        "MQTT:broker",
        "mqtt://",
        "mqtt://:1883",
        "mqtt://broker:0",
        "mqtt://broker:65536",
        "mqtt://broker/topic",
        "mqtt://broker?x=1",
        "mqtt://broker#x",
        "mqtt://bro ker"
      })
  void refusesWhatIsNoBroker(String uri) {
    assertThatThrownBy(() -> parse(uri))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("mqtt: ");
  }

  @Test
  void refusesAPasswordInTheUriAndDoesNotRepeatIt() {
    assertThatThrownBy(() -> parse("mqtts://alice:secret@broker"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("user-in-uri")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a+", "#", "a b", "ü"})
  void refusesANameThatIsNoPartOfATopic(String name) {
    assertThatThrownBy(
            () -> MqttSettings.parse("mqtt://broker", name, Optional.empty(), Optional.empty()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("name=" + name);
  }

  @Test
  void aPasswordTravelsOnlyWhereNobodyReadsIt(@TempDir Path folder) throws IOException {
    Optional<Path> login = Optional.of(login(folder, "alice\nsecret\n"));

    for (String uri : new String[] {"mqtts://broker", "mqtt://127.0.0.1", "mqtt://localhost"}) {
      MqttSettings settings = MqttSettings.parse(uri, "lab7", login, Optional.empty());
      assertThat(settings.login()).contains(new MqttSettings.Login("alice", "secret"));
      assertThat(settings.toString()).doesNotContain("secret");
    }
    assertThatThrownBy(() -> MqttSettings.parse("mqtt://broker", "lab7", login, Optional.empty()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("use mqtts://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice\n", "alice\n\n", "\nsecret\n"})
  void refusesAFileWithoutUserAndPassword(String text, @TempDir Path folder) throws IOException {
    Optional<Path> login = Optional.of(login(folder, text));

    assertThatThrownBy(() -> MqttSettings.parse("mqtts://broker", "lab7", login, Optional.empty()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("the user into the first line");
  }

  @Test
  void refusesAuthoritiesThatAreNoneBeforeAnythingIsSent(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("ca.pem"));

    assertThatThrownBy(
            () ->
                MqttSettings.parse(
                    "mqtts://127.0.0.1", "lab7", Optional.empty(), Optional.of(empty)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("certificates=0");
    assertThatThrownBy(
            () -> MqttSettings.parse("mqtt://broker", "lab7", Optional.empty(), Optional.of(empty)))
        .hasMessageContaining("tls=false");
  }
}
