package dev.fluxbar.app.sequence;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.Section;
import dev.fluxbar.app.config.YamlNode;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/** The keys of one step, as typed values that may not be there. */
final class StepKeys {
  private static final long LARGEST_WHOLE = 1L << 53;

  private final Section section;

  StepKeys(Section section) {
    this.section = section;
  }

  Section section() {
    return section;
  }

  boolean has(String key) {
    return section.has(key);
  }

  OptionalDouble positive(String key) {
    return number(key, value -> value > 0, "write a positive number");
  }

  OptionalDouble number(String key, DoublePredicate allowed, String advice) {
    return has(key)
        ? OptionalDouble.of(section.number(key, 0, allowed, advice))
        : OptionalDouble.empty();
  }

  OptionalLong whole(String key) {
    return has(key)
        ? OptionalLong.of(section.whole(key, 1, 1, LARGEST_WHOLE))
        : OptionalLong.empty();
  }

  int averages(int fallback) {
    return section.integer("averages", fallback, 1, 1_000_000);
  }

  Optional<Cell> cell(String key) {
    return section.node(key).map(node -> cell(node, key));
  }

  /** One cell, or a list of cells. */
  List<Cell> cells(String key) {
    List<YamlNode> items = section.items(key);
    if (!items.isEmpty() && items.get(0) instanceof YamlNode.Scalar) {
      return List.of(cell(key).orElseThrow());
    }
    return items.stream().map(item -> cell(item, key)).toList();
  }

  private Cell cell(YamlNode node, String key) {
    String advice = "write layer, row and column counted from 1, such as [2, 1, 3]";
    if (!(node instanceof YamlNode.Items list) || list.items().size() != 3) {
      throw section.wrong(node, section.path(key), advice);
    }
    int[] place = new int[3];
    for (int i = 0; i < 3; i++) {
      YamlNode one = list.items().get(i);
      String text = section.scalar(one, section.path(key), advice).text();
      if (!text.matches("[1-9][0-9]{0,8}")) {
        throw section.wrong(one, section.path(key), advice);
      }
      place[i] = Integer.parseInt(text) - 1;
    }
    return new Cell(place[0], place[1], place[2]);
  }

  /** Rows of numbers under a key. */
  Matrix matrix(String key) {
    return matrix(section.node(key).orElseThrow(), section.path(key));
  }

  /** Matrices under a key. */
  List<Matrix> matrices(String key) {
    List<Matrix> matrices = new ArrayList<>();
    for (YamlNode item : section.items(key)) {
      matrices.add(matrix(item, "%s[%d]".formatted(section.path(key), matrices.size() + 1)));
    }
    return matrices;
  }

  private Matrix matrix(YamlNode node, String path) {
    List<double[]> rows = new ArrayList<>();
    for (YamlNode row : section.items(node, path)) {
      List<YamlNode> items = section.items(row, path);
      double[] numbers = new double[items.size()];
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] = section.number(items.get(j), path, x -> true, "write finite numbers");
      }
      if (!rows.isEmpty() && rows.get(0).length != numbers.length) {
        throw section.wrong(
            row,
            path,
            "this row has %d numbers, the first has %d; write as many in each"
                .formatted(numbers.length, rows.get(0).length));
      }
      rows.add(numbers);
    }
    return Matrix.of(rows.toArray(double[][]::new));
  }

  /** Which one of some keys is written. */
  String oneOf(String... keys) {
    List<String> written = new ArrayList<>();
    for (String key : keys) {
      if (has(key)) {
        written.add(key);
      }
    }
    if (written.size() != 1) {
      throw wrong(
          written.isEmpty()
              ? "write one of the keys " + String.join(", ", keys)
              : "the keys %s exclude each other, keep one".formatted(String.join(", ", written)));
    }
    return written.get(0);
  }

  /** Refuses a key that says nothing without another. */
  void only(String key, boolean allowed, String where) {
    if (has(key) && !allowed) {
      throw section.wrong(key, "this key is of use only " + where + ", remove it");
    }
  }

  /** A complaint about the step as a whole. */
  BadInput wrong(String advice) {
    String path = section.path("");
    return new BadInput(
        "%s: line=%d, key=%s; %s"
            .formatted(
                section.file(),
                section.line(),
                path.endsWith(".") ? path.substring(0, path.length() - 1) : path,
                advice));
  }
}
