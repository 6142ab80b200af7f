package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.LabEvent;
import dev.fluxbar.app.lab.LabEvents;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

  /** Nobody sees sooner; a hundred listeners cost a run little so. */
  private static final long MOMENT_MILLIS = 50;

  private static final int MOST_PIECE_BYTES = 1 << 16;

  private final HttpServletResponse response;
  private final LabEvents.Listener listener;
  private final Optional<String> bench;
  private final EventTexts texts;
  private final Runnable gone;
  private final Thread thread = new Thread(this::tell, "events");
  private @Nullable AsyncContext line;

  /**
   * @param bench of which alone it is told
   * @param gone is called when nothing more is told
   */
  EventStream(
      HttpServletResponse response,
      LabEvents.Listener listener,
      Optional<String> bench,
      EventTexts texts,
      Consumer<EventStream> gone) {
    this.response = response;
    this.listener = listener;
    this.bench = bench;
    this.texts = texts;
    this.gone = () -> gone.accept(this);
    thread.setDaemon(true);
  }

  /**
   * Its thread begins, and ends the line by itself.
   *
   * @return never done: a listener may go at any moment, silently, and whoever worked on its
   *     request then would work on one that is no more
   */
  CompletableFuture<Void> begin(AsyncContext line) {
    this.line = line;
    thread.start();
    return new CompletableFuture<>();
  }

  void end() {
    thread.interrupt();
  }

  private void tell() {
    try (listener) {
      OutputStream out = response.getOutputStream();
      write(out, ": this is the lab\n\n".getBytes(StandardCharsets.UTF_8));
      while (!listener.dropped()) {
        write(out, piece());
      }
      write(out, ": too slow, come again\n\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It went away, as listeners do.
      log.debug("A listener has gone: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gone.run();
      hangUp();
    }
  }

  private void hangUp() {
    try {
      if (line != null) {
        line.complete();
      }
    } catch (IllegalStateException e) {
      // The other end was faster: the request is over.
      log.debug("A listener has gone: {}", e.getMessage());
    }
  }

  /** What happens next, and what else happens within a moment of it: one write, not a hundred. */
  private byte[] piece() throws InterruptedException {
    LabEvent event = listener.next(SILENCE_MILLIS);
    if (event == null) {
      return ": nothing happened\n\n".getBytes(StandardCharsets.UTF_8);
    }
    Thread.sleep(MOMENT_MILLIS);
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    while (event != null) {
      if (bench.isEmpty() || bench.get().equals(event.bench())) {
        piece.writeBytes(texts.of(event));
      }
      event = piece.size() < MOST_PIECE_BYTES ? listener.next(0) : null;
    }
    return piece.toByteArray();
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      out.write(bytes);
      out.flush();
    }
  }
}
