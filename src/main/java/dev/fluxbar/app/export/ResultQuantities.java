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

  /**
   * @param group of all of them
   */
  static List<Quantity> of(String group, JsonNode result) {
    ResultQuantities quantities = new ResultQuantities();
    quantities.object(group, result);
    return quantities.found;
  }

  private void object(String group, JsonNode object) {
    object.fieldNames().forEachRemaining(key -> add(group, key, key, object.get(key)));
    errors(group, object.path("written-siemens"), object.path("target-siemens"));
  }

  /** Of a write: what every cell is off. */
  private void errors(String group, JsonNode written, JsonNode target) {
    if (written.size() == target.size()
        && all(written, ResultQuantities::isMatrix)
        && all(target, ResultQuantities::isMatrix)) {
      for (int l = 0; l < written.size(); l++) {
        double[][] errors = numbers(written.get(l));
        double[][] wanted = numbers(target.get(l));
        for (int k = 0; k < errors.length; k++) {
          for (int j = 0; j < errors[k].length; j++) {
            errors[k][j] -= wanted[k][j];
          }
        }
        found.add(
            new Quantity(
                group + "/error-siemens",
                "array-" + (l + 1),
                "S",
                "written minus target siemens, row by row",
                Values.of(errors)));
      }
    }
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
    found.add(
        new Quantity(
            group,
            name,
            Quantity.unit(key),
            words(key) + ", row by row, as the command told",
            Values.of(numbers(rows))));
  }

  private static double[][] numbers(JsonNode rows) {
    double[][] values = new double[rows.size()][rows.get(0).size()];
    for (int k = 0; k < values.length; k++) {
      for (int j = 0; j < values[k].length; j++) {
        values[k][j] = rows.get(k).get(j).doubleValue();
      }
    }
    return values;
  }

  private void put(String group, String key, String name, Collection<JsonNode> values) {
    if (values.isEmpty()) {
      return;
    }
    boolean numbers = values.stream().allMatch(JsonNode::isNumber);
    Values all =
        numbers
            ? Values.of(values.stream().mapToDouble(JsonNode::doubleValue).toArray())
            : Values.of(values.stream().map(ResultQuantities::text).toArray(String[]::new));
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
