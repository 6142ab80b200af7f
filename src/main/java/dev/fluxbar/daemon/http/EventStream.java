package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.LabEvent;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.runs.ResultJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener what happens, until either goes.
 *
 * <pre>
 *   id: 17
 *   event: run
 *   data: {"number":17,"at":"...","type":"run",...}
 * </pre>
 */
final class EventStream {
  static final String TYPE = "text/event-stream";
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  /** A comment so often keeps lines open that would be cut when they are silent. */
  private static final long SILENCE_MILLIS = 15_000;

  private final HttpServletResponse response;
  private final LabEvents.Listener listener;
  private final Optional<String> bench;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread = new Thread(this::tell, "events");

  /**
   * @param bench of which alone it is told
   */
  EventStream(HttpServletResponse response, LabEvents.Listener listener, Optional<String> bench) {
    this.response = response;
    this.listener = listener;
    this.bench = bench;
    thread.setDaemon(true);
  }

  /** Its thread begins; what is given back is done when the last byte is on its way. */
  CompletableFuture<Void> begin() {
    thread.start();
    return ended;
  }

  void end() {
    thread.interrupt();
  }

  private void tell() {
    try (listener) {
      OutputStream out = response.getOutputStream();
      write(out, ": this is the lab\n\n");
      while (!listener.dropped()) {
        LabEvent event = listener.next(SILENCE_MILLIS);
        if (event == null) {
          write(out, ": nothing happened\n\n");
        } else if (bench.isEmpty() || bench.get().equals(event.bench())) {
          write(out, text(event));
        }
      }
      write(out, ": too slow, come again\n\n");
    } catch (IOException e) {
      // It went away, as listeners do.
      log.debug("A listener has gone: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.complete(null);
    }
  }

  private static String text(LabEvent event) {
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(event.number(), event.type(), ResultJson.line(event.toMap()));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
