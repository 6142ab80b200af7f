package dev.fluxbar.app.files;

/**
 * The decimal numbers that files may hold: sign, digits with at most one point, exponent. Java's
 * own parser also takes {@code 1d}, {@code 0x1p3} and {@code NaN}, which no one writes on purpose.
 */
public final class DecimalNumber {

  private DecimalNumber() {}

  /** Whether {@code text} is such a number; {@link Double#parseDouble} then takes it. */
  public static boolean isOne(String text) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int first = sign(text, at + 1);
      at = digits(text, first);
      return at > first && at == text.length();
    }
    return at == text.length();
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
