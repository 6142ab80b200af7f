package dev.fluxbar.daemon.http;

import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.lab.BenchMemory;
import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.report.HeatMap;
import dev.fluxbar.array.Matrix;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Benches, what is known of their cells, and what holds or stops them. */
final class BenchRoutes {
  private final Lab lab;

  BenchRoutes(Lab lab) {
    this.lab = lab;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/benches", this::all),
        Route.get("/benches/{bench}", ctx -> show(ctx, lab.bench(bench(ctx)))),
        Route.post(
            "/benches/{bench}/hold", ctx -> show(ctx, lab.hold(bench(ctx), Asked.ifMatch(ctx)))),
        Route.post(
            "/benches/{bench}/release",
            ctx -> show(ctx, lab.release(bench(ctx), Asked.ifMatch(ctx)))),
        // No If-Match: safe is safe, whatever the asker has seen.
        Route.post("/benches/{bench}/safe", ctx -> show(ctx, lab.safe(bench(ctx)))),
        Route.getChosen("/benches/{bench}/memductances", this::memductances),
        Route.get("/benches/{bench}/ledger", this::ledger),
        Route.get("/benches/{bench}/certificate", this::certificate));
  }

  static String bench(Context ctx) {
    return ctx.pathParam("bench");
  }

  private void all(Context ctx) {
    Asked.json(ctx, Map.of("benches", lab.benches().stream().map(BenchView::toMap).toList()));
  }

  private static void show(Context ctx, BenchView view) {
    Asked.json(ctx, view.toMap(), view.revision());
  }

  private void memductances(Context ctx) {
    LinkedHashMap<String, String> types = new LinkedHashMap<>();
    types.put("json", Route.JSON);
    types.put("csv", "text/csv");
    types.put("npz", "application/x-npz");
    types.put("png", "image/png");
    String format = Asked.format(ctx, types);
    Optional<BenchMemory.Cells> known = lab.cells(bench(ctx));
    if (format.equals("json")) {
      Asked.json(ctx, map(bench(ctx), known));
      return;
    }
    if (known.isEmpty()) {
      ctx.status(204);
      return;
    }
    BenchMemory.Cells cells = known.get();
    switch (format) {
      case "csv" -> ctx.result(csv(cells).getBytes(StandardCharsets.UTF_8));
      case "npz" -> ctx.result(NetworkFiles.npz(cells.siemens()));
      default -> ctx.result(png(ctx, cells));
    }
    ctx.contentType(types.getOrDefault(format, Route.JSON));
  }

  /** Of a bench that was not measured yet it has no arrays. */
  private static Map<String, Object> map(String bench, Optional<BenchMemory.Cells> cells) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", bench);
    map.put("measured", cells.isPresent());
    cells.ifPresent(
        measured -> {
          map.put("at", measured.at().toString());
          map.put("run", measured.run());
        });
    map.put("unit", "S");
    map.put("arrays", cells.map(BenchMemory.Cells::siemens).orElse(List.of()));
    map.put("change", cells.map(BenchMemory.Cells::changeSiemens).orElse(List.of()));
    return map;
  }

  /** A line a cell; arrays, rows and columns count from 1. */
  private static String csv(BenchMemory.Cells cells) {
    StringBuilder csv = new StringBuilder("array,row,column,memductance-siemens,change-siemens\n");
    for (int l = 0; l < cells.siemens().size(); l++) {
      Matrix siemens = cells.siemens().get(l);
      for (int k = 0; k < siemens.rows(); k++) {
        for (int j = 0; j < siemens.columns(); j++) {
          csv.append(l + 1).append(',').append(k + 1).append(',').append(j + 1).append(',');
          csv.append(siemens.at(k, j)).append(',');
          csv.append(cells.changeSiemens().isEmpty() ? "" : cells.changeSiemens().get(l).at(k, j));
          csv.append('\n');
        }
      }
    }
    return csv.toString();
  }

  private static byte[] png(Context ctx, BenchMemory.Cells cells) {
    int array = (int) Asked.whole(ctx, "array", 1, 1, cells.siemens().size());
    if (!Asked.flag(ctx, "change")) {
      return HeatMap.memductance("Array " + array, cells.siemens().get(array - 1)).bytes();
    }
    if (cells.changeSiemens().isEmpty()) {
      throw new Problem(404, "no-such", "change: measured=once; order another read first").found();
    }
    return HeatMap.error(
            "Array %d, last change".formatted(array), cells.changeSiemens().get(array - 1))
        .bytes();
  }

  private void ledger(Context ctx) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", bench(ctx));
    map.put("unit", "V s");
    map.put("arrays", lab.ledgerVoltSeconds(bench(ctx)));
    Asked.json(ctx, map);
  }

  private void certificate(Context ctx) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bench", bench(ctx));
    map.put("certificate", lab.certificate(bench(ctx)));
    Asked.json(ctx, map);
  }
}
