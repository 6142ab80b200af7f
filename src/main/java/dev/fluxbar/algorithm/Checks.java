package dev.fluxbar.algorithm;

/** Conditions that every setting of an operation must meet, written so that NaN fails. */
final class Checks {
  private Checks() {}

  static void positive(String subject, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: %s=%s; it must be positive and finite".formatted(subject, name, value));
    }
  }

  static void notNegative(String subject, String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: %s=%s; it must be finite and not negative".formatted(subject, name, value));
    }
  }

  static void atLeastOne(String subject, String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s: %s=%d; it must be at least 1".formatted(subject, name, value));
    }
  }
}
