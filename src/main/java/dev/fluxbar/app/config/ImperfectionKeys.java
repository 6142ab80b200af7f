package dev.fluxbar.app.config;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.DeviceErrors;
import dev.fluxbar.emulator.Imperfections;
import dev.fluxbar.emulator.ReferenceBars;
import dev.fluxbar.emulator.WiringFault;
import dev.fluxbar.physics.CellFault;
import dev.fluxbar.physics.ConductanceDrift;
import dev.fluxbar.physics.Selector;
import dev.fluxbar.physics.lines.Ends;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of an emulator file that say how a board differs from an ideal one. */
final class ImperfectionKeys {
  private static final Map<String, WiringFault.Kind> FAULTS =
      Arrays.stream(WiringFault.Kind.values())
          .collect(Collectors.toMap(ImperfectionKeys::word, Function.identity()));

  private ImperfectionKeys() {}

  static Imperfections read(Section file) {
    return CommonKeys.checked(
        file, () -> new Imperfections(analog(file), wiring(file), devices(file), references(file)));
  }

  private static AnalogErrors analog(Section file) {
    Section keys =
        file.section(
            "analog",
            "driver-offset-volts",
            "driver-gain",
            "driver-bend-steps",
            "input-offset",
            "input-gain",
            "input-clip",
            "converter-noise-steps",
            "pink-amperes",
            "jitter-seconds");
    return new AnalogErrors(
        size(keys, "driver-offset-volts"),
        size(keys, "driver-gain"),
        size(keys, "driver-bend-steps"),
        size(keys, "input-offset"),
        size(keys, "input-gain"),
        keys.positive("input-clip", 1),
        size(keys, "converter-noise-steps"),
        size(keys, "pink-amperes"),
        size(keys, "jitter-seconds"));
  }

  private static double size(Section keys, String key) {
    return keys.number(key, 0, x -> x >= 0, "write a number from 0");
  }

  private static List<WiringFault> wiring(Section file) {
    List<WiringFault> faults = new ArrayList<>();
    for (Section fault :
        file.sections("wiring-faults", "kind", "array", "first", "second", "value")) {
      fault.requiredText("kind");
      WiringFault.Kind kind = fault.choice("kind", FAULTS, WiringFault.Kind.OPEN_ROW);
      if (kind != WiringFault.Kind.WRONG_REFERENCE) {
        fault.requiredText("first");
      }
      if (kind.pair()) {
        fault.requiredText("second");
      }
      faults.add(
          new WiringFault(
              kind,
              fault.integer("array", 1, 1, 255) - 1,
              fault.integer("first", 1, 1, 4096) - 1,
              fault.integer("second", 1, 1, 4096) - 1,
              fault.positive("value", 1)));
    }
    return faults;
  }

  private static DeviceErrors devices(Section file) {
    Section keys =
        file.section(
            "devices",
            "conductance-spread",
            "flux-spread",
            "cycle-spread",
            "drift-exponent",
            "drift-onset-seconds",
            "drift-reset-volts",
            "switch-ohms",
            "leakage-siemens");
    return new DeviceErrors(
        size(keys, "conductance-spread"),
        size(keys, "flux-spread"),
        size(keys, "cycle-spread"),
        new ConductanceDrift(
            size(keys, "drift-exponent"),
            keys.positive("drift-onset-seconds", 1),
            keys.has("drift-reset-volts")
                ? keys.positive("drift-reset-volts", 1)
                : Double.POSITIVE_INFINITY),
        size(keys, "switch-ohms"),
        size(keys, "leakage-siemens"),
        lines(file),
        cells(file),
        selector(file));
  }

  private static Selector selector(Section file) {
    boolean passive = file.choice("selector", Map.of("switch", false, "none", true), false);
    boolean floating =
        file.choice("unselected-lines", Map.of("floating", true, "grounded", false), true);
    if (!passive && file.has("unselected-lines")) {
      throw file.wrong(
          "unselected-lines", "this is for arrays without switches, set selector to none");
    }
    return passive ? (floating ? Selector.NONE_FLOATING : Selector.NONE_GROUNDED) : Selector.SWITCH;
  }

  private static LineResistances lines(Section file) {
    Section keys =
        file.section(
            "lines", "column-segment-ohms", "row-segment-ohms", "driven-ends", "sensed-ends");
    Map<String, Ends> words = Map.of("near", Ends.NEAR, "far", Ends.FAR, "both", Ends.BOTH);
    return new LineResistances(
        size(keys, "column-segment-ohms"),
        size(keys, "row-segment-ohms"),
        keys.choice("driven-ends", words, Ends.NEAR),
        keys.choice("sensed-ends", words, Ends.FAR));
  }

  private static Map<Cell, CellFault> cells(Section file) {
    Map<Cell, CellFault> faults = new LinkedHashMap<>();
    for (Section fault :
        file.sections("cell-faults", "kind", "array", "row", "column", "siemens")) {
      fault.requiredText("kind");
      fault.requiredText("row");
      fault.requiredText("column");
      Cell cell =
          new Cell(
              fault.integer("array", 1, 1, 255) - 1,
              fault.integer("row", 1, 1, ArrayShape.LARGEST) - 1,
              fault.integer("column", 1, 1, ArrayShape.LARGEST) - 1);
      double siemens = fault.positive("siemens", 1e-3);
      faults.put(
          cell,
          fault.choice(
              "kind",
              Map.of(
                  "stuck-on",
                  new CellFault.StuckOn(siemens),
                  "stuck-off",
                  new CellFault.StuckOff(siemens),
                  "open",
                  new CellFault.Open(),
                  "short",
                  new CellFault.Shorted(siemens)),
              new CellFault.Open()));
    }
    return faults;
  }

  private static @Nullable ReferenceBars references(Section file) {
    if (!file.has("references")) {
      return null;
    }
    Section keys = file.section("references", "ohms", "resistor-uncertainty", "driver-uncertainty");
    keys.requiredText("ohms");
    return new ReferenceBars(
        keys.positive("ohms", 1),
        size(keys, "resistor-uncertainty"),
        size(keys, "driver-uncertainty"));
  }

  /** Puts the keys that {@link #read} would read; nothing for an ideal board. */
  static void write(Imperfections imperfections, Map<String, Object> file) {
    AnalogErrors analog = imperfections.analog();
    if (!analog.equals(AnalogErrors.NONE)) {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("driver-offset-volts", analog.driverOffsetVolts());
      keys.put("driver-gain", analog.driverGain());
      keys.put("driver-bend-steps", analog.driverBendSteps());
      keys.put("input-offset", analog.inputOffset());
      keys.put("input-gain", analog.inputGain());
      keys.put("input-clip", analog.inputClip());
      keys.put("converter-noise-steps", analog.converterNoiseSteps());
      keys.put("pink-amperes", analog.pinkAmperes());
      keys.put("jitter-seconds", analog.jitterSeconds());
      file.put("analog", keys);
    }
    writeDevices(imperfections.devices(), file);
    List<Map<String, Object>> faults = new ArrayList<>();
    for (WiringFault fault : imperfections.wiring()) {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("kind", word(fault.kind()));
      keys.put("array", fault.array() + 1);
      keys.put("first", fault.first() + 1);
      keys.put("second", fault.second() + 1);
      keys.put("value", fault.value());
      faults.add(keys);
    }
    if (!faults.isEmpty()) {
      file.put("wiring-faults", faults);
    }
    ReferenceBars references = imperfections.references();
    if (references != null) {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("ohms", references.ohms());
      keys.put("resistor-uncertainty", references.resistorUncertainty());
      keys.put("driver-uncertainty", references.driverUncertainty());
      file.put("references", keys);
    }
  }

  private static void writeDevices(DeviceErrors devices, Map<String, Object> file) {
    if (devices.equals(DeviceErrors.NONE)) {
      return;
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("conductance-spread", devices.conductanceSpread());
    keys.put("flux-spread", devices.fluxSpread());
    keys.put("cycle-spread", devices.cycleSpread());
    keys.put("drift-exponent", devices.drift().exponent());
    keys.put("drift-onset-seconds", devices.drift().onsetSeconds());
    if (Double.isFinite(devices.drift().resetVolts())) {
      keys.put("drift-reset-volts", devices.drift().resetVolts());
    }
    keys.put("switch-ohms", devices.switchOhms());
    keys.put("leakage-siemens", devices.leakageSiemens());
    file.put("devices", keys);
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("column-segment-ohms", devices.lines().columnSegmentOhms());
    lines.put("row-segment-ohms", devices.lines().rowSegmentOhms());
    lines.put("driven-ends", word(devices.lines().driven()));
    lines.put("sensed-ends", word(devices.lines().sensed()));
    file.put("lines", lines);
    List<Map<String, Object>> cells = new ArrayList<>();
    new TreeMap<>(devices.faults())
        .forEach(
            (cell, fault) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("kind", kind(fault));
              one.put("array", cell.array() + 1);
              one.put("row", cell.row() + 1);
              one.put("column", cell.column() + 1);
              if (fault.siemens() > 0) {
                one.put("siemens", fault.siemens());
              }
              cells.add(one);
            });
    if (!cells.isEmpty()) {
      file.put("cell-faults", cells);
    }
    if (devices.selector() != Selector.SWITCH) {
      file.put("selector", "none");
      file.put(
          "unselected-lines",
          devices.selector() == Selector.NONE_FLOATING ? "floating" : "grounded");
    }
  }

  private static String kind(CellFault fault) {
    if (fault instanceof CellFault.StuckOn) {
      return "stuck-on";
    } else if (fault instanceof CellFault.StuckOff) {
      return "stuck-off";
    }
    return fault instanceof CellFault.Open ? "open" : "short";
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
