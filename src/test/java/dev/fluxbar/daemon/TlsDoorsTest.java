package dev.fluxbar.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Keystores;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.guard.Role;
import dev.fluxbar.daemon.guard.TlsIdentity;
import dev.fluxbar.daemon.guard.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that shows a certificate and asks for tokens, as others reach it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsDoorsTest {
  private static Path folder;
  private static Daemon daemon;
  private static SSLContext trusting;
  private static Tokens tokens;
  private static TlsIdentity identity;
  private static String token;

  @BeforeAll
  static void open(@TempDir Path given) throws Exception {
    folder = given;
    Path file = folder.resolve("tokens");
    token = Tokens.issue(file, "alice", Role.OPERATOR, new SecureRandom());
    tokens = Tokens.read(file);
    Keystores.Shown shown = Keystores.shown();
    trusting = shown.client();
    identity = shown.identity();
    Guard guard = guard(Optional.of(tokens), Optional.of(identity));
    daemon = Daemon.open(settings("data", guard, "127.0.0.1:0", "127.0.0.1:0"));
  }

  @AfterAll
  static void close() {
    daemon.close();
  }

  private static Guard guard(Optional<Tokens> tokens, Optional<TlsIdentity> identity) {
    return Guard.of(tokens, identity, Clock.systemUTC());
  }

  private static DaemonSettings settings(String data, Guard guard, String http, String scpi) {
    BenchSlot slot =
        new BenchSlot("a", BenchFile.of(BenchFile.ACADEMIC), Line.MEMORY, OptionalLong.of(7));
    return new DaemonSettings(
        new LabSettings(
            folder.resolve(data), List.of(slot), Duration.ofSeconds(5), 0, Clock.systemUTC()),
        guard,
        Listening.parse(http),
        Optional.of(Listening.parse(scpi)),
        Optional.empty(),
        List.of());
  }

  private static URI http(String path) {
    return URI.create(daemon.places().getOrDefault("http", "")).resolve(path);
  }

  private static int scpiPort() {
    return URI.create("scpi://" + daemon.places().get("scpi")).getPort();
  }

  private static int status(HttpClient client, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(http("/api/v1/benches"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @Test
  void httpIsEncryptedAndAsksForAToken() throws Exception {
    assertThat(http("/").getScheme()).isEqualTo("https");
    HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
    assertThat(status(client)).isEqualTo(401);
    assertThat(status(client, "Authorization", "Bearer wrong")).isEqualTo(401);
    assertThat(status(client, "Authorization", "Bearer " + token)).isEqualTo(200);
    // The page's own origin has the scheme, too.
    HttpRequest.Builder hold =
        HttpRequest.newBuilder(http("/api/v1/benches/a/release"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.noBody());
    String own = http("/").getAuthority();
    for (String scheme : List.of("https://", "http://")) {
      HttpRequest request = hold.copy().header("Origin", scheme + own).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .as(scheme)
          .isEqualTo(scheme.equals("https://") ? 200 : 403);
    }
  }

  @Test
  void whoDoesNotTrustTheCertificateDoesNotCome() {
    assertThatThrownBy(() -> status(HttpClient.newHttpClient()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void scpiIsEncryptedAndAsksForAToken() throws Exception {
    try (Socket socket =
        trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), scpiPort())) {
      assertThat(ask(socket, "*IDN?;:SYST:TOK?")).startsWith("Fluxbar,Lab,0,").endsWith(";NONE");
      assertThat(ask(socket, "READ:MEMD? 1,1,1;:SYST:TOK?")).isEqualTo("NONE");
      send(socket, "SYST:TOK \"%s\"".formatted(token));
      String answer = ask(socket, "READ:MEMD? 1,1,1;:SYST:TOK?");
      assertThat(answer).matches("[0-9.E-]+;OPERATOR");
      // Behind a run that it waits for, too: the line is looked at meanwhile.
      assertThat(ask(socket, "WRIT:MEMD 1,1,1,1.5;*OPC?")).isEqualTo("1");
    }
  }

  private static void send(Socket socket, String message) throws IOException {
    socket.getOutputStream().write((message + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String ask(Socket socket, String message) throws IOException {
    send(socket, message);
    return String.valueOf(
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
            .readLine());
  }

  @Test
  void plainTextGetsNothingAndLeavesNoThread() throws Exception {
    for (int port : List.of(scpiPort(), http("/").getPort())) {
      for (String text :
          List.of("*IDN?\n*RST\n", "GET /api/v1 HTTP/1.1\r\nHost: localhost\r\n\r\n", "\n")) {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
          plain.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
          plain.shutdownOutput();
          byte[] heard = all(plain);
          // At most the alert by which TLS says that this is none.
          assertThat(new String(heard, StandardCharsets.ISO_8859_1))
              .as("port %d: %s", port, text)
              .doesNotContain("HTTP", "Fluxbar");
        }
      }
    }
    awaitNoSession();
  }

  /** Until it is closed, or cut: what is not read of a request comes back as a reset. */
  private static byte[] all(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  private static void awaitNoSession() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (sessions() > 0) {
      assertThat(System.nanoTime() - end).as("sessions=%d", sessions()).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long sessions() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("scpi-[0-9]+"))
        .count();
  }

  @Test
  void endsThoughAClientIsInTheMiddleOfAHandshake() throws Exception {
    Guard guard = guard(Optional.of(tokens), Optional.of(identity));
    Daemon other = Daemon.open(settings("other", guard, "127.0.0.1:0", "127.0.0.1:0"));
    int port = URI.create("scpi://" + other.places().get("scpi")).getPort();
    try (Socket half = new Socket(InetAddress.getLoopbackAddress(), port)) {
      half.getOutputStream().write(0x16);
      other.close();
      assertThat(all(half)).isEmpty();
    }
    awaitNoSession();
  }

  @Test
  void doesNotListenToOthersWithoutTokensAndTls() {
    Optional<Tokens> someTokens = Optional.of(tokens);
    Optional<TlsIdentity> some = Optional.of(identity);
    for (Guard guard :
        List.of(
            guard(Optional.empty(), Optional.empty()),
            guard(someTokens, Optional.empty()),
            guard(Optional.empty(), some))) {
      for (String others : List.of("0.0.0.0:0", "[::]:0", "192.0.2.1:0")) {
        for (DaemonSettings settings :
            List.of(
                settings("never", guard, others, "127.0.0.1:0"),
                settings("never", guard, "127.0.0.1:0", others))) {
          assertThatThrownBy(() -> Daemon.open(settings))
              .as(others)
              .isInstanceOf(BadInput.class)
              .hasMessageContaining("others can reach this address");
        }
      }
    }
    assertThat(folder.resolve("never")).doesNotExist();
  }
}
