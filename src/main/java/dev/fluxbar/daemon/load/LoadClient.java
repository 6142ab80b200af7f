package dev.fluxbar.daemon.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client, as a page is: it hears events, and reads the state every so often. */
final class LoadClient {
  private static final String HELLO = ": this is the lab";

  private final int port;
  private final String run;
  private final long everyMillis;
  private final CountDownLatch hears = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread listener = new Thread(this::listen, "listener");
  private final Thread reader = new Thread(this::readAgainAndAgain, "reader");
  private final List<Double> milliseconds = new ArrayList<>();
  private volatile @Nullable Socket stream;
  private long events;
  private long failedStreams;
  private long failedReads;

  /**
   * @param everyMillis between the beginnings of two reads; 0: none
   */
  LoadClient(int port, String run, long everyMillis) {
    this.port = port;
    this.run = run;
    this.everyMillis = everyMillis;
  }

  /** It comes; {@code true} once it hears events. */
  boolean begin(long patienceMillis) throws InterruptedException {
    listener.start();
    return hears.await(patienceMillis, TimeUnit.MILLISECONDS);
  }

  /** It reads the state from now on. */
  void read() {
    reader.start();
  }

  private void listen() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      stream = socket;
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n"
                  .formatted(port)
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("data: ")) {
          events++;
        } else if (line.equals(HELLO)) {
          hears.countDown();
        }
      }
    } catch (IOException e) {
      // It is judged below: streams end when the turn does, and not before.
      hears.countDown();
    }
    failedStreams += ended.getCount();
  }

  private void readAgainAndAgain() {
    try {
      for (int turn = 0; ended.getCount() > 0; turn++) {
        long began = System.nanoTime();
        readOnce(turn % 2 == 0 ? "/api/v1/benches" : "/api/v1/runs/" + run);
        double took = (System.nanoTime() - began) / 1e6;
        milliseconds.add(took);
        long rest = everyMillis - (long) took;
        if (rest > 0 && ended.await(rest, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On a line that stays open from one to the next. */
  private void readOnce(String target) {
    try {
      URI where = URI.create("http://127.0.0.1:%d%s".formatted(port, target));
      HttpURLConnection request = (HttpURLConnection) where.toURL().openConnection();
      if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
        failedReads++;
        return;
      }
      try (InputStream body = request.getInputStream()) {
        failedReads += body.readAllBytes().length == 0 ? 1 : 0;
      }
    } catch (IOException e) {
      failedReads++;
    }
  }

  /** It goes; from here on its figures stand still. */
  void end() throws InterruptedException, IOException {
    ended.countDown();
    Socket socket = stream;
    if (socket != null) {
      socket.close();
    }
    listener.join();
    reader.join();
  }

  List<Double> milliseconds() {
    return milliseconds;
  }

  long events() {
    return events;
  }

  long errors() {
    return failedStreams + failedReads;
  }
}
