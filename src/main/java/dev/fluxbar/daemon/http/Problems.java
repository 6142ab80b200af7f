package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.Collision;
import dev.fluxbar.app.lab.NoSuch;
import dev.fluxbar.fault.BenchFault;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever is thrown while a request is handled into a problem; never a stack trace. */
final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void register(RoutesConfig routes) {
    routes.exception(Problem.Found.class, (e, ctx) -> answer(ctx, e.problem(), e.headers()));
    routes.exception(Exception.class, (e, ctx) -> answer(ctx, of(e), Map.of()));
    routes.exception(
        HttpResponseException.class,
        (e, ctx) ->
            answer(
                ctx,
                Problem.ofStatus(
                    e.getStatus(),
                    Optional.of(
                        "%s %s: status=%d; /openapi.yaml says what there is"
                            .formatted(ctx.method(), brief(ctx.path()), e.getStatus()))),
                Map.of()));
  }

  static Problem of(Exception e) {
    String words = String.valueOf(e.getMessage());
    if (e instanceof NoSuch) {
      return new Problem(404, "no-such", words);
    }
    if (e instanceof Collision collision) {
      return collision.isStale()
          ? new Problem(412, "stale", words)
          : new Problem(409, "state", words);
    }
    if (e instanceof IllegalArgumentException) {
      return new Problem(422, "not-possible", words);
    }
    if (e instanceof BenchFault) {
      return new Problem(503, "bench", words);
    }
    log.error("A request failed by a mistake of this program", e);
    return new Problem(
        500,
        "internal",
        "internal error: kind=%s; report it with the daemon's log".formatted(name(e)));
  }

  private static String name(Exception e) {
    return e.getClass().getSimpleName();
  }

  private static String brief(String path) {
    return path.length() > 80 ? path.substring(0, 80) + "..." : path;
  }

  static void answer(Context ctx, Problem problem, Map<String, String> headers) {
    headers.forEach(ctx::header);
    ctx.status(problem.status()).contentType(Problem.TYPE).result(problem.json());
  }
}
