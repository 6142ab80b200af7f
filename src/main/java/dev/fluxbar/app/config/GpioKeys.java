package dev.fluxbar.app.config;

import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.gpio.chip.Chips;
import dev.fluxbar.bench.gpio.chip.Span;
import dev.fluxbar.bench.gpio.wiring.ArrayWiring;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.AdcPart;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Part.SwitchPart;
import dev.fluxbar.bench.gpio.wiring.Select;
import dev.fluxbar.bench.gpio.wiring.SwitchMatrix;
import dev.fluxbar.bench.gpio.wiring.Wire.ColumnWire;
import dev.fluxbar.bench.gpio.wiring.Wire.RowWire;
import dev.fluxbar.bench.gpio.wiring.Wire.SwitchWire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys below {@code gpio}: which chip is on which bus, which of its channels is which bar. */
public final class GpioKeys {
  static final String SECTION = "gpio";

  /** Lines of a header as its maker counts them (BCM). */
  private static final int LAST_LINE = 53;

  /** Slow enough for every chip. */
  private static final int USUAL_HERTZ = 1_000_000;

  private static final int MOST_CHANNELS = 4096;

  private static final Pattern FROM_TO = Pattern.compile("([0-9]{1,4})-([0-9]{1,4})");

  private GpioKeys() {}

  /**
   * The wiring that a file names below its key {@code gpio}; its other keys are a bench file's.
   *
   * @throws dev.fluxbar.app.BadInput if it is wrong or has none; the message names line and key
   */
  public static GpioWiring of(Path file) {
    byte[] yaml = WholeFile.read(file, YamlReader.LARGEST_BYTES);
    return read(BenchFileReader.keys(file.toString(), yaml));
  }

  /** The wiring below the key {@code gpio} of a file. */
  static GpioWiring read(Section file) {
    Section gpio = file.section(SECTION, "name", "dacs", "adcs", "switches", "arrays");
    if (!file.has(SECTION)) {
      throw file.wrong(SECTION, "say below it which chip sits where");
    }
    return CommonKeys.checked(
        file,
        () ->
            new GpioWiring(
                name(gpio),
                list(gpio, "dacs", DAC).stream().map(GpioKeys::dac).toList(),
                list(gpio, "adcs", ADC).stream().map(GpioKeys::adc).toList(),
                list(gpio, "switches", SWITCHES).stream().map(GpioKeys::switches).toList(),
                list(gpio, "arrays", ARRAY).stream().map(GpioKeys::array).toList()));
  }

  private static final String[] DAC = {
    "name",
    "model",
    "bus",
    "chip-select",
    "clock-hertz",
    "low-volts",
    "high-volts",
    "internal-reference",
    "update-line"
  };
  private static final String[] ADC = {
    "name", "model", "bus", "chip-select", "clock-hertz", "reference-volts"
  };
  private static final String[] SWITCHES = {
    "name",
    "model",
    "bus",
    "chip-select",
    "clock-hertz",
    "chips",
    "address",
    "latch-line",
    "enable-line",
    "closed-level"
  };
  private static final String[] ARRAY = {
    "columns", "rows", "crosspoints", "column-switches", "row-switches"
  };

  private static List<Section> list(Section of, String key, String... known) {
    if (!of.has(key)) {
      throw of.wrong(key, "this key is required, list at least one");
    }
    return of.sections(key, known);
  }

  private static String name(Section gpio) {
    String name = gpio.requiredText("name");
    if (!name.matches("[A-Za-z0-9._-]{1,48}")) {
      throw gpio.wrong("name", "write 1 to 48 letters, digits, points and dashes");
    }
    return name;
  }

  private static Select select(Section part) {
    part.requiredText("bus");
    part.requiredText("chip-select");
    return new Select(
        part.integer("bus", 0, 0, 6),
        part.integer("chip-select", 0, 0, 2),
        part.integer("clock-hertz", USUAL_HERTZ, 1000, 125_000_000));
  }

  private static @Nullable Integer line(Section part, String key) {
    return part.has(key) ? part.integer(key, 0, 0, LAST_LINE) : null;
  }

  private static DacPart dac(Section part) {
    String model = part.requiredText("model");
    CommonKeys.checked(part, () -> Chips.dac(model));
    part.requiredText("low-volts");
    part.requiredText("high-volts");
    String advice = "write a voltage within 20 V of 0";
    Span span =
        new Span(
            part.number("low-volts", 0, x -> Math.abs(x) <= 20, advice),
            part.number("high-volts", 0, x -> Math.abs(x) <= 20, advice));
    return new DacPart(
        part.requiredText("name"),
        model,
        select(part),
        span.lowVolts(),
        span.highVolts(),
        part.truth("internal-reference", false),
        line(part, "update-line"));
  }

  private static AdcPart adc(Section part) {
    String model = part.requiredText("model");
    CommonKeys.checked(part, () -> Chips.adc(model));
    part.requiredText("reference-volts");
    return new AdcPart(
        part.requiredText("name"), model, select(part), part.positive("reference-volts", 1));
  }

  private static SwitchPart switches(Section part) {
    String model = part.requiredText("model");
    CommonKeys.checked(part, () -> Chips.switches(model));
    return new SwitchPart(
        part.requiredText("name"),
        model,
        select(part),
        part.integer("chips", 1, 1, MOST_CHANNELS / 8),
        part.integer("address", 0, 0, 7),
        line(part, "latch-line"),
        line(part, "enable-line"),
        part.choice("closed-level", Map.of("high", true, "low", false), true));
  }

  private static ArrayWiring array(Section array) {
    List<ColumnWire> columns = new ArrayList<>();
    for (Section group : list(array, "columns", "dac", "channels", "gain")) {
      String dac = group.requiredText("dac");
      double gain = group.number("gain", 1, x -> x != 0, "write a number that is not 0");
      each(group, "channels", n -> new ColumnWire(dac, n, gain), columns);
    }
    List<RowWire> rows = new ArrayList<>();
    for (Section group :
        list(array, "rows", "adc", "channels", "feedback-ohms", "zero-volts", "inverting")) {
      String adc = group.requiredText("adc");
      group.requiredText("feedback-ohms");
      double ohms = group.positive("feedback-ohms", 1);
      double zero = group.number("zero-volts", 0, x -> true, "write a voltage");
      boolean inverting = group.truth("inverting", true);
      each(group, "channels", n -> new RowWire(adc, n, ohms, zero, inverting), rows);
    }
    ArrayShape shape = ArrayShape.single(rows.size(), columns.size());
    return new ArrayWiring(shape, columns, rows, matrix(array));
  }

  private static SwitchMatrix matrix(Section array) {
    boolean lines = array.has("column-switches") || array.has("row-switches");
    if (array.has("crosspoints") == lines) {
      throw array.wrong(
          "crosspoints",
          "write crosspoints, one switch a cell, or else row-switches and column-switches");
    }
    return lines
        ? new SwitchMatrix.Lines(wires(array, "row-switches"), wires(array, "column-switches"))
        : new SwitchMatrix.Crosspoints(wires(array, "crosspoints"));
  }

  private static List<SwitchWire> wires(Section array, String key) {
    List<SwitchWire> wires = new ArrayList<>();
    for (Section group : list(array, key, "switches", "outputs")) {
      String part = group.requiredText("switches");
      each(group, "outputs", n -> new SwitchWire(part, n), wires);
    }
    return wires;
  }

  /** Numbers, and runs of numbers such as {@code 0-7}, in the order of the bars. */
  private static <T> void each(Section group, String key, IntFunction<T> wire, List<T> into) {
    group.requiredNode(key);
    for (YamlNode item : group.items(key)) {
      Matcher run = FROM_TO.matcher(item instanceof YamlNode.Scalar one ? one.text() : "");
      if (!run.matches()) {
        String advice = "write whole numbers from 0 and runs such as 0-7";
        into.add(
            wire.apply(
                (int)
                    group.number(
                        item, key, x -> x >= 0 && x < MOST_CHANNELS && x == Math.rint(x), advice)));
        continue;
      }
      int from = Integer.parseInt(run.group(1));
      int to = Integer.parseInt(run.group(2));
      for (int n = from; n != to; n += Integer.signum(to - from)) {
        into.add(wire.apply(n));
      }
      into.add(wire.apply(to));
    }
  }
}
