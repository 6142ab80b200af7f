package dev.fluxbar.daemon.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page and the description of the API, from the class path. They say nothing of the lab, so
 * that a browser may load them before anybody has given it a token.
 */
final class PageRoutes {
  /** Of the class path alone, in one folder: no other name is looked up. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}\\.([a-z0-9]{2,5})");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", Route.JSON);

  List<Route> routes() {
    return List.of(
        open("/", ctx -> page(ctx, "index.html")),
        open("/openapi.yaml", this::description),
        open("/{file}", ctx -> page(ctx, ctx.pathParam("file"))));
  }

  private static Route open(String path, io.javalin.http.Handler handler) {
    return new Route(HandlerType.GET, path, Route.Access.OPEN, Route.CHOSEN, handler);
  }

  private void page(Context ctx, String name) {
    String type =
        NAME.matcher(name).matches() ? TYPES.get(name.substring(name.indexOf('.') + 1)) : null;
    byte[] bytes = type == null ? null : resource("/dev/fluxbar/daemon/page/" + name).orElse(null);
    if (type == null || bytes == null) {
      throw new Problem(
              404,
              "no-route",
              "page: file=%s; /openapi.yaml says what there is".formatted(Asked.brief(name)))
          .found();
    }
    // May be kept, but is asked for anew: after an update nobody sees an old page.
    ctx.header("Cache-Control", "no-cache").contentType(type).result(bytes);
  }

  private void description(Context ctx) {
    byte[] bytes =
        resource("/dev/fluxbar/daemon/openapi.yaml")
            .orElseThrow(() -> new IllegalStateException("openapi.yaml: found=false; build anew"));
    ctx.contentType("application/yaml").result(bytes);
  }

  static Optional<byte[]> resource(String name) {
    try (InputStream in = PageRoutes.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
