package dev.fluxbar.daemon.http;

import dev.fluxbar.app.runs.ResultJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request was not done: {@code application/problem+json} of RFC 9457.
 *
 * @param status of HTTP
 * @param kind of problem, one word or several with dashes
 * @param detail one sentence: what, where, what to do next
 */
record Problem(int status, String kind, String detail) {
  static final String TYPE = "application/problem+json";

  /** Every kind has its own title; the words do not depend on the case. */
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("bad-request", "The request cannot be understood"),
          Map.entry("not-possible", "The lab cannot or may not do this"),
          Map.entry("no-such", "There is none of this name"),
          Map.entry("no-route", "There is nothing here"),
          Map.entry("no-method", "This method does nothing here"),
          Map.entry("state", "It is in another state"),
          Map.entry("stale", "It has changed since you looked"),
          Map.entry("token", "A token is needed"),
          Map.entry("role", "A reader may only look"),
          Map.entry("locked", "Too many wrong tokens"),
          Map.entry("host", "This is not the server of that name"),
          Map.entry("origin", "The request comes from another site"),
          Map.entry("too-large", "The body is too large"),
          Map.entry("too-slow", "The body came too slowly"),
          Map.entry("content-type", "The body is of another type"),
          Map.entry("not-acceptable", "There is no such representation"),
          Map.entry("busy", "Too many at once"),
          Map.entry("bench", "The bench or its link broke"),
          Map.entry("internal", "The daemon has made a mistake"));

  Problem {
    if (!TITLES.containsKey(kind)) {
      throw new IllegalArgumentException("problem: kind=%s; give it a title".formatted(kind));
    }
  }

  /** Thrown by whoever handles a request. */
  static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    Found(Problem problem, Map<String, String> headers) {
      super(problem.detail());
      this.problem = problem;
      this.headers = headers;
    }

    Problem problem() {
      return problem;
    }

    Map<String, String> headers() {
      return headers;
    }
  }

  /** For {@code throw}. */
  Found found() {
    return new Found(this, Map.of());
  }

  /** For {@code throw}, with one more header. */
  Found with(String header, String value) {
    return new Found(this, Map.of(header, value));
  }

  static Found bad(String detail) {
    return new Problem(400, "bad-request", detail).found();
  }

  /** The problem of a status that some library chose. */
  static Problem ofStatus(int status, Optional<String> detail) {
    String kind =
        switch (status) {
          case 404 -> "no-route";
          case 405 -> "no-method";
          case 406 -> "not-acceptable";
          case 413 -> "too-large";
          case 415 -> "content-type";
          case 421 -> "host";
          case 408 -> "too-slow";
          case 503 -> "busy";
          default -> status == 500 ? "internal" : "bad-request";
        };
    return new Problem(
        status, kind, detail.orElse("request: status=%d; see /openapi.yaml".formatted(status)));
  }

  byte[] json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "urn:fluxbar:problem:" + kind);
    map.put("title", TITLES.getOrDefault(kind, kind));
    map.put("status", status);
    map.put("detail", detail);
    return ResultJson.document(map).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
