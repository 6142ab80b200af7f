package dev.fluxbar.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.calibration.BadCell;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.DeviceCell;
import dev.fluxbar.calibration.DeviceParameter;
import dev.fluxbar.calibration.DeviceResult;
import dev.fluxbar.calibration.DeviceSummary;
import dev.fluxbar.calibration.Estimate;
import dev.fluxbar.calibration.Measurand;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import dev.fluxbar.calibration.Residuals;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of a profile file as JSON values and back. Indices count from 1 in files. */
public final class ProfileKeys {

  /** The version of each procedure; one changes when it would find other numbers. */
  static final Map<String, Integer> METHODS =
      new TreeMap<>(
          Map.of("input-offsets", 1, "input-gains", 1, "drivers", 1, "lines", 1, "device", 1));

  private ProfileKeys() {}

  static List<Map<String, Object>> arrays(BenchDescription bench) {
    List<Map<String, Object>> arrays = new ArrayList<>();
    for (int l = 0; l < bench.shape().layers(); l++) {
      Channels channels = bench.channels().get(l);
      Map<String, Object> array = new LinkedHashMap<>();
      array.put("rows", bench.shape().array(l).rows());
      array.put("drivers", channels.driven() ? bench.shape().array(l).columns() : 0);
      array.put("ranges", channels.ranges().size());
      arrays.add(array);
    }
    return arrays;
  }

  /** Every parameter: {@code name}, its place, {@code value}, {@code standard-deviation}. */
  public static List<Map<String, Object>> parameters(List<Parameter> parameters) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Map<String, Object> one = new LinkedHashMap<>();
      Quantity quantity = parameter.quantity();
      one.put("name", quantity.word());
      one.put("array", parameter.array() + 1);
      if (parameter.line() >= 0) {
        boolean driver = quantity == Quantity.DRIVER_OFFSET || quantity == Quantity.DRIVER_GAIN;
        one.put(driver ? "column" : "row", parameter.line() + 1);
      }
      if (parameter.range() >= 0) {
        one.put("range", parameter.range() + 1);
      }
      put(one, parameter.estimate(), quantity);
      all.add(one);
    }
    return all;
  }

  /**
   * The same with devices: a line a cell, and one an array with {@code cells} and {@code spread}.
   */
  public static List<Map<String, Object>> parameters(
      List<Parameter> parameters, DeviceResult devices) {
    List<Map<String, Object>> all = new ArrayList<>(parameters(parameters));
    for (DeviceParameter parameter : devices.parameters()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", parameter.quantity().word());
      one.put("array", parameter.cell().array() + 1);
      one.put("row", parameter.cell().row() + 1);
      one.put("column", parameter.cell().column() + 1);
      put(one, parameter.estimate(), parameter.quantity());
      all.add(one);
    }
    for (DeviceSummary summary : devices.summaries()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", summary.quantity().word());
      one.put("array", summary.array() + 1);
      put(one, summary.mean(), summary.quantity());
      one.put("cells", summary.cells());
      one.put("spread", summary.spread());
      all.add(one);
    }
    return all;
  }

  private static void put(Map<String, Object> one, Estimate estimate, Measurand what) {
    one.put("value", estimate.value());
    one.put("standard-deviation", estimate.deviation());
    one.put("unit", what.unit());
  }

  /** Every cell that was driven through its range. */
  public static List<Map<String, Object>> devices(DeviceResult result) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (DeviceCell cell : result.cells()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("cell", cell(cell.cell()));
      one.put("found", cell.curve().isPresent());
      one.put("points", cell.points().size());
      cell.curve()
          .ifPresent(
              curve -> {
                one.put("start-flux-volt-seconds", curve.startVoltSeconds());
                one.put("pulse-scatter", curve.pulseScatter());
                one.put("residual-rms", curve.residuals().rms());
              });
      one.put("left-siemens", cell.leftSiemens());
      all.add(one);
    }
    return all;
  }

  /** What neither found, and why. */
  public static List<String> notFound(CalibrationResult result, DeviceResult devices) {
    return Stream.concat(result.notFound().stream(), devices.notFound().stream()).toList();
  }

  /** The devices of every array of which a profile says some. */
  static List<TypicalDevice> typicalDevices(JsonNode root) {
    Map<String, JsonNode> found = byPlace(root);
    List<TypicalDevice> devices = new ArrayList<>();
    for (int l = 1; l <= root.path("arrays").size(); l++) {
      JsonNode centre = found.get(key("device-centre", l, 0, 0));
      JsonNode swing = found.get(key("device-swing", l, 0, 0));
      JsonNode scale = found.get(key("device-flux-scale", l, 0, 0));
      if (centre != null && swing != null && scale != null) {
        devices.add(
            new TypicalDevice(
                l - 1,
                centre.path("cells").asInt(),
                TypicalDevice.Value.of(centre),
                TypicalDevice.Value.of(swing),
                TypicalDevice.Value.of(scale)));
      }
    }
    return devices;
  }

  private static List<Integer> cell(Cell cell) {
    return List.of(cell.array() + 1, cell.row() + 1, cell.column() + 1);
  }

  static Map<String, Object> residuals(CalibrationResult result, DeviceResult devices) {
    Residuals all = result.residuals().and(devices.residuals());
    Map<String, Object> residuals = new LinkedHashMap<>();
    residuals.put("count", all.count());
    residuals.put("rms", all.rms());
    residuals.put("chi-square", all.chiSquare());
    residuals.put("largest", all.largest());
    residuals.put("driver-bend-volts", result.driverBendVolts());
    return residuals;
  }

  /** Every bad cell: its place, what it measured, and how it is bad. */
  public static List<Map<String, Object>> badCells(List<BadCell> cells) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (BadCell bad : cells) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("cell", cell(bad.cell()));
      one.put("siemens", bad.siemens());
      one.put("kind", bad.kind().name().toLowerCase(Locale.ROOT));
      all.add(one);
    }
    return all;
  }

  /** The lines of every array; 0 ohm where nothing is known, or less than its uncertainty. */
  static List<LineResistances> lines(JsonNode root) {
    Map<String, JsonNode> found = byPlace(root);
    List<LineResistances> lines = new ArrayList<>();
    for (int l = 1; l <= root.path("arrays").size(); l++) {
      lines.add(
          LineResistances.of(
              known(found.get(key("column-segment", l, 0, 0))),
              known(found.get(key("row-segment", l, 0, 0)))));
    }
    return lines;
  }

  private static double known(@Nullable JsonNode ohms) {
    double value = value(ohms, 0);
    return value > deviation(ohms) ? value : 0;
  }

  private static Map<String, JsonNode> byPlace(JsonNode root) {
    Map<String, JsonNode> found = new HashMap<>();
    for (JsonNode one : root.path("parameters")) {
      found.put(
          key(
              one.path("name").asText(),
              one.path("array").asInt(),
              one.path("row").asInt(one.path("column").asInt()),
              one.path("range").asInt()),
          one);
    }
    return found;
  }

  /** What the numbers of a file say of every channel; ideal where they say nothing. */
  static AnalogProfile profile(JsonNode root) {
    Map<String, JsonNode> found = byPlace(root);
    List<AnalogProfile.ArrayTransfers> arrays = new ArrayList<>();
    for (JsonNode size : root.path("arrays")) {
      int array = arrays.size() + 1;
      List<DriverTransfer> drivers = new ArrayList<>();
      for (int j = 1; j <= size.path("drivers").asInt(); j++) {
        JsonNode offset = found.get(key("driver-offset", array, j, 0));
        JsonNode gain = found.get(key("driver-gain", array, j, 0));
        drivers.add(
            new DriverTransfer(
                value(offset, 0), value(gain, 1), deviation(offset), deviation(gain)));
      }
      List<List<InputTransfer>> inputs = new ArrayList<>();
      for (int k = 1; k <= size.path("rows").asInt(); k++) {
        List<InputTransfer> ranges = new ArrayList<>();
        for (int r = 1; r <= size.path("ranges").asInt(); r++) {
          JsonNode offset = found.get(key("input-offset", array, k, r));
          JsonNode gain = found.get(key("input-gain", array, k, r));
          ranges.add(
              new InputTransfer(
                  value(offset, 0), value(gain, 1), deviation(offset), deviation(gain)));
        }
        inputs.add(ranges);
      }
      arrays.add(new AnalogProfile.ArrayTransfers(drivers, inputs));
    }
    return new AnalogProfile(arrays);
  }

  private static String key(String name, int array, int line, int range) {
    return "%s/%d/%d/%d".formatted(name, array, line, range);
  }

  private static double value(@Nullable JsonNode node, double fallback) {
    return node == null ? fallback : node.path("value").asDouble();
  }

  private static double deviation(@Nullable JsonNode node) {
    return node == null ? 0 : node.path("standard-deviation").asDouble();
  }

  static String size(BenchDescription bench, int array) {
    Channels channels = bench.channels().get(array);
    return words(
        channels.driven() ? bench.shape().array(array).columns() : 0,
        bench.shape().array(array).rows(),
        channels.ranges().size());
  }

  static String size(AnalogProfile.ArrayTransfers array) {
    int ranges = array.inputs().isEmpty() ? 0 : array.inputs().get(0).size();
    return words(array.drivers().size(), array.inputs().size(), ranges);
  }

  private static String words(int drivers, int rows, int ranges) {
    return "%d drivers x %d inputs x %d ranges".formatted(drivers, rows, ranges);
  }
}
