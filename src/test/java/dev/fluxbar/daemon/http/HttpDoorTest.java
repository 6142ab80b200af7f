package dev.fluxbar.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Role;
import dev.fluxbar.daemon.guard.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody comes in who may not, nothing reaches a file that it shall not, and nobody is held up. */
class HttpDoorTest {
  private static Path folder;
  private static TestServer open;
  private static TestServer guarded;
  private static String reader;

  @BeforeAll
  static void start(@TempDir Path given) throws Exception {
    folder = given;
    Files.writeString(folder.resolve("secret.csv"), "1,2\n");
    open = TestServer.open(folder.resolve("data"), "a");
    Path tokens = folder.resolve("tokens");
    SecureRandom random = new SecureRandom();
    String operator = Tokens.issue(tokens, "alice", Role.OPERATOR, random);
    reader = Tokens.issue(tokens, "wall", Role.READER, random);
    Guard guard = Guard.of(Optional.of(Tokens.read(tokens)), Optional.empty(), Clock.systemUTC());
    guarded = TestServer.open(folder.resolve("guarded"), guard, operator, "a");
  }

  @AfterAll
  static void end() {
    open.close();
    guarded.close();
  }

  private static int status(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  /** A problem, whoever has found it, and nothing of how the program is made. */
  private static void isProblem(String answer, Integer... statuses) {
    assertThat(status(answer)).as(answer).isIn((Object[]) statuses);
    assertThat(answer)
        .contains("Content-Type: application/problem+json")
        .contains("\"detail\"")
        .doesNotContain("jetty", "Jetty", "javalin", "Exception", "\tat ");
  }

  @Test
  void namesOfOtherServersAreRefused() throws Exception {
    for (String host : List.of("evil.example", "127.0.0.1.evil.example", "", "localhost@evil:80")) {
      isProblem(
          open.raw("GET /api/v1 HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)),
          400,
          421);
    }
    isProblem(open.raw("GET /api/v1 HTTP/1.0\r\n\r\n"), 421);
    isProblem(open.raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), 421);
    assertThat(open.raw("GET /api/v1 HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void otherSitesChangeNothing() throws Exception {
    String safe = "/api/v1/benches/a/safe";
    assertThat(open.post(safe, "Origin", "http://evil.example").status()).isEqualTo(403);
    assertThat(open.post(safe, "Origin", "null").status()).isEqualTo(403);
    assertThat(open.post(safe, "Origin", "http://127.0.0.1:1").status()).isEqualTo(403);
    String own = "http://127.0.0.1:" + open.port();
    assertThat(open.post("/api/v1/benches/a/hold", "Origin", own).status()).isEqualTo(200);
    assertThat(open.post("/api/v1/benches/a/release", "Origin", own).status()).isEqualTo(200);
    // A form of another site can send this without asking; JSON it cannot.
    assertThat(open.body("/api/v1/benches/a/runs", "text/plain", TestServer.READ).status())
        .isEqualTo(415);
    assertThat(open.get("/api/v1").response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
  }

  @Test
  void everyAnswerForbidsWhatPagesCouldDoWithIt() throws Exception {
    for (String target : List.of("/api/v1", "/nothing.js", "/openapi.yaml", "/api/v1/runs/x")) {
      TestServer.Answer answer = open.get(target);
      assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Server")).isEmpty();
    }
  }

  @Test
  void withoutATokenNobodySeesTheLab() throws Exception {
    for (String target :
        List.of("/api/v1", "/api/v1/benches", "/health", "/metrics", "/api/v1/events")) {
      String answer = guarded.raw("GET", target);
      isProblem(answer, 401);
      assertThat(answer).contains("WWW-Authenticate: Bearer");
    }
    assertThat(guarded.raw("GET", "/openapi.yaml")).startsWith("HTTP/1.1 200");
    // In a URL it would lie in logs and histories: there it counts for nothing.
    isProblem(guarded.raw("GET", "/api/v1?token=" + reader), 401);
    assertThat(guarded.get("/api/v1/benches").status()).isEqualTo(200);
  }

  @Test
  void readersOnlyLook() throws Exception {
    String token = "Authorization: Bearer " + reader;
    assertThat(guarded.raw("GET", "/api/v1/benches", token)).startsWith("HTTP/1.1 200");
    assertThat(guarded.raw("GET", "/metrics", token)).startsWith("HTTP/1.1 200");
    assertThat(guarded.raw("GET", "/api/v1", token)).contains("\"role\":\"reader\"");
    assertThat(guarded.get("/api/v1").json().path("role").asText()).isEqualTo("operator");
    int changing = 0;
    for (String operation : guarded.described.operations()) {
      String[] parts = operation.split(" ", 2);
      if (!parts[0].equals("GET")) {
        changing++;
        String target = parts[1].replaceAll("\\{[a-z]+}", "a");
        String answer = guarded.raw(parts[0], target, token, "Content-Length: 0");
        isProblem(answer, 403);
        assertThat(answer).as(operation).contains("role: given=reader, needed=operator");
      }
    }
    assertThat(changing).isGreaterThanOrEqualTo(11);
  }

  @Test
  void whoHoldsATokenIsNamedInTheRun() throws Exception {
    String run = guarded.order("a", TestServer.READ);
    assertThat(guarded.awaitEnd(run).path("by").asText()).isEqualTo("alice");
  }

  @Test
  void guessingIsLocked() throws Exception {
    Path tokens = folder.resolve("more-tokens");
    String token = Tokens.issue(tokens, "bob", Role.OPERATOR, new SecureRandom());
    Guard guard = Guard.of(Optional.of(Tokens.read(tokens)), Optional.empty(), Clock.systemUTC());
    try (TestServer server = TestServer.open(folder.resolve("locked"), guard, token, "a")) {
      for (int guess = 0; guess < 10; guess++) {
        isProblem(server.raw("GET", "/api/v1", "Authorization: Bearer guess" + guess), 401);
      }
      TestServer.Answer locked = server.get("/api/v1");
      assertThat(locked.status()).isEqualTo(429);
      assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 60);
    }
  }

  @Test
  void noPathLeadsOutOfTheFolders() throws Exception {
    String run = open.order("a", TestServer.READ);
    open.awaitEnd(run);
    List<String> names =
        List.of(
            "..%2f..%2fsecret.csv",
            "%2e%2e%2f%2e%2e%2fsecret.csv",
            "../../../secret.csv",
            "%2e%2e/%2e%2e/secret.csv",
            "..%5c..%5csecret.csv",
            "..\\..\\secret.csv",
            "%252e%252e%252fsecret.csv",
            "/etc/passwd",
            "%2fetc%2fpasswd",
            "..;/..;/secret.csv",
            "secret.csv%00.csv",
            "run.json%00",
            ".%2fsecret.csv",
            "c%3a%5csecret.csv",
            "%c0%ae%c0%ae%2fsecret.csv",
            "file%3a%2f%2f%2fetc%2fpasswd");
    for (String name : names) {
      for (String place :
          List.of("/api/v1/uploads/", "/api/v1/runs/" + run + "/files/", "/", "/api/v1/runs/")) {
        String answer = open.raw("GET", place + name);
        assertThat(answer).as(place + name).doesNotContain("1,2\n", "root:");
        isProblem(answer, 400, 404, 422);
      }
      isProblem(
          open.raw("PUT", "/api/v1/uploads/" + name, "Content-Length: 0"), 400, 404, 405, 422);
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.endsWith("uploads"))).isEmpty();
    }
  }

  @Test
  void whatIsNoRequestIsAProblemToo() throws Exception {
    isProblem(open.raw("GET / HT\r\n\r\n"), 400, 505);
    isProblem(open.raw("GET", "/api/v1", "X: " + "x".repeat(9_000)), 431);
    isProblem(open.raw("GET", "/" + "x".repeat(9_000)), 414, 431);
    isProblem(open.raw("BREW", "/api/v1"), 404, 405, 501);
    isProblem(open.raw("GET", "/api/v1", "Content-Length: 1", "Content-Length: 2"), 400);
  }

  @Test
  void bodiesAreCountedAsTheyCome() throws Exception {
    String huge = "x".repeat((1 << 20) + 1);
    assertThat(open.body("/api/v1/benches/a/runs", "application/yaml", huge).status())
        .isEqualTo(413);
    // In chunks, with no length that could be believed.
    HttpRequest chunked =
        open.request("/api/v1/benches/a/runs")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(huge.getBytes(StandardCharsets.UTF_8))))
            .build();
    assertThat(open.send(chunked).status()).isEqualTo(413);
    // A length that is too large is refused before a byte of it has come.
    isProblem(open.raw("PUT", "/api/v1/uploads/x.csv", "Content-Length: 99999999999"), 413);
  }

  @Test
  void deepAndSelfReferringTextsAreRefused() throws Exception {
    String deep = "{\"sequence\":" + "[".repeat(100_000);
    assertThat(open.body("/api/v1/benches/a/runs", "application/json", deep).status())
        .isEqualTo(400);
    String bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nname: b\nsteps: *c\n";
    for (String yaml :
        List.of(bomb, "name: x\nsteps: " + "[".repeat(10_000), "!!java.lang.Thread {}\n")) {
      assertThat(open.body("/api/v1/benches/a/runs", "application/yaml", yaml).status())
          .as(yaml.substring(0, 20))
          .isEqualTo(422);
    }
    assertThat(
            open.body("/api/v1/benches/a/runs", "application/json", "{\"by\":\"a\",\"by\":\"b\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aBodyThatTrickles() {
    long minute = 60_000_000_000L;
    assertThat(Body.tooSlow(1, minute / 3)).isFalse();
    assertThat(Body.tooSlow(1, minute)).isTrue();
    assertThat(Body.tooSlow(60 * 8_192, minute)).isFalse();
  }

  @Test
  void whoIsSlowWaitsAlone() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      // More than any small pool of threads; each has sent half of a body, or of a head.
      for (int i = 0; i < 60; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.port());
        slow.add(socket);
        String head = "POST /api/v1/benches/a/runs HTTP/1.1\r\nHost: localhost\r\n";
        String rest = "Content-Type: application/yaml\r\nContent-Length: 100\r\n\r\nn";
        socket
            .getOutputStream()
            .write((i % 2 == 0 ? head + rest : head).getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(open.get("/api/v1/benches").status()).isEqualTo(200);
      String run = open.order("a", TestServer.READ);
      assertThat(open.awaitEnd(run).path("state").asText()).isEqualTo("done");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aListenerThatDoesNotReadHoldsUpNobody() throws Exception {
    try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), open.port())) {
      deaf.setReceiveBufferSize(1024);
      deaf.getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = deaf.getInputStream();
      assertThat(in.read()).isEqualTo('H');
      String run = open.order("a", TestServer.READ);
      assertThat(open.awaitEnd(run).path("state").asText()).isEqualTo("done");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
