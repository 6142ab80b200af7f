package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keystores as people make them: by keytool, which is part of the JDK. */
public final class Keystores {
  static final String PASSWORD = "correct horse";

  private static @Nullable Shown made;

  private Keystores() {}

  /**
   * What a server shows, and a client that trusts it.
   *
   * @param client whose trust store holds this one certificate
   */
  public record Shown(TlsIdentity identity, SSLContext client) {}

  /** One identity for the tests that only need any; making a key takes a second. */
  static TlsIdentity shared() throws Exception {
    return shown().identity();
  }

  /** One pair for the tests that only need any. */
  public static synchronized Shown shown() throws Exception {
    Shown shown = made;
    if (shown == null) {
      Path folder = Files.createTempDirectory("keystore");
      Path store = keystore(folder, "-validity", "365");
      Path password = Secrets.write(folder.resolve("password"), PASSWORD + "\n");
      shown = new Shown(TlsIdentity.read(store, password), trusting(store));
      made = shown;
      Files.delete(store);
      Files.delete(password);
      Files.delete(folder);
    }
    return shown;
  }

  /** A client that trusts the certificate of a keystore and no other. */
  private static SSLContext trusting(Path file) throws Exception {
    KeyStore own = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("daemon", own.getCertificate(own.aliases().nextElement()));
    TrustManagerFactory judges =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    judges.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, judges.getTrustManagers(), null);
    return context;
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
