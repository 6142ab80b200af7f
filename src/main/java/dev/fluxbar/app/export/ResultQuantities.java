package dev.fluxbar.app.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The quantities of a result document: one a key, objects as groups, lists of objects as tables.
 */
final class ResultQuantities {
  private final List<Quantity> found = new ArrayList<>();

  private ResultQuantities() {}

  static List<Quantity> of(JsonNode result) {
    ResultQuantities quantities = new ResultQuantities();
    quantities.object("result", result);
    return quantities.found;
  }

  private void object(String group, JsonNode object) {
    object.fieldNames().forEachRemaining(key -> add(group, key, key, object.get(key)));
  }

  /**
   * @param key that tells the unit
   * @param name in the group
   */
  private void add(String group, String key, String name, JsonNode value) {
    if (value.isObject()) {
      object(group + "/" + name, value);
    } else if (!value.isArray()) {
      put(group, key, name, List.of(value));
    } else if (all(value, JsonNode::isObject)) {
      table(group + "/" + name, value);
    } else if (all(value, ResultQuantities::isMatrix)) {
      for (int i = 0; i < value.size(); i++) {
        matrix(group + "/" + name, key, "array-" + (i + 1), value.get(i));
      }
    } else if (isMatrix(value)) {
      matrix(group, key, name, value);
    } else {
      List<JsonNode> values = new ArrayList<>();
      value.forEach(values::add);
      put(group, key, name, values);
    }
  }

  private static boolean isMatrix(JsonNode value) {
    return value.isArray()
        && all(value, row -> row.isArray() && row.size() == value.get(0).size())
        && all(value, row -> all(row, JsonNode::isNumber));
  }

  private interface Test {
    boolean holds(JsonNode value);
  }

  private static boolean all(JsonNode values, Test test) {
    for (JsonNode one : values) {
      if (!test.holds(one)) {
        return false;
      }
    }
    return !values.isEmpty();
  }

  private void table(String group, JsonNode rows) {
    Set<String> keys = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(keys::add));
    Map<String, List<JsonNode>> columns = new LinkedHashMap<>();
    keys.forEach(key -> columns.put(key, new ArrayList<>()));
    rows.forEach(row -> columns.forEach((key, column) -> column.add(row.path(key))));
    columns.forEach((key, column) -> put(group, key, key, column));
  }

  private void matrix(String group, String key, String name, JsonNode rows) {
    double[][] values = new double[rows.size()][rows.get(0).size()];
    for (int k = 0; k < values.length; k++) {
      for (int j = 0; j < values[k].length; j++) {
        values[k][j] = rows.get(k).get(j).doubleValue();
      }
    }
    found.add(
        new Quantity(
            group,
            name,
            Quantity.unit(key),
            words(key) + ", row by row, as the command told",
            values));
  }

  private void put(String group, String key, String name, Collection<JsonNode> values) {
    if (values.isEmpty()) {
      return;
    }
    boolean numbers = values.stream().allMatch(JsonNode::isNumber);
    Object all =
        numbers
            ? values.stream().mapToDouble(JsonNode::doubleValue).toArray()
            : values.stream().map(ResultQuantities::text).toArray(String[]::new);
    String unit = numbers ? Quantity.unit(key) : "1";
    found.add(new Quantity(group, name, unit, words(key) + ", as the command told", all));
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : value.isMissingNode() ? "" : value.toString();
  }

  private static String words(String key) {
    return key.replace('-', ' ');
  }
}
