package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Path password() throws IOException {
    return Secrets.write(folder.resolve("password"), Keystores.PASSWORD + "\n");
  }

  @Test
  void speaksTls12AndNewerAndNothingOlder() throws Exception {
    TlsIdentity identity = Keystores.shared();
    assertThat(identity.parameters().getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");

    for (String protocol : TlsIdentity.PROTOCOLS) {
      assertThat(shakenHands(identity, protocol)).isEqualTo(protocol);
    }
  }

  /** The protocol that a client who speaks only {@code protocol} gets. */
  private static String shakenHands(TlsIdentity identity, String protocol) throws Exception {
    try (SSLServerSocket server =
        (SSLServerSocket)
            identity
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSSLParameters(identity.parameters());
      CompletableFuture<Integer> heard =
          CompletableFuture.supplyAsync(
              () -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                  return accepted.getInputStream().read();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      try (SSLSocket client =
          (SSLSocket)
              trusting()
                  .getSocketFactory()
                  .createSocket(server.getInetAddress(), server.getLocalPort())) {
        client.setEnabledProtocols(new String[] {protocol});
        client.getOutputStream().write(42);
        assertThat(heard.get()).isEqualTo(42);
        return client.getSession().getProtocol();
      }
    }
  }

  /** A client that takes any certificate: here only the protocol is looked at. */
  private static SSLContext trusting() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager any =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String kind) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String kind) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    context.init(null, new TrustManager[] {any}, null);
    return context;
  }

  @Test
  void warnsThirtyDaysBeforeTheEndAndAfterIt() throws Exception {
    TlsIdentity identity = Keystores.shared();
    Instant end = identity.expires();

    assertThat(identity.warning(end.minus(Duration.ofDays(31)))).isEmpty();
    assertThat(identity.warning(end.minus(Duration.ofDays(29))).orElseThrow()).contains("days=29");
    assertThat(identity.warning(end).orElseThrow()).contains("has expired");
    assertThat(identity.warning(end.minus(Duration.ofDays(800))).orElseThrow())
        .contains("not valid yet");
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    Path store = Keystores.keystore(folder);
    Path wrong = Secrets.write(folder.resolve("password"), "wrong horse\n");

    assertThatThrownBy(() -> TlsIdentity.read(store, wrong))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("keystore=" + store)
        .hasMessageNotContaining("horse");
  }

  @Test
  void refusesWhatIsNoKeystoreAndAnEmptyPassword() throws Exception {
    Path text = Secrets.write(folder.resolve("store"), "not a keystore");
    Path empty = Secrets.write(folder.resolve("empty"), "\n");

    assertThatThrownBy(() -> TlsIdentity.read(text, password()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no PKCS#12 keystore");
    assertThatThrownBy(() -> TlsIdentity.read(text, empty))
        .hasMessageContaining("first-line=empty");
  }

  @Test
  void refusesAStoreWithTwoKeys() throws Exception {
    Path store = Keystores.keystore(folder, "-alias", "one");
    Keystores.keystore(folder, "-alias", "two");

    assertThatThrownBy(() -> TlsIdentity.read(store, password()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("private-keys=2");
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws Exception {
    Path store = Keystores.keystore(folder);
    if (Files.getFileStore(store).supportsFileAttributeView("posix")) {
      Secrets.mode(store, "rw-r--r--");
      assertThatThrownBy(() -> TlsIdentity.read(store, password()))
          .hasMessageContaining("mode=rw-r--r--");
    }
  }
}
