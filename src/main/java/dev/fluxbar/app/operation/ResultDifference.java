package dev.fluxbar.app.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What differs between a result as it was recorded and as it was computed again. */
final class ResultDifference {

  /**
   * Keys that no journal can tell: what a clock on the wall, a look into an emulated array or the
   * link said, and where a file lies.
   */
  static final Set<String> NOT_JOURNALED =
      Set.of(
          "wall-seconds",
          "residual-flux-volt-seconds",
          "true-change-siemens",
          "true-relative-change",
          "times-reconnected",
          "profile");

  /**
   * A value that differs.
   *
   * @param key with those above it, such as {@code ledger.known} or {@code weights[2]}
   * @param recorded as JSON, or {@code nothing}
   * @param computed as JSON, or {@code nothing}
   */
  record Difference(String key, String recorded, String computed) {}

  private final Set<String> left = new TreeSet<>();
  private long compared;
  private Optional<Difference> first = Optional.empty();

  private ResultDifference() {}

  static ResultDifference between(JsonNode recorded, JsonNode computed) {
    ResultDifference difference = new ResultDifference();
    difference.compare("", recorded, computed);
    return difference;
  }

  /** Keys that were left out because no journal can tell them. */
  Set<String> left() {
    return left;
  }

  /** How many numbers, texts and truth values were compared. */
  long compared() {
    return compared;
  }

  Optional<Difference> first() {
    return first;
  }

  private void compare(String key, JsonNode recorded, JsonNode computed) {
    if (first.isPresent()) {
      return;
    }
    if (recorded.isObject() && computed.isObject()) {
      Set<String> keys = new LinkedHashSet<>();
      recorded.fieldNames().forEachRemaining(keys::add);
      computed.fieldNames().forEachRemaining(keys::add);
      for (String one : keys) {
        if (NOT_JOURNALED.contains(one)) {
          left.add(one);
        } else {
          compare(key.isEmpty() ? one : key + "." + one, recorded.path(one), computed.path(one));
        }
      }
    } else if (recorded.isArray() && computed.isArray() && recorded.size() == computed.size()) {
      for (int i = 0; i < recorded.size(); i++) {
        compare("%s[%d]".formatted(key, i + 1), recorded.get(i), computed.get(i));
      }
    } else {
      compared++;
      if (!recorded.equals(computed)) {
        first = Optional.of(new Difference(key, words(recorded), words(computed)));
      }
    }
  }

  private static String words(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }
}
