package dev.fluxbar.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** A real server over a real lab of emulated benches in memory; every answer is held to OpenAPI. */
final class TestServer implements AutoCloseable {
  static final String LONG =
      "name: long\nsteps: [{loop: {times: 100000, steps: [{read: {cell: [1, 1, 1]}}]}}]";
  static final String READ = "name: short\nsteps: [{read: {cell: [1, 1, 1]}}]";

  /** Far beyond anything that a loaded machine needs: a test that waits so long has failed. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  final Lab lab;
  final HttpServer server;
  final Described described = new Described();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String token;

  /** An answer. */
  record Answer(int status, HttpResponse<byte[]> response) {
    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        return fail(text(), e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private TestServer(Lab lab, HttpServer server, String token) {
    this.lab = lab;
    this.server = server;
    this.token = token;
  }

  static TestServer open(Path data, Guard guard, String token, String... benches) {
    List<BenchSlot> slots = new ArrayList<>();
    for (String name : benches) {
      slots.add(
          new BenchSlot(name, BenchFile.of(BenchFile.ACADEMIC), Line.MEMORY, OptionalLong.of(7)));
    }
    Lab lab = Lab.open(new LabSettings(data, slots, Duration.ofSeconds(5), 0, Clock.systemUTC()));
    HttpServer server =
        new HttpServer(lab, guard, Listening.parse("127.0.0.1:0"), List.of(), RunExports.RESULT);
    server.start();
    return new TestServer(lab, server, token);
  }

  static TestServer open(Path data, String... benches) {
    return open(
        data,
        Guard.of(java.util.Optional.empty(), java.util.Optional.empty(), Clock.systemUTC()),
        "",
        benches);
  }

  int port() {
    return server.address().getPort();
  }

  HttpRequest.Builder request(String target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port(), target)))
            .timeout(PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    String type = response.headers().firstValue("Content-Type").orElse("");
    described.check(
        request.method(), request.uri().getRawPath(), response.statusCode(), type, response.body());
    return new Answer(response.statusCode(), response);
  }

  Answer get(String target, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(target).GET();
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  Answer post(String target, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(target).POST(HttpRequest.BodyPublishers.noBody());
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  Answer delete(String target) throws IOException, InterruptedException {
    return send(request(target).DELETE().build());
  }

  Answer put(String target, String body) throws IOException, InterruptedException {
    return send(request(target).PUT(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  Answer body(String target, String type, String body) throws IOException, InterruptedException {
    return send(
        request(target)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Orders a run by its YAML; its name. */
  String order(String bench, String yaml) throws IOException, InterruptedException {
    Answer answer = body("/api/v1/benches/%s/runs".formatted(bench), "application/yaml", yaml);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("run").asText();
  }

  /** Waits until a run is as it shall be. */
  JsonNode await(String run, Predicate<JsonNode> what) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (LabEvents.Listener listener = lab.events().listen()) {
      while (System.nanoTime() < end) {
        JsonNode json = get("/api/v1/runs/" + run).json();
        if (what.test(json)) {
          return json;
        }
        listener.next(100);
      }
    }
    return fail("run %s did not become so: %s", run, get("/api/v1/runs/" + run).text());
  }

  JsonNode awaitState(String run, String state) throws IOException, InterruptedException {
    return await(run, json -> json.path("state").asText().equals(state));
  }

  JsonNode awaitEnd(String run) throws IOException, InterruptedException {
    return await(run, json -> json.has("ended"));
  }

  /** What a request gets that no client library would send. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The same, of a whole request without a body. */
  String raw(String method, String target, String... headers) throws IOException {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return raw(
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s\r\n"
            .formatted(method, target, more));
  }

  @Override
  public void close() {
    server.close();
    lab.close();
  }
}
