package dev.fluxbar.bench.openmena;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One command to the board, a line of text (OpenMENA firmware, Arduino Due sketch). WEIGHTMODIF is
 * not among them: the board says nothing when it has carried it out, so that nobody could know.
 */
public sealed interface MenaCommand {

  /** The line without its end. */
  String text();

  /** What the board takes for it at most, in seconds, the line and its reply included. */
  double seconds();

  /** 11,520 characters a second, and nobody else's. */
  double CHARACTER_SECONDS = 10.0 / 115_200;

  /**
   * Puts vectors on the array one after the other and measures every row.
   *
   * @param vectors column codes, eight each, 0 to 4095; at least one
   */
  record Infer(List<List<Integer>> vectors) implements MenaCommand {

    /** The longest reply line: eight times {@code 4095.00} and a tab. */
    private static final int REPLY_CHARACTERS = 70;

    public Infer {
      vectors = vectors.stream().map(List::copyOf).toList();
      if (vectors.isEmpty()) {
        throw new IllegalArgumentException("infer: vectors=0; at least one is needed");
      }
      for (List<Integer> vector : vectors) {
        checkLines("infer: codes", vector.size());
        for (int code : vector) {
          if (code < 0 || code > Sketch.LARGEST_CODE) {
            throw new IllegalArgumentException(
                "infer: code=%d; it must be 0 to %d".formatted(code, Sketch.LARGEST_CODE));
          }
        }
      }
    }

    @Override
    public String text() {
      return "INFEREMULTIPLE: %d %s"
          .formatted(
              vectors.size(),
              vectors.stream().map(v -> joined(v, String::valueOf)).collect(SPACED));
    }

    @Override
    public double seconds() {
      return vectors.size() * (Sketch.VECTOR_SECONDS + REPLY_CHARACTERS * CHARACTER_SECONDS)
          + text().length() * CHARACTER_SECONDS;
    }
  }

  /**
   * Sets what the drivers give while every switch stays as it is; the board repeats the numbers.
   *
   * @param millivolts of the columns from virtual ground, eight, -750 to 750; the row's side is at
   *     virtual ground
   */
  record SetVoltages(List<Integer> millivolts) implements MenaCommand {

    /** Everything at virtual ground. */
    static final SetVoltages GROUND = new SetVoltages(java.util.Collections.nCopies(8, 0));

    public SetVoltages {
      millivolts = List.copyOf(millivolts);
      checkLines("set voltages: columns", millivolts.size());
      for (int one : millivolts) {
        if (one < -750 || one > 750) {
          throw new IllegalArgumentException(
              "set voltages: millivolts=%d; it must be -750 to 750".formatted(one));
        }
      }
    }

    @Override
    public String text() {
      return "SETVOLTAGES: %s %s"
          .formatted(
              joined(millivolts, one -> decimal(3, Sketch.GROUND_VOLTS + one / 1e3)),
              decimal(3, Sketch.GROUND_VOLTS));
    }

    /** The line in which the board repeats the numbers. */
    public String echo() {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < millivolts.size(); i++) {
        line.append(
            "AD5593R DAC%d: %s V\t".formatted(i, decimal(3, 0.75 + millivolts.get(i) / 1e3)));
      }
      return line.append("Due DAC1: %s V".formatted(decimal(3, Sketch.rowSetting(0)))).toString();
    }

    @Override
    public double seconds() {
      return 3 * text().length() * CHARACTER_SECONDS;
    }
  }

  /**
   * One pulse on each of some cells, one after the other in an order that the board draws.
   *
   * @param pulses by cell, row-major over columns: entry {@code 8 * column + row}; at least one
   */
  record ModifyWeights(List<CellPulse> pulses) implements MenaCommand {

    public ModifyWeights {
      pulses = List.copyOf(pulses);
      if (pulses.isEmpty()) {
        throw new IllegalArgumentException("weights: pulses=0; at least one is needed");
      }
      if (pulses.stream().mapToInt(CellPulse::index).distinct().count() < pulses.size()) {
        throw new IllegalArgumentException("weights: a cell is named twice; give it one pulse");
      }
    }

    @Override
    public String text() {
      String[] signs = new String[Sketch.LINES * Sketch.LINES];
      String[] widths = new String[signs.length];
      String[] volts = new String[signs.length];
      java.util.Arrays.fill(signs, "0");
      java.util.Arrays.fill(widths, "0");
      java.util.Arrays.fill(volts, "0");
      for (CellPulse pulse : pulses) {
        signs[pulse.index()] = String.valueOf(pulse.sign());
        widths[pulse.index()] = String.valueOf(pulse.microseconds());
        volts[pulse.index()] = decimal(6, pulse.halfVolts());
      }
      return "WEIGHTMODIFALL: %s %s %s"
          .formatted(String.join(" ", signs), String.join(" ", widths), String.join(" ", volts));
    }

    /** With a tenth of a second for each cell that the board walks through: more than it takes. */
    @Override
    public double seconds() {
      double seconds = text().length() * CHARACTER_SECONDS + 0.1 * signs();
      for (CellPulse pulse : pulses) {
        seconds += pulse.microseconds() / 1e6;
      }
      return seconds;
    }

    private static int signs() {
      return Sketch.LINES * Sketch.LINES;
    }
  }

  /** Numbers with single spaces between them. */
  java.util.stream.Collector<CharSequence, ?, String> SPACED = Collectors.joining(" ");

  private static <T> String joined(List<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(SPACED);
  }

  private static String decimal(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static void checkLines(String subject, int count) {
    if (count != Sketch.LINES) {
      throw new IllegalArgumentException(
          "%s=%d; the board has %d".formatted(subject, count, Sketch.LINES));
    }
  }
}
