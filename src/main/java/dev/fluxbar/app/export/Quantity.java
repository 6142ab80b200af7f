package dev.fluxbar.app.export;

import java.lang.reflect.Array;

/**
 * One named quantity of a run.
 *
 * @param group what it belongs to, with {@code /} between, such as {@code samples}
 * @param name within its group
 * @param unit such as {@code V s}; {@code 1} of plain numbers and words
 * @param description one sentence
 * @param values {@code double[]}, {@code double[][]}, {@code long[]}, {@code int[]} or {@code
 *     String[]}, not empty; owned by this
 */
record Quantity(String group, String name, String unit, String description, Object values) {

  /** Its units by the last words of their names, the longest first. */
  private static final String[][] UNITS = {
    {"volt-seconds", "V s"},
    {"siemens", "S"},
    {"weights", "S"},
    {"amperes", "A"},
    {"seconds", "s"},
    {"joules", "J"},
    {"volts", "V"},
    {"ohms", "ohm"},
    {"days", "d"}
  };

  Quantity {
    if (Array.getLength(values) == 0) {
      throw new IllegalArgumentException("export: name=%s; it has no values".formatted(name));
    }
  }

  /** The unit that the end of a key names. */
  static String unit(String key) {
    for (String[] one : UNITS) {
      if (key.equals(one[0]) || key.endsWith("-" + one[0])) {
        return one[1];
      }
    }
    return "1";
  }

  /** How many rows it has. */
  int length() {
    return Array.getLength(values);
  }

  /** Whether it has columns. */
  boolean isMatrix() {
    return values instanceof double[][];
  }

  /** The whole path. */
  String path() {
    return group + "/" + name;
  }

  /** One value of one without columns, as text that loses no bit. */
  String text(int row) {
    return String.valueOf(Array.get(values, row));
  }
}
