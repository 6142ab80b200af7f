package dev.fluxbar.app.endurance;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.NetworkShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Sequences of random operations on a network of the paper's devices. */
final class DrawnRun {
  private DrawnRun() {}

  /** A write of all cells and an inference. */
  static String writeAndInfer(NetworkShape shape, SplittableRandom random) {
    return "name: write and infer\nsteps:\n" + write(shape, random) + infer(shape, random);
  }

  static String write(NetworkShape shape, SplittableRandom random) {
    return "  - write: {target-siemens: %s, epsilon-siemens: 0.05}\n"
        .formatted(memductances(shape, random));
  }

  static String infer(NetworkShape shape, SplittableRandom random) {
    int columns = shape.array(0).columns();
    return "  - infer: {inputs-volts: [%s, %s]}\n"
        .formatted(numbers(columns, random, -1, 1), numbers(columns, random, -1, 1));
  }

  /** Within the paper's bounds of 2 - pi/2 and 2 + pi/2 S, with room for the pulses to find. */
  private static List<List<List<String>>> memductances(
      NetworkShape shape, SplittableRandom random) {
    List<List<List<String>>> arrays = new ArrayList<>();
    for (ArrayShape array : shape.arrays()) {
      List<List<String>> rows = new ArrayList<>();
      for (int k = 0; k < array.rows(); k++) {
        rows.add(numbers(array.columns(), random, 1, 3));
      }
      arrays.add(rows);
    }
    return arrays;
  }

  private static List<String> numbers(
      int count, SplittableRandom random, double least, double most) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(String.format(Locale.ROOT, "%.2f", random.nextDouble(least, most)));
    }
    return numbers;
  }
}
