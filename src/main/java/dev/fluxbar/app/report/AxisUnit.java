package dev.fluxbar.app.report;

import java.util.Locale;

/**
 * The unit of an axis with the prefix that keeps its numbers short.
 *
 * @param symbol such as {@code mS}
 * @param perUnit how many of it make one of the plain unit
 */
public record AxisUnit(String symbol, double perUnit) {
  private static final String[] PREFIXES = {"", "m", "\u00b5", "n", "p"};

  /** The unit for values up to {@code largest} of either sign; the plain one for 0.1 and more. */
  public static AxisUnit of(double largest, String plain) {
    double perUnit = 1;
    int prefix = 0;
    while (prefix < PREFIXES.length - 1 && largest > 0 && largest * perUnit < 0.1) {
      perUnit *= 1000;
      prefix++;
    }
    return new AxisUnit(PREFIXES[prefix] + plain, perUnit);
  }

  /** The prefix as a word before the name of the unit: {@code microsiemens}. */
  public String word(String plainName) {
    String[] words = {"", "milli", "micro", "nano", "pico"};
    int prefix = (int) Math.round(Math.log10(perUnit) / 3);
    return words[prefix] + plainName;
  }

  /** The values in this unit; a new array. */
  double[] of(double[] values) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = values[i] * perUnit;
    }
    return scaled;
  }

  /** A number with as many digits as a reader needs next to others up to {@code largest}. */
  static String text(double value, double largest) {
    int before = largest > 0 ? (int) Math.floor(Math.log10(largest)) : 0;
    int decimals = Math.max(0, Math.min(6, 2 - before));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    // "-0.00" says no more than "0.00".
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }
}
