package dev.fluxbar.app.export;

/**
 * One named quantity of a run.
 *
 * @param group what it belongs to, with {@code /} between, such as {@code samples}
 * @param name within its group
 * @param unit such as {@code V s}; {@code 1} of plain numbers and words
 * @param description one sentence
 * @param values of it
 */
record Quantity(String group, String name, String unit, String description, Values values) {

  /** Its units by the last words of their names, the longest first. */
  private static final String[][] UNITS = {
    {"volt-seconds", "V s"},
    {"milliseconds", "ms"},
    {"siemens", "S"},
    {"weights", "S"},
    {"amperes", "A"},
    {"seconds", "s"},
    {"joules", "J"},
    {"volts", "V"},
    {"ohms", "ohm"},
    {"days", "d"}
  };

  /** The unit that the end of a key names. */
  static String unit(String key) {
    for (String[] one : UNITS) {
      if (key.equals(one[0]) || key.endsWith("-" + one[0])) {
        return one[1];
      }
    }
    return "1";
  }

  /** The whole path. */
  String path() {
    return group + "/" + name;
  }
}
