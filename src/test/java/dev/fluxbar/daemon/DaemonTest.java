package dev.fluxbar.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab and its parts begin and end together, and once. */
class DaemonTest {
  private final Path data;

  DaemonTest(@TempDir Path data) {
    this.data = data;
  }

  private DaemonSettings settings(String listen) {
    BenchSlot slot =
        new BenchSlot("a", BenchFile.of(BenchFile.ACADEMIC), Line.MEMORY, OptionalLong.of(7));
    return new DaemonSettings(
        new LabSettings(data, List.of(slot), Duration.ofSeconds(5), 0, Clock.systemUTC()),
        Guard.of(Optional.empty(), Optional.empty(), Clock.systemUTC()),
        Listening.parse(listen),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void isReachedWhereItSaysAndEndsWithItsBenchesClosed() throws Exception {
    Lab lab;
    try (Daemon daemon = Daemon.open(settings("127.0.0.1:0"))) {
      lab = daemon.lab();
      String url = daemon.places().get("http");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url + "health")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    assertThat(lab.bench("a").state()).isEqualTo(BenchView.State.CLOSED);
  }

  /** A door that never shuts, or says that it cannot. */
  private record Jammed(CountDownLatch end, boolean silent) implements Part {
    @Override
    public String name() {
      return "jammed";
    }

    @Override
    public String start() {
      return "nowhere";
    }

    @Override
    public void close() {
      if (!silent) {
        throw new IllegalStateException("jammed");
      }
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void benchesGoSafeThoughADoorDoesNotShut() {
    CountDownLatch end = new CountDownLatch(1);
    Lab lab = Lab.open(settings("127.0.0.1:0").lab());
    List<Part> parts = List.of(new Jammed(end, true), new Jammed(end, false));
    new Daemon(DataLock.take(data), lab, parts, Duration.ofMillis(200)).close();
    assertThat(lab.bench("a").state()).isEqualTo(BenchView.State.CLOSED);
    DataLock.take(data).close();
    end.countDown();
  }

  @Test
  void oneDaemonKeepsAFolder() {
    try (Daemon first = Daemon.open(settings("127.0.0.1:0"))) {
      assertThat(first.places()).containsKey("http");
      assertThatThrownBy(() -> Daemon.open(settings("127.0.0.1:0")))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("another daemon keeps this folder");
    }
    Daemon.open(settings("127.0.0.1:0")).close();
  }

  @Test
  void anAddressThatIsTakenLeavesNothingOpen() {
    try (Daemon first = Daemon.open(settings("127.0.0.1:0"))) {
      String taken = URI.create(first.places().getOrDefault("http", "")).getAuthority();
      DaemonSettings second = settings(taken);
      DaemonSettings elsewhere =
          new DaemonSettings(
              new LabSettings(
                  data.resolve("other"),
                  second.lab().benches(),
                  Duration.ofSeconds(5),
                  0,
                  Clock.systemUTC()),
              second.guard(),
              second.http(),
              Optional.empty(),
              Optional.empty(),
              List.of());
      assertThatThrownBy(() -> Daemon.open(elsewhere))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("it cannot be had");
      // The folder was let go of again.
      DataLock.take(data.resolve("other")).close();
    }
  }

  @Test
  void doesNotBeginWhereOthersCouldComeInUnasked() {
    assertThatThrownBy(() -> Daemon.open(settings("0.0.0.0:0")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("tokens=false");
    assertThat(data.resolve("daemon.lock")).doesNotExist();
  }
}
