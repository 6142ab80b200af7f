package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Bodies;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Files: what runs have left, and what clients give. */
final class FileRoutes {
  private static final int MOST_LINES = 1000;

  /** A report has its styles and figures within it, and may do nothing and reach nobody. */
  private static final String REPORT_POLICY =
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private final Lab lab;
  private final RunExports exports;
  private final Semaphore uploading = new Semaphore(Bodies.UPLOADS);

  FileRoutes(Lab lab, RunExports exports) {
    this.lab = lab;
    this.exports = exports;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/runs/{run}/result", this::result),
        Route.getChosen("/runs/{run}/export", this::export),
        Route.get("/runs/{run}/files", this::files),
        Route.getChosen("/runs/{run}/files/<file>", this::file),
        Route.get("/runs/{run}/log", this::log),
        Route.get("/uploads", ctx -> Asked.json(ctx, Map.of("uploads", lab.uploads().names()))),
        Route.getChosen("/uploads/{name}", this::upload),
        Route.put("/uploads/{name}", this::keep),
        Route.delete("/uploads/{name}", this::forget));
  }

  private Path folder(Context ctx) {
    return lab.folder(RunRoutes.run(ctx));
  }

  private void result(Context ctx) throws IOException {
    Path file = new RunFiles(folder(ctx)).find("result.json").orElseThrow(() -> noResult(ctx));
    stream(ctx, file, Route.JSON);
  }

  private static Problem.Found noResult(Context ctx) {
    return new Problem(
            404,
            "no-such",
            "run %s: result=none; it has not ended well, look at its state"
                .formatted(RunRoutes.run(ctx)))
        .found();
  }

  private void export(Context ctx) throws IOException {
    Map<String, String> types = exports.types();
    String format = Asked.format(ctx, types);
    Path folder = folder(ctx);
    if (new RunFiles(folder).find("result.json").isEmpty()) {
      throw noResult(ctx);
    }
    Path file = exported(folder, format);
    ctx.header(
        "Content-Disposition",
        "attachment; filename=\"%s.%s\"".formatted(folder.getFileName(), format));
    ctx.contentType(types.getOrDefault(format, "application/octet-stream"))
        .result(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** By a file, for it may be larger than the heap; nothing is told of one that fails halfway. */
  private Path exported(Path folder, String format) throws IOException {
    Path file = Files.createTempFile("fluxbar-export-", "." + format);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      exports.write(folder, format, out);
      return file;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private void files(Context ctx) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", RunRoutes.run(ctx));
    map.put("files", new RunFiles(folder(ctx)).list());
    Asked.json(ctx, map);
  }

  private void file(Context ctx) throws IOException {
    String name = ctx.pathParam("file");
    Path file = new RunFiles(folder(ctx)).find(name).orElseThrow(() -> RunFiles.none(name));
    if (name.endsWith(".html")) {
      ctx.header("Content-Security-Policy", REPORT_POLICY);
    }
    stream(ctx, file, RunFiles.type(name));
  }

  /** Straight from the disk: a log may be larger than the heap. */
  private static void stream(Context ctx, Path file, String type) throws IOException {
    ctx.contentType(type).result(Files.newInputStream(file));
  }

  /** What the run said, a line each: the last ones, or piece by piece from the first. */
  private void log(Context ctx) throws IOException {
    int last = (int) Asked.whole(ctx, "last", 0, 1, MOST_LINES);
    if (last == 0) {
      logAfter(ctx, Asked.whole(ctx, "after", 0, 0, Long.MAX_VALUE));
      return;
    }
    if (ctx.queryParam("after") != null) {
      throw Problem.bad("log: after=given, last=given; give one of them");
    }
    Optional<Path> said = new RunFiles(folder(ctx)).find("said.txt");
    LastLines lines =
        said.isPresent() ? LastLines.of(said.get(), last) : new LastLines(List.of(), false);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", RunRoutes.run(ctx));
    map.put("lines", lines.lines());
    map.put("more", lines.more());
    Asked.json(ctx, map);
  }

  private void logAfter(Context ctx, long after) throws IOException {
    List<String> lines = new ArrayList<>();
    long number = 0;
    var said = new RunFiles(folder(ctx)).find("said.txt");
    if (said.isPresent()) {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(said.get()), StandardCharsets.UTF_8))) {
        for (String line = in.readLine();
            line != null && lines.size() < MOST_LINES;
            line = in.readLine()) {
          number++;
          if (number > after) {
            lines.add(line);
          }
        }
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", RunRoutes.run(ctx));
    map.put("lines", lines);
    map.put("next", Math.max(number, after));
    Asked.json(ctx, map);
  }

  private void upload(Context ctx) {
    String name = ctx.pathParam("name");
    byte[] bytes = lab.uploads().read(name);
    ctx.contentType(RunFiles.type(name)).result(bytes);
  }

  private void keep(Context ctx) {
    String name = ctx.pathParam("name");
    if (!uploading.tryAcquire()) {
      throw new Problem(503, "busy", "uploads: at-once=%d; send it again".formatted(Bodies.UPLOADS))
          .with("Retry-After", "5");
    }
    try {
      boolean fresh = !lab.uploads().names().contains(name);
      byte[] bytes = Body.read(ctx, Bodies.FILE_BYTES);
      lab.uploads().put(name, bytes);
      Map<String, Object> map = Map.of("name", name, "bytes", bytes.length);
      if (fresh) {
        Asked.created(ctx, "/uploads/" + name, map);
      } else {
        Asked.json(ctx, map);
      }
    } finally {
      uploading.release();
    }
  }

  private void forget(Context ctx) {
    lab.uploads().delete(ctx.pathParam("name"));
    ctx.status(204);
  }
}
