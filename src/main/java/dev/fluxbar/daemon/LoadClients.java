package dev.fluxbar.daemon;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients as people leave them open: each hears events, and reads the state twice a second. */
final class LoadClients implements AutoCloseable {
  private static final long PERIOD_MILLIS = 500;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;
  private final String run;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Double> milliseconds = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final List<Thread> readers = new ArrayList<>();
  private final List<CompletableFuture<?>> streams = new ArrayList<>();

  private LoadClients(int port, String run) {
    this.root = "http://127.0.0.1:%d/api/v1".formatted(port);
    this.run = run;
  }

  /** They come. */
  static LoadClients begin(int port, String run, int clients) {
    LoadClients load = new LoadClients(port, run);
    for (int i = 0; i < clients; i++) {
      load.listen();
      int phase = (int) (i * PERIOD_MILLIS / clients);
      Thread reader = new Thread(() -> load.read(phase), "client-" + i);
      reader.setDaemon(true);
      reader.start();
      load.readers.add(reader);
    }
    return load;
  }

  private void listen() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/events"))
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse.BodyHandler<Void> lines =
        HttpResponse.BodyHandlers.ofByteArrayConsumer(
            bytes ->
                bytes.ifPresent(
                    chunk -> {
                      for (byte one : chunk) {
                        // Events end with an empty line, and nothing else has braces at its end.
                        if (one == '}') {
                          events.incrementAndGet();
                          break;
                        }
                      }
                    }));
    streams.add(http.sendAsync(request, lines));
  }

  private void read(int phaseMillis) {
    try {
      long wait = phaseMillis;
      for (int turn = 0; !ended.await(wait, TimeUnit.MILLISECONDS); turn++) {
        long began = System.nanoTime();
        String target = turn % 2 == 0 ? "/benches" : "/runs/" + run;
        HttpResponse<byte[]> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(root + target)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        double took = (System.nanoTime() - began) / 1e6;
        milliseconds.add(took);
        if (answer.statusCode() != 200) {
          errors.incrementAndGet();
        }
        wait = Math.max(0, PERIOD_MILLIS - (long) took);
      }
    } catch (IOException e) {
      errors.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long each read of the state took. */
  List<Double> milliseconds() {
    synchronized (milliseconds) {
      return List.copyOf(milliseconds);
    }
  }

  /** Pieces of event streams that were heard. */
  long events() {
    return events.get();
  }

  long errors() {
    return errors.get();
  }

  /** They go. */
  @Override
  public void close() throws InterruptedException {
    ended.countDown();
    for (Thread reader : readers) {
      reader.join();
    }
    streams.forEach(stream -> stream.cancel(true));
  }
}
