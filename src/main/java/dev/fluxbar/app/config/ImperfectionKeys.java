package dev.fluxbar.app.config;

import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.Imperfections;
import dev.fluxbar.emulator.ReferenceBars;
import dev.fluxbar.emulator.WiringFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        file, () -> new Imperfections(analog(file), wiring(file), references(file)));
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

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
