package dev.fluxbar.app.endurance;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.NetworkShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Sequences of random operations on a network of the paper's devices. */
final class DrawnRun {
  private DrawnRun() {}

  /** Cell after cell is written and read, and inputs are multiplied. */
  static String cellsAndInputs(NetworkShape shape, SplittableRandom random) {
    StringBuilder yaml = new StringBuilder("name: cells and inputs\nsteps:\n");
    for (int i = 0; i < 4; i++) {
      String cell = cell(shape, random);
      yaml.append("  - write: {cell: %s, siemens: %s}\n".formatted(cell, siemens(random)))
          .append("  - read: {cell: %s}\n".formatted(cell));
    }
    return yaml.append(infer(shape, random)).toString();
  }

  /** A write of all cells and an inference. */
  static String writeAndInfer(NetworkShape shape, SplittableRandom random) {
    return "name: write and infer\nsteps:\n" + write(shape, random) + infer(shape, random);
  }

  private static String cell(NetworkShape shape, SplittableRandom random) {
    int array = random.nextInt(shape.layers());
    return "[%d, %d, %d]"
        .formatted(
            array + 1,
            random.nextInt(shape.array(array).rows()) + 1,
            random.nextInt(shape.array(array).columns()) + 1);
  }

  static String write(NetworkShape shape, SplittableRandom random) {
    return "  - write: {target-siemens: %s, epsilon-siemens: 0.05}\n"
        .formatted(memductances(shape, random));
  }

  static String infer(NetworkShape shape, SplittableRandom random) {
    int columns = shape.array(0).columns();
    Supplier<String> volts = () -> number(random.nextDouble(-1, 1));
    return "  - infer: {inputs-volts: [%s, %s]}\n"
        .formatted(drawn(columns, volts), drawn(columns, volts));
  }

  private static List<List<List<String>>> memductances(
      NetworkShape shape, SplittableRandom random) {
    List<List<List<String>>> arrays = new ArrayList<>();
    for (ArrayShape array : shape.arrays()) {
      List<List<String>> rows = new ArrayList<>();
      for (int k = 0; k < array.rows(); k++) {
        rows.add(drawn(array.columns(), () -> siemens(random)));
      }
      arrays.add(rows);
    }
    return arrays;
  }

  /** Within the paper's bounds of 2 - pi/2 and 2 + pi/2 S, with room for the pulses to find. */
  private static String siemens(SplittableRandom random) {
    return number(random.nextDouble(1, 3));
  }

  private static List<String> drawn(int count, Supplier<String> number) {
    return Stream.generate(number).limit(count).toList();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
