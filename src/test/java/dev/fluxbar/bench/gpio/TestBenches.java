package dev.fluxbar.bench.gpio;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
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
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.ArrayConverters;
import dev.fluxbar.emulator.BoardCapacity;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.DeviceErrors;
import dev.fluxbar.emulator.Imperfections;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import dev.fluxbar.emulator.chips.VirtualClock;
import dev.fluxbar.memristor.ArctanMemristor;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Wirings of 3 rows by 2 columns on each of the chips, and emulated headers behind them. */
final class TestBenches {
  static final ArrayShape SHAPE = ArrayShape.single(3, 2);
  static final Limits LIMITS = new Limits(1.5, 1, 1, 100, Duration.ofMillis(100));

  private TestBenches() {}

  static List<SwitchWire> outputs(String part, int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> new SwitchWire(part, i)).toList();
  }

  static List<ColumnWire> columns(String part, double gain) {
    return List.of(new ColumnWire(part, 0, gain), new ColumnWire(part, 1, gain));
  }

  static List<RowWire> rows(double ohms, double zeroVolts, boolean inverting) {
    return IntStream.range(0, 3)
        .mapToObj(k -> new RowWire("in", k, ohms, zeroVolts, inverting))
        .toList();
  }

  static GpioWiring wiring(
      DacPart dac,
      double gain,
      AdcPart adc,
      List<RowWire> rows,
      SwitchPart switches,
      SwitchMatrix matrix) {
    return new GpioWiring(
        "pi",
        List.of(dac),
        List.of(adc),
        List.of(switches),
        List.of(new ArrayWiring(SHAPE, columns("out", gain), rows, matrix)));
  }

  /** LTC2668-16 of +-2.5 V, ADS8688 behind inverting 10 kOhm, 74HC595 at crosspoints. */
  static GpioWiring usual() {
    return wiring(
        new DacPart("out", "ltc2668-16", new Select(0, 0, 20_000_000), -2.5, 2.5, true, null),
        1,
        new AdcPart("in", "ads8688", new Select(0, 1, 10_000_000), 4.096),
        rows(10_000, 0, true),
        new SwitchPart("sw", "74hc595", new Select(1, 0, 10_000_000), 1, 0, 25, 24, true),
        new SwitchMatrix.Crosspoints(outputs("sw", 0, 6)));
  }

  /** AD5668 behind an inverting stage, ADS8688, MCP23S17 whose low outputs close lines. */
  static GpioWiring expander() {
    return wiring(
        new DacPart("out", "ad5668", new Select(0, 0, 20_000_000), 0, 5, true, null),
        -0.8,
        new AdcPart("in", "ads8688", new Select(0, 1, 10_000_000), 4.096),
        rows(10_000, 0, false),
        new SwitchPart("sw", "mcp23s17", new Select(1, 0, 5_000_000), 1, 2, null, null, false),
        new SwitchMatrix.Lines(outputs("sw", 8, 3), outputs("sw", 0, 2)));
  }

  /** MCP4922 by its line, MCP3208 around half of its reference, ADG714. */
  static GpioWiring small() {
    return wiring(
        new DacPart("out", "mcp4922", new Select(0, 0, 10_000_000), 0, 4.096, false, 22),
        1,
        new AdcPart("in", "mcp3208", new Select(0, 1, 1_000_000), 4.096),
        rows(10_000, 2.048, true),
        new SwitchPart("sw", "adg714", new Select(1, 0, 10_000_000), 1, 0, null, null, true),
        new SwitchMatrix.Crosspoints(outputs("sw", 2, 6)));
  }

  static ArctanMemristor device() {
    // 8 to 52 uS over some tens of mV s.
    return new ArctanMemristor(30e-6, 14e-6, 0.02);
  }

  /** A header with ideal devices behind it. */
  static EmulatedHeader header(GpioWiring wiring, VirtualClock clock, AnalogErrors errors) {
    BoardSpec spec =
        new BoardSpec(
            "pi",
            "none",
            Topology.INDEPENDENT,
            wiring.shape(),
            Activation.TANH,
            wiring.switchKind(),
            device(),
            List.of(new ArrayConverters(Dac.ofVolts(2.5), List.of(new Adc(16, 256e-6)))),
            BoardSpec.USUAL_TICKS_PER_SECOND,
            BoardCapacity.usual(BoardSpec.USUAL_TICKS_PER_SECOND),
            List.of(Matrix.fill(3, 2, (k, j) -> 0.002 * (k - j))),
            new Imperfections(errors, List.of(), DeviceErrors.NONE, null),
            7L);
    return new EmulatedHeader(wiring, spec, clock, 7);
  }

  static GpioBench open(GpioWiring wiring, EmulatedHeader header, VirtualClock clock) {
    return GpioBench.open(wiring, header, clock, Activation.TANH, LIMITS);
  }

  /** The fluxes of the array now. */
  static Matrix fluxes(EmulatedHeader header) {
    return header.circuit().fluxesVoltSeconds().get(0);
  }

  /** Whether every driver stands at 0 V and every switch is open. */
  static boolean safe(EmulatedHeader header) {
    return header.nominalColumnVolts(0, 0) == 0
        && header.nominalColumnVolts(0, 1) == 0
        && header.closed().array(0).closedCount() == 0;
  }
}
