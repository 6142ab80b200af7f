package dev.fluxbar.daemon.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.lab.Schedule;
import dev.fluxbar.app.runs.ResultJson;
import dev.fluxbar.daemon.guard.Bodies;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order of a run as a client writes it: JSON with the sequence as an object or as YAML text, or
 * the YAML text itself with everything else in the query.
 *
 * @param bench that it names; empty: the route says it
 * @param yaml the sequence
 * @param priority -100 to 100
 * @param dryRun whether to plan only
 * @param afterCrash what becomes of it when the daemon dies under it
 * @param every how far apart it is ordered again and again
 * @param by who asks, as it says
 */
record OrderBody(
    Optional<String> bench,
    String yaml,
    int priority,
    boolean dryRun,
    AfterCrash afterCrash,
    Optional<Duration> every,
    String by) {

  private static final List<String> KEYS =
      List.of("bench", "sequence", "priority", "dry-run", "after-crash", "every", "by");

  /** Of clients: plain values, no key twice, nothing deep. No types: nothing is ever made of it. */
  private static final ObjectMapper FROM_OUTSIDE =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(Bodies.NESTING)
                      .maxStringLength(Bodies.TEXT_BYTES)
                      .maxNumberLength(100)
                      .build())
              .build());

  /** Reads the body of a request. */
  static OrderBody read(Context ctx) {
    String type = String.valueOf(ctx.req().getContentType()).split(";", -1)[0];
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "application/json" -> json(Body.read(ctx, Bodies.TEXT_BYTES));
      case "application/yaml", "application/x-yaml", "text/yaml" -> yaml(ctx);
      default ->
          throw new Problem(
                  415,
                  "content-type",
                  "body: type=%s; send application/json or application/yaml"
                      .formatted(Asked.brief(type)))
              .found();
    };
  }

  private static OrderBody yaml(Context ctx) {
    byte[] bytes = Body.read(ctx, Bodies.TEXT_BYTES);
    return new OrderBody(
        Optional.ofNullable(ctx.queryParam("bench")),
        text(bytes),
        priority(ctx.queryParam("priority")),
        Asked.flag(ctx, "dry-run"),
        afterCrash(ctx.queryParam("after-crash")),
        Optional.ofNullable(ctx.queryParam("every")).map(Schedule::every),
        by(ctx.queryParam("by")));
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.bad("body: encoding=other; send text in UTF-8");
    }
  }

  private static int priority(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    if (!text.matches("-?[0-9]{1,9}")) {
      throw Problem.bad("priority: value=%s; write a whole number".formatted(Asked.brief(text)));
    }
    return Integer.parseInt(text);
  }

  private static AfterCrash afterCrash(@Nullable String word) {
    return word == null ? AfterCrash.WAIT : AfterCrash.of(word);
  }

  private static String by(@Nullable String who) {
    if (who != null && !who.matches("[^\\p{Cntrl}]{1,64}")) {
      throw Problem.bad(
          "by: value=%s; write one line of at most 64 characters".formatted(Asked.brief(who)));
    }
    return who == null ? "" : who;
  }

  private static OrderBody json(byte[] bytes) {
    JsonNode json = parse(bytes);
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw Problem.bad("body: key=%s; known are %s".formatted(Asked.brief(key), KEYS));
              }
            });
    return new OrderBody(
        Optional.ofNullable(textOf(json, "bench")),
        sequence(json.path("sequence")),
        whole(json),
        truth(json),
        afterCrash(textOf(json, "after-crash")),
        Optional.ofNullable(textOf(json, "every")).map(Schedule::every),
        by(textOf(json, "by")));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode json = FROM_OUTSIDE.readTree(bytes);
      if (json.isObject()) {
        return json;
      }
      throw Problem.bad("body: kind=no object; send a JSON object");
    } catch (IOException e) {
      throw Problem.bad(
          "body: kind=no JSON; send a whole JSON object, no key twice, at most %d deep"
              .formatted(Bodies.NESTING));
    }
  }

  /** JSON is YAML: the one reader of sequences reads both. */
  private static String sequence(JsonNode sequence) {
    if (sequence.isTextual()) {
      return sequence.asText();
    }
    if (sequence.isObject()) {
      return ResultJson.document(ResultJson.map(sequence));
    }
    throw Problem.bad("sequence: kind=other; give an object, or a text of YAML");
  }

  private static @Nullable String textOf(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Problem.bad("%s: kind=other; give a text".formatted(key));
    }
    return value.asText();
  }

  private static int whole(JsonNode json) {
    JsonNode value = json.path("priority");
    if (!value.isMissingNode() && !(value.isIntegralNumber() && value.canConvertToInt())) {
      throw Problem.bad("priority: kind=other; give a whole number");
    }
    return value.asInt(0);
  }

  private static boolean truth(JsonNode json) {
    JsonNode value = json.path("dry-run");
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw Problem.bad("dry-run: kind=other; give true or false");
    }
    return value.asBoolean(false);
  }

  /**
   * The order, with the sequence read for its bench.
   *
   * @param who is on the asker's token; that counts more than what the body says
   */
  RunOrder order(Lab lab, String onBench, Optional<String> who) {
    return new RunOrder(
        lab.sequence(onBench, yaml),
        priority,
        dryRun,
        afterCrash,
        who.orElse(by.isEmpty() ? "http" : by));
  }
}
