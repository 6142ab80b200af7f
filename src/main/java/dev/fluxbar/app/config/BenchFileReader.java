package dev.fluxbar.app.config;

import dev.fluxbar.analog.References;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.physics.lines.LineCapacitances;
import dev.fluxbar.physics.lines.LineResistances;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads the keys of bench files. */
final class BenchFileReader {

  /** Of the largest memductance of the device model: what predicted currents reckon with. */
  private static final double LARGEST_CELL = 1.125;

  private static final String NOT_NEGATIVE = "write a number that is 0 or more";

  private BenchFileReader() {}

  /** A bench from the text of its file; {@code name} is for messages. */
  static BenchFile read(String name, byte[] yaml) {
    Section file = keys(name, yaml);
    return CommonKeys.checked(
        file,
        () ->
            new BenchFile(
                bench(file),
                CommonKeys.activation(file),
                CommonKeys.device(file),
                signal(file),
                limits(file),
                Bars.read(file),
                lines(file),
                capacitances(file),
                references(file),
                calibration(file),
                OpenMenaKeys.read(file)));
  }

  /** The keys that a bench file may have. */
  static Section keys(String name, byte[] yaml) {
    return Section.of(
        name,
        yaml,
        "bench",
        "activation",
        "device",
        "signal",
        "limits",
        "bars",
        "lines",
        "references",
        "calibration",
        OpenMenaKeys.SECTION,
        GpioKeys.SECTION);
  }

  private static Optional<References> references(Section file) {
    if (!file.has("references")) {
      return Optional.empty();
    }
    Section keys = file.section("references", "ohms", "resistor-uncertainty", "driver-uncertainty");
    keys.requiredText("ohms");
    String advice = "write a relative uncertainty from 0 to 0.01";
    return Optional.of(
        new References(
            keys.positive("ohms", 1),
            keys.number("resistor-uncertainty", 0, x -> x >= 0 && x <= 0.01, advice),
            keys.number("driver-uncertainty", 0, x -> x >= 0 && x <= 0.01, advice)));
  }

  private static Optional<Path> calibration(Section file) {
    try {
      return file.text("calibration").filter(text -> !text.equals("none")).map(Path::of);
    } catch (InvalidPathException e) {
      throw file.wrong("calibration", "write the path of a profile, or none");
    }
  }

  /** A file that says how chips are wired is the bench of these chips unless it names another. */
  private static BenchUri bench(Section file) {
    if (!file.has("bench") && file.has(GpioKeys.SECTION)) {
      return new BenchUri.Gpio(String.valueOf(Path.of(file.file()).getFileName()));
    }
    String text = file.requiredText("bench");
    try {
      return BenchUri.parse(text);
    } catch (BadInput e) {
      throw new BadInput(file.file() + ": key=bench, " + e.getMessage(), e);
    }
  }

  private static SignalTimes signal(Section file) {
    Section signal =
        file.section(
            "signal",
            "tau-seconds",
            "pulse-seconds",
            "read-volts",
            "first-pulse-volts",
            "balance-volt-seconds",
            "unit-volts");
    double scale = CommonKeys.device(file).fluxScaleVoltSeconds();
    return new SignalTimes(
        signal.positive("tau-seconds", 5),
        signal.positive("pulse-seconds", 1),
        signal.positive("read-volts", 1),
        signal.number("first-pulse-volts", 0.1, x -> x != 0, "write a number that is not 0"),
        signal.positive("balance-volt-seconds", scale * SignalTimes.USUAL_BALANCE_SHARE),
        signal.positive("unit-volts", 1));
  }

  private static Limits limits(Section file) {
    Section limits =
        file.section(
            "limits",
            "drive-volts",
            "on-seconds",
            "flux-volt-seconds",
            "program-seconds",
            "watchdog-milliseconds",
            "row-amperes");
    // A cell may be larger than the model says: see Plausibility.
    double cell = CommonKeys.device(file).maxSiemens() * LARGEST_CELL;
    Limits.Currents currents =
        limits.has("row-amperes")
            ? new Limits.Currents(limits.positive("row-amperes", 1), cell)
            : Limits.Currents.ANY;
    return new Limits(
        limits.positive("drive-volts", 4),
        limits.positive("on-seconds", 100),
        limits.positive("flux-volt-seconds", 100),
        limits.positive("program-seconds", 10000),
        Duration.ofMillis(limits.integer("watchdog-milliseconds", 100, 1, 100)),
        currents);
  }

  private static Section lineKeys(Section file) {
    return file.section(
        "lines",
        "column-segment-ohms",
        "row-segment-ohms",
        "column-segment-farads",
        "row-segment-farads",
        "cell-farads");
  }

  private static LineResistances lines(Section file) {
    Section lines = lineKeys(file);
    return LineResistances.of(
        lines.number("column-segment-ohms", 0, x -> x >= 0, NOT_NEGATIVE),
        lines.number("row-segment-ohms", 0, x -> x >= 0, NOT_NEGATIVE));
  }

  private static LineCapacitances capacitances(Section file) {
    Section lines = lineKeys(file);
    return new LineCapacitances(
        lines.number("column-segment-farads", 0, x -> x >= 0, NOT_NEGATIVE),
        lines.number("row-segment-farads", 0, x -> x >= 0, NOT_NEGATIVE),
        lines.number("cell-farads", 0, x -> x >= 0, NOT_NEGATIVE));
  }
}
