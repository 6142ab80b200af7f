package dev.fluxbar.app.config;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.BarMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The bars of one array that carry the network of a bench file, zero-based, in the network's order.
 *
 * @param rows physical rows, plus rows first where two make one neuron
 * @param columns physical columns
 * @param pairs whether two rows make one neuron
 */
public record Bars(List<Integer> rows, List<Integer> columns, boolean pairs) {

  public Bars {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /** The first bars of an array. */
  public static Bars first(ArrayShape shape) {
    return new Bars(
        IntStream.range(0, shape.rows()).boxed().toList(),
        IntStream.range(0, shape.columns()).boxed().toList(),
        shape.differential());
  }

  /** These bars of an array of a board. */
  public BarMap on(ArrayShape physical) {
    return new BarMap(physical, rows, columns, pairs);
  }

  static List<Bars> read(Section file) {
    List<Bars> bars = new ArrayList<>();
    for (Section array : file.sections("bars", "rows", "columns", "pairs")) {
      bars.add(
          new Bars(indices(array, "rows"), indices(array, "columns"), array.truth("pairs", false)));
    }
    return bars;
  }

  /** A count of first bars, or a list of bars counted from 1. */
  private static List<Integer> indices(Section array, String key) {
    Optional<YamlNode> node = array.node(key);
    if (node.isEmpty() || node.get() instanceof YamlNode.Scalar) {
      array.requiredText(key);
      int count = array.integer(key, 1, 1, ArrayShape.LARGEST);
      return IntStream.range(0, count).boxed().toList();
    }
    return array.items(key).stream()
        .map(
            item ->
                (int)
                        array.number(
                            item,
                            key,
                            x -> x >= 1 && x <= ArrayShape.LARGEST && x == Math.rint(x),
                            "write bars counted from 1, or how many of the first")
                    - 1)
        .toList();
  }

  /** As a bench file has it. */
  java.util.Map<String, Object> keys() {
    java.util.Map<String, Object> keys = new java.util.LinkedHashMap<>();
    keys.put("rows", rows.stream().map(row -> row + 1).toList());
    keys.put("columns", columns.stream().map(column -> column + 1).toList());
    keys.put("pairs", pairs);
    return keys;
  }
}
