package dev.fluxbar.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The description of the API, and whether an answer is as it says. */
final class Described {
  /** What the head of the description says of every path. */
  private static final Set<Integer> EVERYWHERE = Set.of(405, 431, 500);

  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonNode root;
  private final Set<String> seen = new TreeSet<>();

  Described() {
    try {
      root =
          new ObjectMapper(new YAMLFactory())
              .readTree(PageRoutes.resource("/dev/fluxbar/daemon/openapi.yaml").orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code GET /runs/{run}}, sorted. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            operations.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  /** {@code GET /runs/{run} 200}, of what is promised when all is well. */
  Set<String> successes() {
    Set<String> successes = new TreeSet<>();
    for (String operation : operations()) {
      responses(operation)
          .fieldNames()
          .forEachRemaining(
              status -> {
                if (status.startsWith("2")) {
                  successes.add(operation + " " + status);
                }
              });
    }
    return successes;
  }

  Set<String> seen() {
    return seen;
  }

  private JsonNode responses(String operation) {
    String[] parts = operation.split(" ", 2);
    return root.path("paths")
        .path(parts[1])
        .path(parts[0].toLowerCase(java.util.Locale.ROOT))
        .path("responses");
  }

  /** The operation that a request is; empty if nothing is described for it. */
  Optional<String> operation(String method, String target) {
    String path = target.replaceAll("\\?.*", "");
    List<String> fitting = new ArrayList<>();
    for (String operation : operations()) {
      String pattern = operation.replaceAll("\\{file}", ".+").replaceAll("\\{[a-z]+}", "[^/]+");
      if ((method + " " + path).matches(pattern)) {
        fitting.add(operation);
      }
    }
    // The plainest: /health is no file of the page.
    return fitting.stream()
        .filter(operation -> !(operation.equals("GET /{file}") && path.indexOf('/', 1) > 0))
        .min(java.util.Comparator.comparingInt(o -> o.contains("{") ? 1 : 0));
  }

  /** Holds an answer against the description. */
  void check(String method, String target, int status, String type, byte[] body) {
    String what = "%s %s: %d, %s".formatted(method, target, status, type);
    if (status >= 400) {
      if (!(target.equals("/health") && status == 503)) {
        assertThat(type).as(what).isEqualTo("application/problem+json");
        checkObject(what, body, root.at("/components/schemas/Problem"));
      }
    }
    Optional<String> operation = operation(method, target);
    if (operation.isEmpty() || EVERYWHERE.contains(status)) {
      assertThat(status).as(what).isGreaterThanOrEqualTo(400);
      return;
    }
    JsonNode response = responses(operation.get()).path(Integer.toString(status));
    assertThat(response.isMissingNode()).as("%s is not described".formatted(what)).isFalse();
    seen.add(operation.get() + " " + status);
    if (status < 400 && type.equals("application/json")) {
      checkObject(what, body, schema(response.path("content").path("application/json")));
    }
  }

  private JsonNode schema(JsonNode content) {
    JsonNode schema = content.path("schema");
    String ref = schema.path("$ref").asText();
    return ref.isEmpty() ? schema : root.at(ref.substring(1));
  }

  /** Required keys are there, and no key is there that is not described where any is. */
  private void checkObject(String what, byte[] body, JsonNode schema) {
    JsonNode object;
    try {
      object = JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(what, e);
    }
    if (schema.has("oneOf")) {
      schema =
          root.at(
              schema
                  .at(object.has("schedule") ? "/oneOf/1/$ref" : "/oneOf/0/$ref")
                  .asText()
                  .substring(1));
    }
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(key -> required.add(key.asText()));
    assertThat(keys).as(what).containsAll(required);
    if (schema.has("properties")) {
      Set<String> known = new TreeSet<>();
      schema.path("properties").fieldNames().forEachRemaining(known::add);
      assertThat(known).as(what).containsAll(keys);
      checkItems(what, object, schema);
    }
  }

  private void checkItems(String what, JsonNode object, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String ref = property.getValue().at("/items/$ref").asText();
              JsonNode items = object.path(property.getKey());
              if (!ref.isEmpty() && root.at(ref.substring(1)).has("properties")) {
                items.forEach(
                    item ->
                        checkObject(
                            what,
                            item.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            root.at(ref.substring(1))));
              }
            });
  }
}
