package dev.fluxbar.app.sequence;

import dev.fluxbar.app.operation.OperationResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks into the documents of sequences. */
final class Documents {

  private Documents() {}

  @SuppressWarnings("unchecked") // what the document says it is
  static List<Map<String, Object>> steps(OperationResult result) {
    return (List<Map<String, Object>>) Objects.requireNonNull(result.values().get("steps"));
  }

  static double number(Map<String, Object> document, String key) {
    return ((Number) Objects.requireNonNull(document.get(key))).doubleValue();
  }
}
