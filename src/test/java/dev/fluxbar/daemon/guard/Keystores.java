package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keystores as people make them: by keytool, which is part of the JDK. */
final class Keystores {
  static final String PASSWORD = "correct horse";

  private static @Nullable TlsIdentity made;

  private Keystores() {}

  /** One identity for the tests that only need any; making a key takes a second. */
  static synchronized TlsIdentity shared() throws IOException, InterruptedException {
    TlsIdentity identity = made;
    if (identity == null) {
      Path folder = Files.createTempDirectory("keystore");
      Path store = keystore(folder, "-validity", "365");
      Path password = Secrets.write(folder.resolve("password"), PASSWORD + "\n");
      identity = TlsIdentity.read(store, password);
      made = identity;
      Files.delete(store);
      Files.delete(password);
      Files.delete(folder);
    }
    return identity;
  }

  /** A keystore with one key, its certificate for localhost. */
  static Path keystore(Path folder, String... more) throws IOException, InterruptedException {
    Path file = folder.resolve("fluxbar.p12");
    List<String> options = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC"));
    options.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1"));
    options.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    options.addAll(List.of("-keystore", file.toString()));
    options.addAll(List.of(more));
    keytool(options);
    return Secrets.mode(file, "rw-------");
  }

  static void keytool(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
