package dev.fluxbar.app.sequence;

import dev.fluxbar.app.config.NearestWord;
import dev.fluxbar.app.operation.OperationResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one turn of an until has shown of the value that it watches. */
final class Turn {
  private final Condition condition;
  private final Set<String> seen = new TreeSet<>();
  private Optional<Object> last = Optional.empty();
  private boolean failed;

  Turn(Condition condition) {
    this.condition = condition;
  }

  /** A step in it has ended. */
  void ended(OperationResult result) {
    condition.in(result.values()).ifPresent(found -> last = Optional.of(found));
    keys(result.values(), "");
    if (!result.reached()) {
      failed();
    }
  }

  private void keys(Map<?, ?> values, String before) {
    values.forEach(
        (key, value) -> {
          seen.add(before + key);
          if (value instanceof Map<?, ?> below) {
            keys(below, before + key + ".");
          }
        });
  }

  /** Something in it was not reached. */
  void failed() {
    failed = true;
  }

  boolean holds() {
    return last.filter(condition::holds).isPresent();
  }

  /** All its steps did well and none knows the value: more turns would not help. */
  boolean misasked() {
    return last.isEmpty() && !failed;
  }

  /** About a value that no result has. */
  String advice(long turns) {
    return "until: value=%s, turns=%d; no result of its steps has this value, %s"
        .formatted(
            condition.value(),
            turns,
            NearestWord.to(condition.value(), seen)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("known are " + String.join(", ", seen)));
  }

  Optional<Object> last() {
    return last;
  }

  Map<String, Object> values(long turns) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("turns", turns);
    values.put("value", condition.value());
    last.ifPresent(found -> values.put("last", found));
    return values;
  }
}
