package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon refuses before it touches a bench: one sentence, and nothing is left behind. */
class DaemonCommandTest {
  private final Path folder;

  DaemonCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path secret(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }

  private void isRefused(String sentence, String... options) {
    List<String> arguments = new ArrayList<>(List.of("daemon", "--transport", "memory"));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of(options));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).startsWith("fluxbar: ").contains(sentence).doesNotContain("Exception");
  }

  @Test
  void refusesAKeyFileThatIsNone() throws IOException {
    Path password = secret("password", "correct horse\n".getBytes(StandardCharsets.US_ASCII));
    for (byte[] garbled :
        List.of(
            new byte[0],
            new byte[] {0x30, (byte) 0x82, 0x04, 0x00},
            "PEM".getBytes(StandardCharsets.US_ASCII))) {
      Path store = secret("store.p12", garbled);
      isRefused(
          "it is no PKCS#12 keystore, or this is not its password",
          "--tls-keystore",
          store.toString(),
          "--tls-password-file",
          password.toString());
    }
    isRefused(
        "give both", "--tls-keystore", folder.resolve("store.p12").toString(), "--host-name", "x");
    isRefused(
        "exists=false",
        "--tls-keystore",
        folder.resolve("none.p12").toString(),
        "--tls-password-file",
        password.toString());
  }

  @Test
  void refusesToBeReachedByOthersWithoutTokensAndTls() {
    isRefused("others can reach this address", "--listen", "0.0.0.0:0", "--scpi", "none");
    isRefused("others can reach this address", "--listen", "127.0.0.1:0", "--scpi", "0.0.0.0:0");
    isRefused("others can reach this address", "--listen", "127.0.0.1:0", "--scpi", "[::]:0");
    assertThat(folder.resolve("data/daemon.lock")).doesNotExist();
  }

  @Test
  void refusesAuthoritiesOfABrokerThatAreNone() throws IOException {
    Path text = Files.writeString(folder.resolve("ca.pem"), "no certificate");
    isRefused("--mqtt", "--mqtt-ca", text.toString());
    isRefused(
        "it is no file of PEM certificates",
        "--mqtt",
        "mqtts://127.0.0.1:1",
        "--mqtt-ca",
        text.toString());
    isRefused(
        "certificates need mqtts://", "--mqtt", "mqtt://127.0.0.1:1", "--mqtt-ca", text.toString());
  }
}
