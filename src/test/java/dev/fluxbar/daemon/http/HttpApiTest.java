package dev.fluxbar.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every route, over a real lab; {@link Described} holds every answer against openapi.yaml. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HttpApiTest {
  private static Path data;
  private static TestServer server;

  @BeforeAll
  static void open(@TempDir Path given) throws Exception {
    data = given;
    Path old = Files.createDirectories(data.resolve("runs").resolve("20260101-120000-read"));
    Files.writeString(
        old.resolve("run.json"),
        """
        {"command":"read","arguments":[],"version":"0.1","bench":"tcp://x:1","process-id":1,
         "started":"2026-01-01T12:00:00Z","state":"done","ended":"2026-01-01T12:01:00Z","message":""}
        """);
    Files.writeString(old.resolve("report.html"), "<p>report</p>");
    Files.createSymbolicLink(old.resolve("link.txt"), Path.of("/etc/passwd"));
    server = TestServer.open(data, "a", "b");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void saysWhatThereIs() throws Exception {
    JsonNode root = server.get("/api/v1").json();
    assertThat(root.at("/links/benches").asText()).isEqualTo("/api/v1/benches");
    JsonNode benches = server.get("/api/v1/benches").json().path("benches");
    assertThat(benches.findValuesAsText("bench")).containsExactly("a", "b");
    assertThat(server.get("/api/v1/benches/c").status()).isEqualTo(404);
    assertThat(server.get("/health").json().path("well").asBoolean()).isTrue();
    assertThat(server.get("/openapi.yaml").text()).startsWith("openapi: 3.1.0");
    assertThat(server.get("/nothing.js").status()).isEqualTo(404);
    assertThat(server.get("/nothing/at/all").status()).isEqualTo(404);
  }

  @Test
  void aRunFromOrderToResult() throws Exception {
    TestServer.Answer ordered =
        server.body(
            "/api/v1/benches/a/runs",
            "application/json",
            "{\"sequence\":{\"name\":\"\\u2126\",\"steps\":[{\"read\":{}}]},\"priority\":3,\"by\":\"me\"}");
    assertThat(ordered.status()).as(ordered.text()).isEqualTo(201);
    String place = ordered.header("Location");
    String run = ordered.json().path("run").asText();
    assertThat(place).isEqualTo("/api/v1/runs/" + run);
    assertThat(ordered.json().path("by").asText()).isEqualTo("me");
    assertThat(ordered.json().path("name").asText()).isEqualTo("\u2126");
    assertThat(server.awaitEnd(run).path("state").asText()).isEqualTo("done");

    JsonNode result = server.get(place + "/result").json();
    assertThat(result.path("steps").isArray()).as(result.toString()).isTrue();
    assertThat(server.get(place + "/export?format=json").json()).isEqualTo(result);
    assertThat(server.get(place + "/export?format=exe").status()).isEqualTo(406);
    JsonNode files = server.get(place + "/files").json().path("files");
    for (JsonNode file : files) {
      String name = file.path("name").asText();
      assertThat(server.get(place + "/files/" + name).response().body())
          .as(name)
          .hasSize(file.path("bytes").asInt());
    }
    assertThat(files.findValuesAsText("name")).contains("run.json", "inputs/sequence.yaml");
    JsonNode log = server.get(place + "/log").json();
    assertThat(log.path("lines").get(0).asText()).contains("Step 1");
    JsonNode rest = server.get(place + "/log?after=1").json();
    assertThat(rest.path("lines").size()).isEqualTo(log.path("lines").size() - 1);
    assertThat(rest.path("next")).isEqualTo(log.path("next"));
    int said = log.path("lines").size();
    JsonNode last = server.get(place + "/log?last=1").json();
    assertThat(last.path("lines")).hasSize(1);
    assertThat(last.path("lines").get(0)).isEqualTo(log.path("lines").get(said - 1));
    assertThat(last.path("more").asBoolean()).isEqualTo(said > 1);
    assertThat(server.get(place + "/log?last=1000").json().path("lines"))
        .isEqualTo(log.path("lines"));
    assertThat(server.get(place + "/log?last=0").status()).isEqualTo(400);
    assertThat(server.get(place + "/log?last=1001").status()).isEqualTo(400);
    assertThat(server.get(place + "/log?last=1&after=0").status()).isEqualTo(400);

    JsonNode cells = server.get("/api/v1/benches/a/memductances").json();
    assertThat(cells.path("measured").asBoolean()).isTrue();
    assertThat(cells.path("run").asText()).isEqualTo(run);
    assertThat(cells.at("/arrays/0/0/0").asDouble()).isPositive();
    String csv = server.get("/api/v1/benches/a/memductances", "Accept", "text/csv").text();
    assertThat(csv).startsWith("array,row,column,memductance-siemens,change-siemens\n1,1,1,");
    assertThat(csv.lines()).hasSize(1 + 12);
    assertThat(server.get("/api/v1/benches/a/memductances?format=npz").text()).startsWith("PK");
    assertThat(server.get("/api/v1/benches/a/memductances?format=png&array=2").text())
        .contains("PNG");
    assertThat(server.get("/api/v1/benches/a/memductances?format=png&array=9").status())
        .isEqualTo(400);
    assertThat(server.get("/api/v1/benches/a/memductances", "Accept", "text/html").status())
        .isEqualTo(406);
    assertThat(server.get("/api/v1/benches/a/ledger").json().path("unit").asText())
        .isEqualTo("V s");
    assertThat(server.get("/api/v1/benches/a/certificate").json().path("certificate").size())
        .isPositive();
  }

  @Test
  void whatWasNeverMeasuredIsNotMadeUp() throws Exception {
    try (TestServer fresh = TestServer.open(data.resolve("fresh"), "n")) {
      JsonNode cells = fresh.get("/api/v1/benches/n/memductances").json();
      assertThat(cells.path("measured").asBoolean()).isFalse();
      assertThat(cells.path("arrays").isArray()).isTrue();
      assertThat(cells.path("arrays")).isEmpty();
      assertThat(cells.path("change")).isEmpty();
      assertThat(cells.has("at")).isFalse();
      for (String format : List.of("csv", "npz", "png")) {
        TestServer.Answer none = fresh.get("/api/v1/benches/n/memductances?format=" + format);
        assertThat(none.status()).as(format).isEqualTo(204);
        assertThat(none.response().body()).isEmpty();
        fresh.described.seen().forEach(server.described.seen()::add);
      }
      assertThat(fresh.get("/api/v1/benches/n/certificate").json().path("certificate")).isEmpty();
    }
  }

  @Test
  void countsOfTheLineAreThoseOfThisInstant() throws Exception {
    String run = server.order("b", TestServer.LONG);
    server.awaitState(run, "running");
    long before = sent();
    server.await(run, json -> json.at("/progress/programs").asLong() > 0);
    // Nothing but looking lies between: a program is at least a frame.
    long now = sent();
    assertThat(now).isGreaterThan(before);
    server.post("/api/v1/runs/" + run + "/abort?now=true");
    server.awaitEnd(run);
    // A bench that was aborted is opened anew: another session, and nothing is forgotten.
    JsonNode link = server.get("/api/v1/benches/b").json().at("/counts/link");
    while (link.path("sessions").asLong() < 2) {
      link = server.get("/api/v1/benches/b").json().at("/counts/link");
    }
    assertThat(link.path("frames-sent").asLong()).isGreaterThan(now);
    assertThat(link.path("frames-received").asLong()).isPositive();
    assertThat(link.path("damaged").asLong()).isZero();
    assertThat(figure("fluxbar_link_sessions_total{bench=\"b\"}")).isGreaterThanOrEqualTo(2);
    assertThat(figure("fluxbar_link_frames_repeated_total{bench=\"b\"}")).isNotNegative();
  }

  private static long sent() throws Exception {
    return figure("fluxbar_link_frames_sent_total{bench=\"b\"}");
  }

  private static long figure(String name) throws Exception {
    return server
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @Test
  void aRunIsPausedResumedAndAborted() throws Exception {
    String run = server.order("b", TestServer.LONG);
    server.awaitState(run, "running");
    String place = "/api/v1/runs/" + run;
    assertThat(server.get(place + "/result").status()).isEqualTo(404);
    String tag = server.get(place).header("ETag");
    TestServer.Answer paused = server.post(place + "/pause", "If-Match", tag);
    assertThat(paused.json().path("state").asText()).isEqualTo("paused");
    // Another client has still the revision before, and would abort what it never saw paused.
    assertThat(server.post(place + "/abort", "If-Match", tag).status()).isEqualTo(412);
    assertThat(server.post(place + "/pause").status()).isEqualTo(409);
    assertThat(server.post(place + "/resume", "If-Match", paused.header("ETag")).status())
        .isEqualTo(200);
    assertThat(server.post(place + "/abort", "If-Match", "nonsense").status()).isEqualTo(400);
    assertThat(server.post(place + "/abort?now=perhaps").status()).isEqualTo(400);
    assertThat(server.post(place + "/abort?now=true").status()).isEqualTo(200);
    assertThat(server.awaitEnd(run).path("state").asText()).isEqualTo("aborted");
    assertThat(server.post(place + "/abort").status()).isEqualTo(409);
    assertThat(server.post("/api/v1/runs/nobody/abort").status()).isEqualTo(404);
  }

  @Test
  void aQueueIsHeldAndReleasedAndABenchMadeSafe() throws Exception {
    String tag = server.get("/api/v1/benches/b").header("ETag");
    assertThat(server.post("/api/v1/benches/b/hold").json().path("held").asBoolean()).isTrue();
    assertThat(server.post("/api/v1/benches/b/release", "If-Match", tag).status()).isEqualTo(412);
    String run = server.order("b", TestServer.LONG);
    assertThat(server.get("/api/v1/benches/b").json().path("queue").get(0).asText()).isEqualTo(run);
    assertThat(server.post("/api/v1/benches/b/release").status()).isEqualTo(200);
    server.awaitState(run, "running");
    assertThat(server.post("/api/v1/benches/b/safe").json().path("held").asBoolean()).isTrue();
    assertThat(server.awaitEnd(run).path("state").asText()).isEqualTo("aborted");
    server.post("/api/v1/benches/b/release");
  }

  @Test
  void listsRunsInPieces() throws Exception {
    String first = server.order("a", TestServer.READ);
    String second = server.order("a", TestServer.READ);
    server.awaitEnd(first);
    server.awaitEnd(second);
    JsonNode newest = server.get("/api/v1/runs?bench=a&most=1").json();
    assertThat(newest.path("runs").get(0).path("run").asText()).isEqualTo(second);
    assertThat(newest.path("more").asBoolean()).isTrue();
    JsonNode next = server.get("/api/v1/benches/a/runs?most=1&after=" + second).json();
    assertThat(next.path("runs").get(0).path("run").asText()).isEqualTo(first);
    assertThat(server.get("/api/v1/runs?state=failed").json().path("runs")).isEmpty();
    assertThat(server.get("/api/v1/runs?after=nobody").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/runs?most=0").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/benches/c/runs").status()).isEqualTo(404);
  }

  @Test
  void runsOfEarlierLivesAreThere() throws Exception {
    String place = "/api/v1/runs/20260101-120000-read";
    assertThat(server.get("/api/v1/runs?most=1000").text()).contains("20260101-120000-read");
    assertThat(server.get(place).json().path("state").asText()).isEqualTo("done");
    assertThat(server.post(place + "/abort").status()).isEqualTo(409);
    TestServer.Answer report = server.get(place + "/files/report.html");
    assertThat(report.header("Content-Security-Policy")).contains("sandbox");
    // A link leads out of the folder.
    assertThat(server.get(place + "/files/link.txt").status()).isEqualTo(404);
    assertThat(server.get(place + "/files").text()).doesNotContain("link.txt");
  }

  @Test
  void keepsFilesForRuns() throws Exception {
    assertThat(server.put("/api/v1/uploads/in.csv", "-1,1\n").status()).isEqualTo(201);
    assertThat(server.put("/api/v1/uploads/in.csv", "1,1\n").status()).isEqualTo(200);
    assertThat(server.get("/api/v1/uploads").json().path("uploads").toString()).contains("in.csv");
    assertThat(server.get("/api/v1/uploads/in.csv").text()).isEqualTo("1,1\n");
    String run = server.order("a", "name: i\nsteps: [{infer: {inputs: in.csv}}]");
    assertThat(server.delete("/api/v1/uploads/in.csv").status()).isEqualTo(204);
    assertThat(server.delete("/api/v1/uploads/in.csv").status()).isEqualTo(404);
    assertThat(server.awaitEnd(run).path("state").asText()).isEqualTo("done");
    assertThat(server.put("/api/v1/uploads/in.exe", "x").status()).isEqualTo(422);
  }

  @Test
  void ordersAgainAndAgain() throws Exception {
    String yaml = TestServer.READ;
    TestServer.Answer added =
        server.body("/api/v1/benches/a/runs?every=6h", "application/yaml", yaml);
    assertThat(added.header("Location")).startsWith("/api/v1/schedules/");
    assertThat(added.json().path("every-seconds").asInt()).isEqualTo(21_600);
    assertThat(server.get(added.header("Location")).json().path("bench").asText()).isEqualTo("a");
    assertThat(server.body("/api/v1/schedules?bench=a&every=2d", "application/yaml", yaml).status())
        .isEqualTo(201);
    assertThat(server.body("/api/v1/schedules?bench=a", "application/yaml", yaml).status())
        .isEqualTo(400);
    JsonNode all = server.get("/api/v1/schedules").json().path("schedules");
    assertThat(all).hasSize(2);
    for (JsonNode one : all) {
      String place = "/api/v1/schedules/" + one.path("schedule").asText();
      assertThat(server.delete(place).status()).isEqualTo(204);
      assertThat(server.delete(place).status()).isEqualTo(404);
      assertThat(server.get(place).status()).isEqualTo(404);
    }
  }

  @Test
  void whatCannotBeIsToldAsAProblem() throws Exception {
    String runs = "/api/v1/benches/a/runs";
    assertThat(server.body(runs, "text/plain", "x").status()).isEqualTo(415);
    assertThat(server.body(runs, "application/json", "{").status()).isEqualTo(400);
    assertThat(server.body(runs, "application/json", "[]").status()).isEqualTo(400);
    assertThat(server.body(runs, "application/json", "{\"sequenze\":1}").text())
        .contains("sequenze");
    assertThat(server.body(runs, "application/json", "{\"sequence\":7}").status()).isEqualTo(400);
    assertThat(server.body(runs, "application/json", "{\"priority\":1.5}").status()).isEqualTo(400);
    assertThat(server.body(runs, "application/yaml", "name: x\nsteps: [{raed: {}}]").status())
        .isEqualTo(422);
    TestServer.Answer beyond =
        server.body(runs, "application/yaml", "name: x\nsteps: [{read: {cell: [9, 9, 9]}}]");
    assertThat(beyond.status()).isEqualTo(422);
    assertThat(beyond.text()).contains("step 1, read").doesNotContain("at dev.fluxbar");
    assertThat(server.body(runs + "?priority=1000", "application/yaml", TestServer.READ).status())
        .isEqualTo(422);
    TestServer.Answer method = server.delete("/api/v1/benches/a");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("GET, HEAD");
    assertThat(server.get("/api/v1/benches", "Accept", "image/png").status()).isEqualTo(406);
  }

  @Test
  void figuresAreOnesThatPrometheusReads() throws Exception {
    List<String> lines = server.get("/metrics").text().lines().toList();
    Set<String> names = new TreeSet<>();
    for (String line : lines) {
      assertThat(line)
          .matches(
              "# (HELP|TYPE) fluxbar_[a-z_]+ .+|fluxbar_[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? [-+0-9.eE]+(Inf|NaN)?");
      if (!line.startsWith("#")) {
        names.add(line.replaceAll("[{ ].*", ""));
      }
    }
    assertThat(names)
        .contains(
            "fluxbar_programs_total",
            "fluxbar_pulses_total",
            "fluxbar_losses_total",
            "fluxbar_link_sessions_total",
            "fluxbar_link_frames_sent_total",
            "fluxbar_link_frames_received_total",
            "fluxbar_link_frames_repeated_total",
            "fluxbar_link_frames_dropped_total",
            "fluxbar_link_damaged_total",
            "fluxbar_queue",
            "fluxbar_certificates_failed_total",
            "fluxbar_free_disk_bytes",
            "fluxbar_heap_used_bytes",
            "fluxbar_http_requests_total");
  }

  @Test
  void countsRunsByHowTheyEnded() throws Exception {
    String run = server.order("a", TestServer.READ);
    server.awaitEnd(run);
    assertThat(server.get("/metrics").text())
        .contains("fluxbar_runs_total{bench=\"a\",state=\"done\"}");
  }

  @Test
  void theDescriptionNamesEveryRouteAndNoOther() {
    Set<String> routes =
        server.server.routes().stream()
            .map(
                route ->
                    route.method().name() + " " + route.path().replaceAll("<([a-z]+)>", "{$1}"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(routes).isEqualTo(server.described.operations());
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everySuccessThatIsDescribedWasSeenHere() throws Exception {
    // The page may not be there yet in a build of the API alone; events have their own test.
    Set<String> elsewhere = Set.of("GET / 200", "GET /{file} 200", "GET /api/v1/events 200");
    Set<String> missing = server.described.successes();
    missing.removeAll(server.described.seen());
    missing.removeAll(elsewhere);
    assertThat(missing).isEmpty();
  }
}
