package dev.fluxbar.emulator.chips;

import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.AdcPart;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Part.SwitchPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The emulated chips of a wiring, by name, select line and output line. */
final class PartBox {

  /** What stands at an input pin of a part. */
  @FunctionalInterface
  interface PinVolts {
    double at(String part, int channel);
  }

  private final GpioWiring wiring;
  private final Map<String, EmulatedChip> chips = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();

  PartBox(GpioWiring wiring, PinVolts pins, long seed) {
    this.wiring = wiring;
    wiring.dacs().forEach(part -> chips.put(part.name(), make(part)));
    wiring.adcs().forEach(part -> chips.put(part.name(), make(part, pins)));
    wiring.switches().forEach(part -> chips.put(part.name(), make(part, seed)));
  }

  private EmulatedChip make(DacPart part) {
    double external = part.internalReference() ? 0 : part.highVolts();
    return switch (part.model()) {
      case "ad5668" -> new EmulatedAd5668(false, part.highVolts(), external, complaints::add);
      case "ltc2668-16" -> new EmulatedLtc2668(part.internalReference() ? 0 : 2.5, complaints::add);
      case "mcp4922" -> new EmulatedMcp4922(external, complaints::add);
      default -> throw notEmulated(part.model());
    };
  }

  private EmulatedChip make(AdcPart part, PinVolts pins) {
    EmulatedAdc.Pins own = channel -> pins.at(part.name(), channel);
    return switch (part.model()) {
      case "ads8688" -> new EmulatedAds8688(own, complaints::add);
      case "mcp3208" -> new EmulatedMcp3208(part.referenceVolts(), own, complaints::add);
      default -> throw notEmulated(part.model());
    };
  }

  /** Resistors hold switches open while nothing drives them. */
  private EmulatedChip make(SwitchPart part, long seed) {
    return switch (part.model()) {
      case "74hc595" ->
          new EmulatedHc595(part.chips(), part.enableLine() != null, !part.closedIsHigh(), seed);
      case "adg714" -> new EmulatedAdg714(part.chips());
      case "mcp23s17" ->
          new EmulatedMcp23s17(part.address(), !part.closedIsHigh(), complaints::add);
      default -> throw notEmulated(part.model());
    };
  }

  private static IllegalArgumentException notEmulated(String model) {
    return new IllegalArgumentException(
        "emulated chip: model=%s; there is no emulation of it".formatted(model));
  }

  List<String> complaints() {
    return Collections.unmodifiableList(complaints);
  }

  Map<String, EmulatedChip> chips() {
    return Collections.unmodifiableMap(chips);
  }

  private EmulatedChip chip(String name) {
    return Objects.requireNonNull(chips.get(name), name);
  }

  EmulatedDac dac(String name) {
    return (EmulatedDac) chip(name);
  }

  EmulatedAdc adc(String name) {
    return (EmulatedAdc) chip(name);
  }

  EmulatedSwitches switches(String name) {
    return (EmulatedSwitches) chip(name);
  }

  double middleVolts(String dac) {
    DacPart part = GpioWiring.named(wiring.dacs(), dac);
    return (part.lowVolts() + part.highVolts()) / 2;
  }

  boolean closedIsHigh(String switches) {
    return GpioWiring.named(wiring.switches(), switches).closedIsHigh();
  }

  /** What hangs on a select line; null: nothing. */
  @Nullable EmulatedChip select(int bus, int chipSelect) {
    List<EmulatedChip> found = new ArrayList<>();
    wiring.dacs().stream()
        .filter(part -> part.select().bus() == bus && part.select().chipSelect() == chipSelect)
        .forEach(part -> found.add(chip(part.name())));
    wiring.adcs().stream()
        .filter(part -> part.select().bus() == bus && part.select().chipSelect() == chipSelect)
        .forEach(part -> found.add(chip(part.name())));
    wiring.switches().stream()
        .filter(part -> part.select().bus() == bus && part.select().chipSelect() == chipSelect)
        .forEach(part -> found.add(chip(part.name())));
    if (found.size() < 2) {
      return found.isEmpty() ? null : found.get(0);
    }
    return new SharedSelect(found.stream().map(EmulatedMcp23s17.class::cast).toList());
  }

  /** A line of the header changes. */
  void line(int line, boolean high) {
    for (DacPart part : wiring.dacs()) {
      if (is(part.updateLine(), line)) {
        dac(part.name()).ldac(high);
      }
    }
    for (SwitchPart part : wiring.switches()) {
      if (is(part.latchLine(), line)) {
        switches(part.name()).latch(high);
      }
      if (is(part.enableLine(), line)) {
        switches(part.name()).outputEnable(high);
      }
    }
  }

  private static boolean is(@Nullable Integer wired, int line) {
    return wired != null && wired == line;
  }

  @Override
  public String toString() {
    return Arrays.toString(chips.keySet().toArray());
  }
}
