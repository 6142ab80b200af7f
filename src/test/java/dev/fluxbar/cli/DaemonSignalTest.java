package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.journal.Fate;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.journal.RunLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A daemon that is ended from outside in the middle of a run. The board is in this process, so that
 * its truth can be asked; bench time is the wall's time.
 */
@Timeout(120)
@Tag("clock")
class DaemonSignalTest {
  private static final Pattern PLACE = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/");

  /** Each reading takes four of these, and the run does not end by itself. */
  private static final double TAU_SECONDS = 0.03;

  /** How often a run is begun anew that a busy machine ended before anybody else could. */
  private static final int ATTEMPTS = 6;

  private final Path given;
  private Path folder;
  private String heard = "";

  DaemonSignalTest(@TempDir Path given) {
    this.given = given;
    this.folder = given;
  }

  @ParameterizedTest
  @CsvSource({"INT, 2, 130, continue", "TERM, 15, 0, wait"})
  void leavesASafeBoardAndARunThatGoesOnAsItWasOrdered(
      String signal, int number, int exit, String afterCrash) throws Exception {
    ChildProgram.assumeHeeded(signal, number);
    for (int attempt = 1; ; attempt++) {
      folder = Files.createDirectories(given.resolve("attempt-" + attempt));
      try {
        isEndedBy(signal, exit, afterCrash);
        return;
      } catch (AssertionError e) {
        // Who keeps the daemon from running for 100 ms lets the board's watchdog end the run.
        if (attempt == ATTEMPTS || !(heard + e.getMessage()).matches("(?is).*watchdog.*")) {
          throw e;
        }
      }
    }
  }

  private void isEndedBy(String signal, int exit, String afterCrash) throws Exception {
    try (BoardHost host = BoardHost.on(Line.TCP, BoardSpec.academic(), 1)) {
      Path bench =
          Files.writeString(
              folder.resolve("bench.yaml"),
              "bench: %s\nsignal: {tau-seconds: %s}\n".formatted(host.uri(), TAU_SECONDS));
      String run;
      try (ChildProgram daemon = daemon(bench)) {
        daemon.until("a place to ask", () -> PLACE.matcher(daemon.out() + daemon.err()).find());
        run = order(daemon, afterCrash);
        Path log = folder.resolve("data/runs").resolve(run).resolve(RunLog.FILE);
        AtomicBoolean drove = new AtomicBoolean(); // and rests between two programs
        daemon.until(
            "driven bars and a book",
            () -> {
              heard = daemon.err();
              drove.compareAndSet(false, !host.board().truth().safe() && holds(log));
              return drove.get() || heard.contains("fault=WATCHDOG");
            });
        daemon.signal(signal);
        int ended = daemon.exit();
        heard = daemon.err();
        assertThat(ended).as(heard).isEqualTo(exit);
        assertThat(daemon.err()).doesNotContain("Exception", "internal error", "\tat ");
      }
      BoardTruth stopped = host.board().truth();
      assertThat(stopped.safe()).isTrue();
      assertThat(stopped.running()).isFalse();
      everyProgramIsAccountedFor(run);
      theNextLifeGoesOnAsOrdered(bench, run, afterCrash, host);
    }
  }

  private ChildProgram daemon(Path bench) throws IOException {
    return ChildProgram.start(
        folder.resolve("home"),
        "daemon",
        "--bench",
        "board=" + bench,
        "--listen",
        "127.0.0.1:0",
        "--scpi",
        "127.0.0.1:0",
        "--least-free-mib",
        "0",
        "--data",
        folder.resolve("data").toString());
  }

  private static String order(ChildProgram daemon, String afterCrash) throws Exception {
    Matcher place = PLACE.matcher(daemon.out() + daemon.err());
    assertThat(place.find()).isTrue();
    String order =
        """
        {"sequence": {"name": "long", "steps": [{"loop": {"times": 100000, "steps":
          [{"read": {"cell": [1, 1, 1]}}]}}]}, "after-crash": "%s"}
        """
            .formatted(afterCrash);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(place.group() + "api/v1/benches/board/runs"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(order))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    Matcher id = Pattern.compile("\"run\":\\s*\"([^\"]+)\"").matcher(answer.body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static boolean holds(Path log) {
    return Files.exists(log) && !RunHistory.of(RunLog.read(log)).programs().isEmpty();
  }

  private void everyProgramIsAccountedFor(String run) {
    Path own = folder.resolve("data/runs").resolve(run);
    assertThat(RunRecord.read(own).state()).isEqualTo(RunState.INTERRUPTED);
    RunHistory history = RunHistory.of(RunLog.read(own.resolve(RunLog.FILE)));
    // It was ended between two programs: of each it is known that it ran.
    assertThat(history.count(Fate.DONE)).isEqualTo(history.programs().size()).isPositive();
  }

  private void theNextLifeGoesOnAsOrdered(Path bench, String run, String afterCrash, BoardHost host)
      throws Exception {
    BenchSlot slot =
        new BenchSlot("board", BenchFile.named(bench.toString()), Line.TCP, OptionalLong.empty());
    LabSettings settings =
        new LabSettings(
                folder.resolve("data"), List.of(slot), Duration.ofSeconds(5), 0, Clock.systemUTC())
            .withHome(folder.resolve("home/fluxbar"));
    try (Lab lab = Lab.open(settings)) {
      RunView view = lab.run(run);
      if (afterCrash.equals("wait")) {
        assertThat(view.state()).isEqualTo("waiting");
        assertThat(host.board().truth().safe()).isTrue();
        return;
      }
      assertThat(view.state()).isIn("queued", "running");
      Poll.until(
          () -> "it drives again; " + lab.run(run), () -> lab.run(run).work().programs() > 0);
    }
    assertThat(host.board().truth().safe()).isTrue();
  }
}
