package dev.fluxbar.bench.gpio.wiring;

import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.bench.gpio.wiring.Part.AdcPart;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Part.SwitchPart;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A whole bench on a header. Every channel has one wire, every bar and every switch a channel of
 * its own.
 *
 * @param name what the bench calls itself
 * @param arrays independent arrays, each with drivers and inputs of its own
 */
public record GpioWiring(
    String name,
    List<DacPart> dacs,
    List<AdcPart> adcs,
    List<SwitchPart> switches,
    List<ArrayWiring> arrays) {

  public GpioWiring {
    dacs = List.copyOf(dacs);
    adcs = List.copyOf(adcs);
    switches = List.copyOf(switches);
    arrays = List.copyOf(arrays);
    if (arrays.isEmpty()) {
      throw new IllegalArgumentException("wiring: arrays=0; at least one is needed");
    }
    checkParts(Stream.of(dacs, adcs, switches).<Part>flatMap(List::stream).toList());
    checkUpdateLines(dacs, switches);
    for (int l = 0; l < arrays.size(); l++) {
      arrays.get(l).check(l);
      if (arrays.get(l).switches().kind() != arrays.get(0).switches().kind()) {
        throw new IllegalArgumentException(
            "wiring: array=%d; switches at crosspoints and switches of lines cannot be mixed"
                .formatted(l + 1));
      }
    }
    checkWires("column bar", "dac", dacs, arrays, array -> array.columns());
    checkWires("row bar", "adc", adcs, arrays, array -> array.rows());
    checkWires("switch", "switches", switches, arrays, array -> array.switches().wires());
  }

  /** The arrays. */
  public NetworkShape shape() {
    return new NetworkShape(arrays.stream().map(ArrayWiring::shape).toList());
  }

  /** What the switches can set. */
  public SwitchKind switchKind() {
    return arrays.get(0).switches().kind();
  }

  static void checkCount(int array, String what, int wired, int needed) {
    if (wired != needed) {
      throw new IllegalArgumentException(
          "wiring: array=%d, %s=%d, wired=%d; give each a channel of its own"
              .formatted(array + 1, what, needed, wired));
    }
  }

  private static void checkParts(List<Part> parts) {
    Set<Integer> lines = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      for (Part earlier : parts.subList(0, i)) {
        if (part.name().equals(earlier.name())) {
          throw new IllegalArgumentException(
              "wiring: name=%s; two parts have it, give each its own".formatted(part.name()));
        }
        if (part.select().same(earlier.select()) && !apartByAddress(part, earlier)) {
          throw new IllegalArgumentException(
              "wiring: parts=%s and %s, select=%s; only chips with different addresses can share one"
                  .formatted(earlier.name(), part.name(), part.select()));
        }
      }
      for (int line : part.ownLines()) {
        if (!lines.add(line)) {
          throw new IllegalArgumentException(
              "wiring: part=%s, line=%d; it is used twice".formatted(part.name(), line));
        }
      }
    }
  }

  /** A select line is shared by one model at one clock only, and told apart by address pins. */
  private static boolean apartByAddress(Part part, Part other) {
    return part instanceof SwitchPart one
        && other instanceof SwitchPart two
        && one.model().equals(two.model())
        && one.select().equals(two.select())
        && one.address() != two.address();
  }

  private static void checkUpdateLines(List<DacPart> dacs, List<SwitchPart> switches) {
    for (DacPart dac : dacs) {
      Integer line = dac.updateLine();
      for (SwitchPart other : switches) {
        if (line != null && other.ownLines().contains(line)) {
          throw new IllegalArgumentException(
              "wiring: parts=%s and %s, line=%d; it is used twice"
                  .formatted(dac.name(), other.name(), line));
        }
      }
    }
  }

  private static void checkWires(
      String bar,
      String kind,
      List<? extends Part> parts,
      List<ArrayWiring> arrays,
      Function<ArrayWiring, List<? extends Wire>> wires) {
    Map<Wire, String> taken = new HashMap<>();
    List<String> names = parts.stream().map(Part::name).toList();
    for (int l = 0; l < arrays.size(); l++) {
      List<? extends Wire> of = wires.apply(arrays.get(l));
      for (int i = 0; i < of.size(); i++) {
        Wire wire = of.get(i);
        String place = "array %d, %s %d".formatted(l + 1, bar, i + 1);
        if (!names.contains(wire.part())) {
          throw new IllegalArgumentException(
              "wiring: %s, %s=%s; name one of %s".formatted(place, kind, wire.part(), names));
        }
        String earlier = taken.put(new Wire.SwitchWire(wire.part(), wire.channel()), place);
        if (earlier != null) {
          throw new IllegalArgumentException(
              "wiring: %s and %s, %s=%s, channel=%d; two bars on one channel, give each its own"
                  .formatted(earlier, place, kind, wire.part(), wire.channel()));
        }
      }
    }
  }

  /** The part of that name; it is there. */
  public static <T extends Part> T named(List<T> parts, String name) {
    return Objects.requireNonNull(
        parts.stream().filter(part -> part.name().equals(name)).findFirst().orElse(null), name);
  }
}
