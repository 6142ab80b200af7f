package dev.fluxbar.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.daemon.guard.Bodies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens is told to everybody who listens, once, in order, and from where they left. */
class HttpEventsTest {
  private TestServer server;

  @BeforeEach
  void open(@TempDir Path data) {
    server = TestServer.open(data, "a", "b");
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** One event. */
  private record Event(long id, String type, String data) {}

  /** A listener on a plain socket. */
  private final class Ear implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Ear(String target, String... headers) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n"
                  .formatted(target, more)
                  .getBytes(StandardCharsets.US_ASCII));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = in.readLine();
      assertThat(line).isEqualTo("HTTP/1.1 200 OK");
      while (!line.startsWith(": this is the lab")) {
        line = in.readLine();
      }
    }

    Event next() throws IOException {
      long id = -1;
      String type = "";
      for (String line = in.readLine(); ; line = in.readLine()) {
        assertThat(line).as("the stream goes on").isNotNull();
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          return new Event(id, type, line.substring(6));
        }
      }
    }

    List<Event> until(String run) throws IOException {
      List<Event> events = new ArrayList<>();
      Event event;
      do {
        event = next();
        events.add(event);
      } while (!(event.type().equals("run")
          && event.data().contains(run)
          && event.data().contains("\"ended\"")));
      return events;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void tellsARunFromItsOrderToItsEnd() throws Exception {
    try (Ear ear = new Ear("/api/v1/events")) {
      String run = server.order("a", "name: \u2126\nsteps: [{read: {cell: [1, 1, 1]}}]");
      List<Event> events = ear.until(run);
      assertThat(events).extracting(Event::type).contains("run", "bench", "step", "said");
      assertThat(events.get(0).data()).contains("\u2126");
      for (int i = 1; i < events.size(); i++) {
        assertThat(events.get(i).id()).isEqualTo(events.get(i - 1).id() + 1);
      }
    }
  }

  @Test
  void goesOnWhereAListenerLeft() throws Exception {
    String run = server.order("a", TestServer.READ);
    server.awaitEnd(run);
    List<Event> all;
    try (Ear ear = new Ear("/api/v1/events", "Last-Event-ID: 0")) {
      all = ear.until(run);
    }
    long heard = all.get(all.size() / 2).id();
    try (Ear ear = new Ear("/api/v1/events", "Last-Event-ID: " + heard)) {
      assertThat(ear.until(run)).isEqualTo(all.subList(all.size() / 2 + 1, all.size()));
    }
  }

  @Test
  void tellsOfOneBenchAlone() throws Exception {
    try (Ear ear = new Ear("/api/v1/events?bench=b")) {
      server.awaitEnd(server.order("a", TestServer.READ));
      String run = server.order("b", TestServer.READ);
      assertThat(ear.until(run)).allMatch(event -> event.data().contains("\"bench\":\"b\""));
    }
  }

  @Test
  void refusesWhatItCannotTell() throws Exception {
    assertThat(server.get("/api/v1/events", "Accept", "text/html").status()).isEqualTo(406);
    assertThat(server.get("/api/v1/events?bench=c").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/events", "Last-Event-ID", "x").status()).isEqualTo(400);
  }

  @Test
  void listenersAreBoundedAndTheirPlacesComeBack() throws Exception {
    List<Ear> ears = new ArrayList<>();
    try {
      for (int i = 0; i < Bodies.EVENT_STREAMS; i++) {
        ears.add(new Ear("/api/v1/events?bench=b"));
      }
      assertThat(server.get("/api/v1/events").status()).isEqualTo(503);
      assertThat(server.get("/metrics").text()).contains("fluxbar_event_listeners 100.0");
      // All others are still served.
      assertThat(server.get("/api/v1/benches").status()).isEqualTo(200);
    } finally {
      for (Ear ear : ears) {
        ear.close();
      }
    }
    // Who has gone is noticed at the next word to him.
    server.lab.hold("b", java.util.Optional.empty());
    server.lab.release("b", java.util.Optional.empty());
    long end = System.nanoTime() + TestServer.PATIENCE.toNanos();
    while (!server.get("/metrics").text().contains("fluxbar_event_listeners 0.0")) {
      assertThat(System.nanoTime()).isLessThan(end);
      server.lab.hold("b", java.util.Optional.empty());
    }
  }

  @Test
  void streamsEndWithTheServer() throws Exception {
    try (Ear ear = new Ear("/api/v1/events")) {
      server.server.close();
      String line = ear.in.readLine();
      while (line != null) {
        line = ear.in.readLine();
      }
    }
  }
}
