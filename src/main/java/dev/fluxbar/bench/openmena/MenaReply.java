package dev.fluxbar.bench.openmena;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The lines that the board answers with. A line is what it must be to its last character, or it is
 * damaged.
 */
final class MenaReply {
  static final String AVERAGES = "INFEREMULTIPLE ADC Averages:";
  static final String INFERRED = "INFEREMULTIPLE complete.";
  static final String WEIGHTS_DONE = "WEIGHTMODIFALL complete.";
  static final String WEIGHTS_REFUSED = "Error: WEIGHTMODIFALL requires 128 integers + 64 floats.";
  static final String VOLTAGES = "Voltages updated:";

  /** The end of what the board says after a reset. */
  static final String READY = "Ready to receive commands:";

  /** Without leading zeros, and a multiple of a twentieth: the mean of 20 whole numbers. */
  private static final Pattern MEAN = Pattern.compile("(0|[1-9][0-9]{0,3})\\.[0-9][05]");

  private static final Pattern REFUSED =
      Pattern.compile(
          "Error: INFEREMULTIPLE requires N > 0|Error: Expected [0-9]{1,6} DAC values after N\\.");

  /** The address that the board tells after a reset, and what else only a reset makes it say. */
  private static final Pattern BANNER =
      Pattern.compile(
          "AD5593R_LIB_VERSION: .*|Connect: .*|Address: .*| - (INFEREMULTIPLE|WEIGHTMODIF|WEIGHTMODIFALL):");

  private MenaReply() {}

  static String running(int vectors) {
    return "Running inference for %d input vectors...".formatted(vectors);
  }

  /** Whether the board says that it did not do a measurement. */
  static boolean inferenceRefused(String line) {
    return REFUSED.matcher(line).matches();
  }

  /** Whether a line is of those that follow a reset. */
  static boolean banner(String line) {
    return line.equals(READY) || BANNER.matcher(line).matches();
  }

  /**
   * Eight means of counts, each in twentieths of a count; nothing if the line is damaged.
   *
   * <p>Eight times a number with two decimals and a tab: {@code 2048.35}, 0 to 4095.00.
   */
  static List<Integer> means(String line) {
    List<Integer> twentieths = new ArrayList<>();
    int from = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
      OptionalInt mean = mean(line.substring(from, tab));
      if (mean.isEmpty()) {
        return List.of();
      }
      twentieths.add(mean.getAsInt());
      from = tab + 1;
    }
    return from == line.length() && twentieths.size() == Sketch.LINES ? twentieths : List.of();
  }

  private static OptionalInt mean(String text) {
    if (!MEAN.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    int point = text.indexOf('.');
    int hundredths =
        100 * Integer.parseInt(text.substring(0, point))
            + Integer.parseInt(text.substring(point + 1));
    return hundredths <= 100 * Sketch.LARGEST_CODE
        ? OptionalInt.of(hundredths / 5)
        : OptionalInt.empty();
  }
}
