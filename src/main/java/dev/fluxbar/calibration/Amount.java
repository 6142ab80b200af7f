package dev.fluxbar.calibration;

import java.util.Locale;

/** A number with its unit as a sentence has it: {@code 3.13 uA}, {@code -405 pA}, {@code 0 V}. */
final class Amount {
  private static final String[] PREFIXES = {"f", "p", "n", "u", "m", "", "k", "M"};
  private static final int PLAIN = 5;

  private Amount() {}

  /** Three digits; what is below a femto-unit is 0. */
  static String text(double value, String unit) {
    double size = Math.abs(value);
    if (size < 1e-15) {
      return "0 " + unit;
    }
    // Rounded first: 0.9999 is 1, not 1000 thousandths.
    double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.2e", size));
    int thousands = (int) Math.floor(Math.log10(rounded) / 3 + 1e-9);
    int prefix = Math.max(0, Math.min(PREFIXES.length - 1, PLAIN + thousands));
    double scaled = rounded / Math.pow(1000, prefix - PLAIN);
    String digits = String.format(Locale.ROOT, scaled < 9.995 ? "%.2f" : "%.1f", scaled);
    if (scaled >= 99.95) {
      digits = String.format(Locale.ROOT, "%.0f", scaled);
    }
    if (digits.contains(".")) {
      digits = digits.replaceAll("\\.?0+$", "");
    }
    return (value < 0 ? "-" : "") + digits + " " + PREFIXES[prefix] + unit;
  }
}
