package dev.fluxbar.emulator.openmena;

import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What the sketch does with a line that it has read, and what it says (OpenMENA firmware, Arduino
 * Due sketch). Anything else than its four commands it passes over in silence. Knows no threads.
 */
final class SketchMachine {
  private static final int CELLS = SketchArray.LINES * SketchArray.LINES;
  private static final long ORDER_SEED = 0x6f72646572L;

  private final SketchArray array;
  private final Consumer<String> lines;
  private final Random order;

  /**
   * @param lines takes what it says, line by line without their ends
   */
  SketchMachine(BoardSpec spec, Consumer<String> lines) {
    this.array = new SketchArray(spec);
    this.lines = lines;
    Long seed = spec.seed();
    this.order = seed == null ? new Random() : new Random(seed ^ ORDER_SEED);
  }

  BoardTruth truth(boolean running) {
    return array.truth(running);
  }

  /** Starts anew; fluxes stay as they are. */
  void reset() {
    array.reset();
    List.of(
            "",
            "openmena.ino",
            "AD5593R_LIB_VERSION: 1.0",
            "",
            "Connect: 1",
            "Address: 11",
            "0\t0\t0\t0\tFF\tFF\t0\tFF",
            "0\t0\t0\t0\t0\t0\t0\t0",
            "Ready to receive commands:",
            " - INFEREMULTIPLE:",
            " - WEIGHTMODIF",
            " - WEIGHTMODIFALL",
            "")
        .forEach(lines);
  }

  /** Carries out one line, whole or cut. */
  void command(String line) {
    String command = line.trim();
    if (command.startsWith("INFEREMULTIPLE:")) {
      infer(words(command));
    } else if (command.startsWith("SETVOLTAGES:")) {
      setVoltages(words(command));
    } else if (command.startsWith("WEIGHTMODIFALL:")) {
      modifyAll(words(command));
    } else if (command.startsWith("WEIGHTMODIF:")) {
      modifyOne(words(command));
    }
  }

  private static List<String> words(String command) {
    String rest = command.substring(command.indexOf(':') + 1).trim();
    return rest.isEmpty() ? List.of() : Arrays.asList(rest.split(" +"));
  }

  private void infer(List<String> words) {
    int count = words.isEmpty() ? 0 : whole(words.get(0));
    if (count <= 0) {
      lines.accept("Error: INFEREMULTIPLE requires N > 0");
      return;
    }
    if (words.size() - 1 != (long) SketchArray.LINES * count) {
      lines.accept("Error: Expected %d DAC values after N.".formatted(SketchArray.LINES * count));
      return;
    }
    lines.accept("Running inference for %d input vectors...".formatted(count));
    List<double[]> means = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      array.open();
      array.pause();
      for (int j = 0; j < SketchArray.LINES; j++) {
        array.columnCode(j, whole(words.get(1 + SketchArray.LINES * i + j)));
        array.pause();
      }
      means.add(array.means());
    }
    lines.accept("INFEREMULTIPLE ADC Averages:");
    for (double[] vector : means) {
      StringBuilder text = new StringBuilder();
      for (double mean : vector) {
        text.append(String.format(Locale.ROOT, "%.2f\t", mean));
      }
      lines.accept(text.toString());
    }
    lines.accept("INFEREMULTIPLE complete.");
  }

  private void setVoltages(List<String> words) {
    if (words.size() != SketchArray.LINES + 1) {
      lines.accept("Error: SETVOLTAGES requires 9 floats: v0 ... v7 due_voltage");
      return;
    }
    StringBuilder told = new StringBuilder();
    for (int j = 0; j < SketchArray.LINES; j++) {
      float volts = decimal(words.get(j));
      array.columnCode(j, SketchArray.code(volts));
      told.append(String.format(Locale.ROOT, "AD5593R DAC%d: %.3f V\t", j, volts));
    }
    float other = decimal(words.get(SketchArray.LINES));
    array.rowCode(SketchArray.rowCode(other));
    array.open();
    lines.accept("Voltages updated:");
    lines.accept(
        told.append(String.format(Locale.ROOT, "Due DAC1: %.3f V", SketchArray.rowSetting(other)))
            .toString());
  }

  private void modifyOne(List<String> words) {
    int[] first = words.stream().limit(4).mapToInt(SketchMachine::whole).toArray();
    if (words.size() != 9
        || first[0] < 0
        || first[0] >= SketchArray.LINES
        || first[1] < 0
        || first[1] >= SketchArray.LINES
        || Math.abs(first[2]) != 1
        || first[3] <= 0) {
      lines.accept("Invalid arguments. Indices 0–7, sign 1/-1, pulses > 0");
      return;
    }
    int at = first[2] == 1 ? 4 : 6;
    array.columnCode(first[0], SketchArray.code(decimal(words.get(at))));
    array.rowCode(SketchArray.rowCode(decimal(words.get(at + 1))));
    double seconds = whole(words.get(8)) / 1e6;
    for (int i = 0; i < first[3]; i++) {
      array.closeCell(first[1], first[0]);
      array.pass(seconds);
      array.open();
      array.pass(seconds);
    }
  }

  private void modifyAll(List<String> words) {
    if (words.size() != 3 * CELLS) {
      lines.accept("Error: WEIGHTMODIFALL requires 128 integers + 64 floats.");
      return;
    }
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      cells.add(i);
    }
    Collections.shuffle(cells, order);
    for (int cell : cells) {
      int sign = whole(words.get(cell));
      double seconds = Math.max(0, whole(words.get(CELLS + cell))) / 1e6;
      float volts = decimal(words.get(2 * CELLS + cell));
      if (sign == 1 || sign == -1) {
        int column = cell / SketchArray.LINES;
        array.columnCode(column, SketchArray.code(0.75 + sign * volts));
        array.rowCode(SketchArray.rowCode(0.75 - sign * volts));
        array.closeCell(cell % SketchArray.LINES, column);
        array.pass(seconds);
        array.open();
      }
    }
    lines.accept("WEIGHTMODIFALL complete.");
  }

  /** As the controller reads a whole number: what leads, and 0 where nothing does. */
  private static int whole(String word) {
    int end = 0;
    while (end < word.length()
        && (Character.isDigit(word.charAt(end)) || (end == 0 && word.charAt(0) == '-'))) {
      end++;
    }
    try {
      return (int) Long.parseLong(word.substring(0, end));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** As the controller reads a decimal number, in single precision. */
  private static float decimal(String word) {
    java.util.regex.Matcher leads = DECIMAL.matcher(word);
    return leads.lookingAt() ? Float.parseFloat(leads.group()) : 0;
  }

  private static final java.util.regex.Pattern DECIMAL =
      java.util.regex.Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
}
