package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.daemon.guard.Bodies;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What happens, as it happens: server-sent events. Each listener has a thread of its own, so that
 * one whose line is slow waits alone; who does not keep up is dropped, comes again and says what it
 * has heard.
 */
final class EventRoutes implements AutoCloseable {
  private final Lab lab;
  private final EventTexts texts = new EventTexts();
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private boolean closed;

  EventRoutes(Lab lab) {
    this.lab = lab;
  }

  List<Route> routes() {
    return List.of(Route.getChosen("/events", this::listen));
  }

  private void listen(Context ctx) {
    Asked.mustAccept(ctx, EventStream.TYPE);
    Optional<String> bench = Optional.ofNullable(ctx.queryParam("bench")).map(this::known);
    Optional<Long> heard = heard(ctx);
    EventStream stream;
    synchronized (this) {
      if (closed || streams.size() >= Bodies.EVENT_STREAMS) {
        throw new Problem(
                503,
                "busy",
                "events: listeners=%d, most=%d; come again later"
                    .formatted(streams.size(), Bodies.EVENT_STREAMS))
            .with("Retry-After", "10");
      }
      LabEvents.Listener listener =
          heard.isPresent() ? lab.events().listen(heard.get()) : lab.events().listen();
      stream = new EventStream(ctx.res(), listener, bench, texts, streams::remove);
      streams.add(stream);
    }
    ctx.res().setContentType(EventStream.TYPE);
    ctx.future(() -> stream.begin(ctx.req().getAsyncContext()));
  }

  private String known(String bench) {
    return lab.bench(bench).name();
  }

  private static Optional<Long> heard(Context ctx) {
    String id = ctx.header("Last-Event-ID");
    if (id == null || id.isBlank()) {
      return Optional.empty();
    }
    if (!id.matches("[0-9]{1,18}")) {
      throw Problem.bad(
          "last-event-id: value=%s; give the id of an event".formatted(Asked.brief(id)));
    }
    return Optional.of(Long.valueOf(id));
  }

  /** How many listen. */
  int listeners() {
    return streams.size();
  }

  /** Ends every stream. */
  @Override
  public synchronized void close() {
    closed = true;
    streams.forEach(EventStream::end);
  }
}
