package dev.fluxbar.daemon.http;

import dev.fluxbar.app.runs.ResultJson;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands in the head of a request, and writes answers. */
final class Asked {
  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  private Asked() {}

  /** The revision that the asker has seen, if it said one: {@code If-Match: "7"}. */
  static Optional<Long> ifMatch(Context ctx) {
    String header = ctx.header("If-Match");
    if (header == null || header.strip().equals("*")) {
      return Optional.empty();
    }
    Matcher tag = ETAG.matcher(header.strip());
    if (!tag.matches()) {
      throw Problem.bad("if-match: tag=other; write the revision in quotes, such as \"7\"");
    }
    return Optional.of(Long.valueOf(tag.group(1)));
  }

  /** A whole number of the query. */
  static long whole(Context ctx, String name, long usual, long least, long most) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return usual;
    }
    long value = WHOLE.matcher(text).matches() ? Long.parseLong(text) : -1;
    if (value < least || value > most) {
      throw Problem.bad(
          "%s: value=%s; give a whole number from %d to %d"
              .formatted(name, brief(text), least, most));
    }
    return value;
  }

  /** A truth value of the query. */
  static boolean flag(Context ctx, String name) {
    String text = ctx.queryParam(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw Problem.bad("%s: value=%s; write true or false".formatted(name, brief(text)));
    }
    return "true".equals(text);
  }

  /**
   * The format that the query names, or else the first one whose type the asker accepts.
   *
   * @param types the type of each format, the usual one first
   */
  static String format(Context ctx, Map<String, String> types) {
    String named = ctx.queryParam("format");
    if (named != null) {
      if (!types.containsKey(named)) {
        throw new Problem(
                406,
                "not-acceptable",
                "format: value=%s; choose one of %s".formatted(brief(named), types.keySet()))
            .found();
      }
      return named;
    }
    return types.entrySet().stream()
        .filter(entry -> accepts(ctx, entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> notAcceptable(types.values().toString()));
  }

  /** Refuses whoever would not take this type. */
  static void mustAccept(Context ctx, String type) {
    if (!accepts(ctx, type)) {
      throw notAcceptable(type);
    }
  }

  private static Problem.Found notAcceptable(String types) {
    return new Problem(406, "not-acceptable", "accept: types=%s; accept one".formatted(types))
        .found();
  }

  static boolean accepts(Context ctx, String type) {
    String header = ctx.header("Accept");
    if (header == null || header.isBlank()) {
      return true;
    }
    List<String> fitting = List.of(type, type.substring(0, type.indexOf('/')) + "/*", "*/*");
    return Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
        .map(String::strip)
        .filter(range -> !range.matches(".*;\\s*q=0(\\.0*)?"))
        .map(range -> range.split(";", -1)[0].strip())
        .anyMatch(fitting::contains);
  }

  static void json(Context ctx, Map<String, ?> values) {
    ctx.contentType(Route.JSON).result(ResultJson.line(values).getBytes(StandardCharsets.UTF_8));
  }

  /** With the revision as ETag. */
  static void json(Context ctx, Map<String, ?> values, long revision) {
    ctx.header("ETag", "\"%d\"".formatted(revision));
    json(ctx, values);
  }

  /** Something new. */
  static void created(Context ctx, String path, Map<String, ?> values) {
    ctx.status(201).header("Location", Route.ROOT + path);
    json(ctx, values);
  }

  /** Of a text from outside as much as a message has room for; without what could break a line. */
  static String brief(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}
