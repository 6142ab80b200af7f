package dev.fluxbar.daemon.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Collision;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvent;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.lab.NoSuch;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.app.lab.Schedule;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.app.wiring.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A lab of emulated benches, its page, and as much of the HTTP API as the page asks for. Stands in
 * for the daemon's own server, with the same addresses and answers.
 */
final class PageServer implements AutoCloseable {
  private static final String ROOT = "/api/v1";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final Lab lab;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Optional<String> token;
  private volatile boolean closing;

  private PageServer(Lab lab, int port, Optional<String> token) throws IOException {
    this.lab = lab;
    this.token = token;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  static PageServer start(Path data, int port, Optional<String> token, List<BenchFile> benches)
      throws IOException {
    List<BenchSlot> slots = new ArrayList<>();
    for (BenchFile file : benches) {
      String name = slots.isEmpty() ? "academic" : "spare-" + slots.size();
      slots.add(new BenchSlot(name, file, Line.MEMORY, OptionalLong.of(7)));
    }
    LabSettings settings =
        new LabSettings(data, slots, Duration.ofSeconds(5), 0, Clock.systemUTC());
    return new PageServer(Lab.open(settings), port, token);
  }

  Lab lab() {
    return lab;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Security-Policy",
              "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
      try {
        String path = exchange.getRequestURI().getPath();
        if (!path.startsWith(ROOT + "/")) {
          file(exchange, path);
        } else if (token.isPresent()
            && !("Bearer " + token.get())
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
          problem(exchange, 401, "token: given=false; ask with one");
        } else {
          api(exchange, path.substring(ROOT.length() + 1).split("/"));
        }
      } catch (NoSuch e) {
        problem(exchange, 404, e.getMessage());
      } catch (Collision e) {
        problem(exchange, e.isStale() ? 412 : 409, e.getMessage());
      } catch (IllegalArgumentException e) {
        problem(exchange, 422, e.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    String name = path.equals("/") ? "index.html" : path.substring(1);
    try (InputStream in = Lab.class.getResourceAsStream("/dev/fluxbar/daemon/page/" + name)) {
      if (in == null || name.contains("/")) {
        problem(exchange, 404, "there is nothing here");
        return;
      }
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      answer(exchange, 200, type, in.readAllBytes());
    }
  }

  private void api(HttpExchange exchange, String[] parts)
      throws IOException, InterruptedException {
    switch (parts[0]) {
      case "events" -> events(exchange);
      case "benches" -> benches(exchange, parts);
      case "runs" -> runs(exchange, parts);
      case "uploads" -> uploads(exchange, parts);
      default -> schedules(exchange, parts);
    }
  }

  private void benches(HttpExchange exchange, String[] parts) throws IOException {
    if (parts.length == 1) {
      json(exchange, Map.of("benches", lab.benches().stream().map(one -> one.toMap()).toList()));
      return;
    }
    String bench = parts[1];
    switch (parts.length == 2 ? "" : parts[2]) {
      case "memductances" -> json(exchange, cells(bench));
      case "ledger" ->
          json(exchange, Map.of("unit", "V s", "arrays", lab.ledgerVoltSeconds(bench)));
      case "certificate" -> json(exchange, Map.of("certificate", lab.certificate(bench)));
      case "hold" -> json(exchange, lab.hold(bench, seen(exchange)).toMap());
      case "release" -> json(exchange, lab.release(bench, seen(exchange)).toMap());
      case "safe" -> json(exchange, lab.safe(bench).toMap());
      case "runs" -> order(exchange, bench);
      default -> json(exchange, lab.bench(bench).toMap());
    }
  }

  private Map<String, Object> cells(String bench) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("unit", "S");
    lab.cells(bench)
        .ifPresent(
            cells -> {
              map.put("at", cells.at().toString());
              map.put("run", cells.run());
              map.put("arrays", cells.siemens());
              map.put("change", cells.changeSiemens());
            });
    return map;
  }

  private void order(HttpExchange exchange, String bench) throws IOException {
    JsonNode json = ResultJson.parse(exchange.getRequestBody().readAllBytes());
    RunOrder order =
        new RunOrder(
            lab.sequence(bench, json.path("sequence").asText()),
            json.path("priority").asInt(),
            json.path("dry-run").asBoolean(),
            AfterCrash.of(json.path("after-crash").asText("wait")),
            json.path("by").asText());
    Map<String, Object> made =
        json.has("every")
            ? lab.schedules()
                .add(bench, order, Schedule.every(json.path("every").asText()))
                .toMap()
            : lab.submit(bench, order).toMap();
    answer(exchange, 201, "application/json", bytes(made));
  }

  private void runs(HttpExchange exchange, String[] parts) throws IOException {
    if (parts.length == 1) {
      json(exchange, Map.of("runs", lab.runs().stream().map(RunView::toMap).toList()));
      return;
    }
    boolean now = "now=true".equals(exchange.getRequestURI().getQuery());
    switch (parts.length == 2 ? "" : parts[2]) {
      case "pause" -> json(exchange, lab.pause(parts[1], seen(exchange)).toMap());
      case "resume" -> json(exchange, lab.resume(parts[1], seen(exchange)).toMap());
      case "abort" -> json(exchange, lab.abort(parts[1], now, seen(exchange)).toMap());
      case "log" ->
          answer(
              exchange,
              200,
              "text/plain; charset=utf-8",
              Files.readAllBytes(lab.folder(parts[1]).resolve("said.txt")));
      case "files" -> json(exchange, Map.of("files", List.of("run.json", "said.txt")));
      default -> json(exchange, lab.run(parts[1]).toMap());
    }
  }

  private void uploads(HttpExchange exchange, String[] parts) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> lab.uploads().put(parts[1], exchange.getRequestBody().readAllBytes());
      case "DELETE" -> lab.uploads().delete(parts[1]);
      default -> {}
    }
    json(exchange, Map.of("uploads", lab.uploads().names()));
  }

  private void schedules(HttpExchange exchange, String[] parts) throws IOException {
    if (exchange.getRequestMethod().equals("DELETE")) {
      lab.schedules().remove(parts[1]);
    }
    json(
        exchange,
        Map.of("schedules", lab.schedules().all().stream().map(Schedule::toMap).toList()));
  }

  private void events(HttpExchange exchange) throws IOException, InterruptedException {
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    LabEvents events = lab.events();
    try (LabEvents.Listener listener =
        last == null ? events.listen() : events.listen(Long.parseLong(last))) {
      while (!closing) {
        LabEvent event = listener.next(50);
        if (event != null) {
          String text =
              "id: %d\nevent: %s\ndata: %s\n\n"
                  .formatted(
                      event.number(), event.type(), ResultJson.line(event.toMap()).strip());
          out.write(text.getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      }
    }
  }

  private static Optional<Long> seen(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Match"))
        .map(tag -> Long.valueOf(tag.replace("\"", "")));
  }

  private static byte[] bytes(Map<String, ?> map) {
    return ResultJson.line(map).getBytes(StandardCharsets.UTF_8);
  }

  private static void json(HttpExchange exchange, Map<String, ?> map) throws IOException {
    answer(exchange, 200, "application/json", bytes(map));
  }

  private static void problem(HttpExchange exchange, int status, String detail)
      throws IOException {
    answer(
        exchange,
        status,
        "application/problem+json",
        bytes(Map.of("status", status, "detail", String.valueOf(detail))));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closing = true;
    server.stop(0);
    threads.shutdownNow();
    lab.close();
  }

  /** For looking at the page by hand: {@code PageServer [PORT]}. */
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
    List<BenchFile> benches =
        List.of(BenchFile.of(BenchFile.ACADEMIC), BenchFile.of(BenchFile.ACADEMIC));
    start(Files.createTempDirectory("page"), port, Optional.empty(), benches);
  }
}
