package dev.fluxbar.app.sequence;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a value in the result of a step must be.
 *
 * @param value the key, with points between the keys of a key within: {@code certificate.passed}
 * @param comparison how it is compared
 * @param operand with what; a number for {@code below} and {@code above}
 */
public record Condition(String value, Comparison comparison, String operand) {

  /** How two values are compared. */
  public enum Comparison {
    BELOW,
    ABOVE,
    IS;

    /** As people write it: {@code below}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Condition {
    if (comparison != Comparison.IS && !Double.isFinite(Double.parseDouble(operand))) {
      throw new IllegalArgumentException(
          "until: value=%s, %s=%s; compare with a finite number"
              .formatted(value, comparison, operand));
    }
  }

  /** What stands under the key in a result; nothing if there is no such key. */
  Optional<Object> in(Map<String, Object> result) {
    Object found = result;
    for (String key : value.split("\\.", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Optional.ofNullable(found);
  }

  /** Whether {@code found} is as wanted; what is no number is neither below nor above one. */
  boolean holds(Object found) {
    if (!(found instanceof Number number)) {
      return comparison == Comparison.IS && String.valueOf(found).equals(operand);
    }
    double measured = number.doubleValue();
    return switch (comparison) {
      case BELOW -> measured < Double.parseDouble(operand);
      case ABOVE -> measured > Double.parseDouble(operand);
      case IS -> String.valueOf(found).equals(operand) || same(measured);
    };
  }

  private boolean same(double measured) {
    try {
      return measured == Double.parseDouble(operand);
    } catch (NumberFormatException e) {
      return false; // a text is no number
    }
  }

  /** {@code max-error-siemens below 1e-6}. */
  @Override
  public String toString() {
    return "%s %s %s".formatted(value, comparison, operand);
  }
}
