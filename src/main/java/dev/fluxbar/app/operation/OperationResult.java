package dev.fluxbar.app.operation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operation came to.
 *
 * @param values the document of {@code --json}: kebab-case keys with their unit last, in order
 * @param reached whether the physics agreed: target reached, certificate passed
 * @param message one sentence for people when it did not; may be empty otherwise
 */
public record OperationResult(Map<String, Object> values, boolean reached, String message) {

  public OperationResult {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The operation did what was asked. */
  public static OperationResult done(Map<String, Object> values) {
    return new OperationResult(values, true, "");
  }

  /** The physics said no. */
  public static OperationResult notReached(Map<String, Object> values, String message) {
    return new OperationResult(values, false, message);
  }
}
