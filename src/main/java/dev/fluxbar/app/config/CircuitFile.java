package dev.fluxbar.app.config;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.dynamics.memrc.Branch;
import dev.fluxbar.dynamics.memrc.Course;
import dev.fluxbar.dynamics.memrc.GatingVariable;
import dev.fluxbar.dynamics.memrc.Memconductance;
import dev.fluxbar.dynamics.memrc.MemrcCircuit;
import dev.fluxbar.dynamics.memrc.RateLaw;
import dev.fluxbar.dynamics.memrc.Start;
import dev.fluxbar.dynamics.memrc.SuppliedCurrent;
import dev.fluxbar.memristor.OnePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of a capacitor, branches beside it and pulses of current; docs/reference/circuit-file.md
 * lists its keys. Midpoints of gates are voltages of the capacitor, as the literature prints them.
 */
public final class CircuitFile {
  private static final String EXAMPLE = "circuits/synapse.yaml";

  private CircuitFile() {}

  /**
   * Reads a file.
   *
   * @throws BadInput if it is wrong; the message names line and key
   */
  public static Course read(Path file) {
    return parse(file.toString(), WholeFile.read(file, YamlReader.LARGEST_BYTES));
  }

  /** The built-in example: a volatile memristor that makes a membrane tired. */
  public static Course example() {
    try (@Nullable InputStream in = CircuitFile.class.getResourceAsStream(EXAMPLE)) {
      if (in == null) {
        throw new IllegalStateException(
            "circuits: file=%s; the program was packed without it".formatted(EXAMPLE));
      }
      return parse("synapse", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #read}, from the text of a file; {@code name} is for messages. */
  static Course parse(String name, byte[] yaml) {
    Section file =
        Section.of(
            name,
            yaml,
            "capacitor-farads",
            "start-volts",
            "end-seconds",
            "samples",
            "branches",
            "pulses");
    return CommonKeys.checked(file, () -> course(file));
  }

  private static Course course(Section file) {
    file.requiredText("capacitor-farads");
    file.requiredText("end-seconds");
    file.requiredNode("branches");
    List<Branch> branches = new ArrayList<>();
    List<Section> sections =
        file.sections(
            "branches",
            "name",
            "battery-volts",
            "siemens",
            "largest-siemens",
            "gates",
            "device",
            "start-siemens");
    for (Section branch : sections) {
      branches.add(branch(branch));
    }
    MemrcCircuit circuit = new MemrcCircuit(file.positive("capacitor-farads", 1), branches);
    return new Course(
        circuit,
        start(file, sections, circuit),
        pulses(file),
        file.positive("end-seconds", 1),
        file.integer("samples", 500, 2, Course.MOST));
  }

  private static Branch branch(Section keys) {
    double volts = keys.number("battery-volts", 0, x -> true, "write a number");
    return new Branch(keys.requiredText("name"), element(keys, volts), volts);
  }

  private static Memconductance element(Section keys, double batteryVolts) {
    long kinds = List.of("siemens", "largest-siemens", "device").stream().filter(keys::has).count();
    if (kinds != 1) {
      throw keys.wrong("siemens", "write one of siemens, largest-siemens with gates, or device");
    }
    if (keys.has("device")) {
      return new Memconductance.Device(TrueDevice.read(keys).port());
    }
    if (keys.has("siemens")) {
      return Memconductance.conductor(keys.positive("siemens", 1));
    }
    List<GatingVariable> gates =
        keys.sections("gates", "name", "power", "opening", "closing").stream()
            .map(gate -> gate(gate).across(batteryVolts))
            .toList();
    return new Memconductance.Gated(keys.positive("largest-siemens", 1), gates);
  }

  private static GatingVariable gate(Section keys) {
    return new GatingVariable(
        keys.requiredText("name"),
        keys.integer("power", 1, 1, GatingVariable.LARGEST_POWER),
        law(keys, "opening"),
        law(keys, "closing"));
  }

  private static RateLaw law(Section gate, String key) {
    gate.requiredNode(key);
    Section keys = gate.section(key, "law", "rate-per-second", "midpoint-volts", "scale-volts");
    for (String required : List.of("law", "rate-per-second", "midpoint-volts", "scale-volts")) {
      keys.requiredText(required);
    }
    double rate = keys.positive("rate-per-second", 1);
    double midpoint = keys.number("midpoint-volts", 0, x -> true, "write a number");
    double scale = keys.number("scale-volts", 1, x -> x != 0, "write a number that is not 0");
    return switch (keys.requiredText("law")) {
      case "exponential" -> new RateLaw.Exponential(rate, midpoint, scale);
      case "exp-linear" -> new RateLaw.ExpLinear(rate, midpoint, scale);
      case "sigmoid" -> new RateLaw.Sigmoid(rate, midpoint, scale);
      default -> throw keys.wrong("law", "write one of: exp-linear, exponential, sigmoid");
    };
  }

  private static Start start(Section file, List<Section> sections, MemrcCircuit circuit) {
    if (!file.has("start-volts")) {
      return circuit
          .rest()
          .orElseThrow(
              () ->
                  file.wrong(
                      "start-volts", "a circuit with devices has no rest of its own, write it"));
    }
    double volts = file.number("start-volts", 0, x -> true, "write a number");
    List<Double> states = new ArrayList<>();
    for (int k = 0; k < sections.size(); k++) {
      Branch branch = circuit.branches().get(k);
      if (branch.element() instanceof Memconductance.Device device) {
        states.add(deviceState(sections.get(k), device.port()));
      } else {
        double[] settled = new double[branch.element().states()];
        branch.element().settle(settled, 0, volts - branch.batteryVolts());
        for (double state : settled) {
          states.add(state);
        }
      }
    }
    return new Start(volts, states.stream().mapToDouble(x -> x).toArray());
  }

  private static double deviceState(Section branch, OnePort port) {
    branch.requiredText("start-siemens");
    double siemens = branch.positive("start-siemens", 1);
    try {
      return port.stateAt(siemens);
    } catch (IllegalArgumentException e) {
      throw branch.wrong(
          "start-siemens",
          "the device has %s to %s S, write one between"
              .formatted(port.minSiemens(), port.maxSiemens()));
    }
  }

  private static SuppliedCurrent pulses(Section file) {
    List<SuppliedCurrent.Pulse> pulses = new ArrayList<>();
    if (file.has("pulses")) {
      for (Section pulse : file.sections("pulses", "from-seconds", "to-seconds", "amperes")) {
        for (String required : List.of("from-seconds", "to-seconds", "amperes")) {
          pulse.requiredText(required);
        }
        pulses.add(
            new SuppliedCurrent.Pulse(
                pulse.number("from-seconds", 0, x -> x >= 0, "write a number that is 0 or more"),
                pulse.positive("to-seconds", 1),
                pulse.number("amperes", 0, x -> true, "write a number")));
      }
    }
    return new SuppliedCurrent(pulses);
  }
}
