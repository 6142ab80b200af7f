package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabArchive;
import dev.fluxbar.app.lab.NoSuch;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.app.lab.Schedule;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs: ordered, looked at, paused, resumed and aborted; and those that are ordered for ever. */
final class RunRoutes {
  private static final int MOST = 1000;

  private final Lab lab;
  private final LabArchive archive;

  RunRoutes(Lab lab) {
    this.lab = lab;
    this.archive = new LabArchive(lab);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/benches/{bench}/runs", ctx -> list(ctx, Optional.of(known(ctx)))),
        Route.post("/benches/{bench}/runs", ctx -> order(ctx, OrderBody.read(ctx), known(ctx))),
        Route.get("/runs", ctx -> list(ctx, Optional.ofNullable(ctx.queryParam("bench")))),
        Route.get("/runs/{run}", this::show),
        Route.post(
            "/runs/{run}/pause", ctx -> change(ctx, () -> lab.pause(run(ctx), Asked.ifMatch(ctx)))),
        Route.post(
            "/runs/{run}/resume",
            ctx -> change(ctx, () -> lab.resume(run(ctx), Asked.ifMatch(ctx)))),
        Route.post("/runs/{run}/abort", this::abort),
        Route.get("/schedules", this::schedules),
        Route.post("/schedules", this::schedule),
        Route.get("/schedules/{schedule}", this::showSchedule),
        Route.delete("/schedules/{schedule}", this::forget));
  }

  static String run(Context ctx) {
    return ctx.pathParam("run");
  }

  /** The bench of the path, which is there. */
  private String known(Context ctx) {
    return lab.bench(BenchRoutes.bench(ctx)).name();
  }

  private void list(Context ctx, Optional<String> bench) {
    int most = (int) Asked.whole(ctx, "most", 100, 1, MOST);
    LabArchive.Piece piece =
        archive.list(
            bench,
            Optional.ofNullable(ctx.queryParam("state")),
            most,
            Optional.ofNullable(ctx.queryParam("after")));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runs", piece.runs());
    map.put("more", piece.more());
    Asked.json(ctx, map);
  }

  private void order(Context ctx, OrderBody body, String bench) {
    var order = body.order(lab, bench, Door.who(ctx));
    Optional<Duration> every = body.every();
    if (every.isPresent()) {
      Schedule added = lab.schedules().add(bench, order, every.get());
      Asked.created(ctx, "/schedules/" + added.id(), added.toMap());
      return;
    }
    RunView view = lab.submit(bench, order);
    ctx.header("ETag", "\"%d\"".formatted(view.revision()));
    Asked.created(ctx, "/runs/" + view.id(), view.toMap());
  }

  private void show(Context ctx) {
    try {
      RunView view = lab.run(run(ctx));
      Asked.json(ctx, view.toMap(), view.revision());
    } catch (NoSuch e) {
      // Not of this life of the lab; perhaps of an earlier one.
      Asked.json(ctx, archive.view(run(ctx)));
    }
  }

  private void abort(Context ctx) {
    boolean now = Asked.flag(ctx, "now");
    change(ctx, () -> lab.abort(run(ctx), now, Asked.ifMatch(ctx)));
  }

  private void change(Context ctx, Supplier<RunView> what) {
    try {
      RunView view = what.get();
      Asked.json(ctx, view.toMap(), view.revision());
    } catch (NoSuch e) {
      // One that lies on the disk alone has ended; of others this says again that there is none.
      Object state = archive.view(run(ctx)).get("state");
      throw new Problem(409, "state", "run %s: state=%s; it has ended".formatted(run(ctx), state))
          .found();
    }
  }

  private void schedules(Context ctx) {
    Asked.json(
        ctx, Map.of("schedules", lab.schedules().all().stream().map(Schedule::toMap).toList()));
  }

  private void schedule(Context ctx) {
    OrderBody body = OrderBody.read(ctx);
    if (body.every().isEmpty() || body.bench().isEmpty()) {
      throw Problem.bad(
          "schedule: bench=%b, every=%b; give both, such as \"every\": \"6h\""
              .formatted(body.bench().isPresent(), body.every().isPresent()));
    }
    order(ctx, body, lab.bench(body.bench().get()).name());
  }

  private void showSchedule(Context ctx) {
    String id = ctx.pathParam("schedule");
    Asked.json(
        ctx,
        lab.schedules().all().stream()
            .filter(schedule -> schedule.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                            404,
                            "no-such",
                            "schedule: name=%s; there is none such, the list names them"
                                .formatted(Asked.brief(id)))
                        .found())
            .toMap());
  }

  private void forget(Context ctx) {
    lab.schedules().remove(ctx.pathParam("schedule"));
    ctx.status(204);
  }
}
