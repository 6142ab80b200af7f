package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.runs.SoftwareVersion;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is, whether all is well, and how much of everything. */
final class StateRoutes {
  private final Lab lab;
  private final LabMetrics metrics;

  StateRoutes(Lab lab, LabMetrics metrics) {
    this.lab = lab;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.get("", this::root),
        new Route(HandlerType.GET, "/health", Route.Access.READ, Route.JSON, this::health),
        new Route(
            HandlerType.GET,
            "/metrics",
            Route.Access.READ,
            Route.CHOSEN,
            ctx -> ctx.contentType(LabMetrics.TYPE).result(metrics.text())));
  }

  private void root(Context ctx) {
    Map<String, Object> links = new LinkedHashMap<>();
    for (String name : List.of("benches", "runs", "schedules", "uploads", "events")) {
      links.put(name, Route.ROOT + "/" + name);
    }
    links.put("health", "/health");
    links.put("metrics", "/metrics");
    links.put("description", "/openapi.yaml");
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("program", "fluxbar");
    map.put("version", SoftwareVersion.current());
    map.put("role", Door.role(ctx).toString());
    map.put("links", links);
    Asked.json(ctx, map);
  }

  /** 503 says that a person should look, not that the daemon is ill. */
  private void health(Context ctx) {
    List<String> reasons = new ArrayList<>();
    for (BenchView bench : lab.benches()) {
      if (bench.state() == BenchView.State.LOST || bench.state() == BenchView.State.CLOSED) {
        reasons.add(
            "bench %s: state=%s; %s"
                .formatted(bench.name(), bench.state().word(), bench.message()));
      }
    }
    if (lab.diskFull()) {
      reasons.add(
          "disk: free-bytes=%d; runs wait, make space".formatted(lab.freeBytes().orElse(0)));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("well", reasons.isEmpty());
    map.put("reasons", reasons);
    ctx.status(reasons.isEmpty() ? 200 : 503);
    Asked.json(ctx, map);
  }
}
