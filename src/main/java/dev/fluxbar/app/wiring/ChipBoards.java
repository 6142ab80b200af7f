package dev.fluxbar.app.wiring;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.bench.gpio.chip.AdcChip;
import dev.fluxbar.bench.gpio.chip.Chips;
import dev.fluxbar.bench.gpio.chip.Span;
import dev.fluxbar.bench.gpio.wiring.ArrayWiring;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.AdcPart;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Wire.ColumnWire;
import dev.fluxbar.bench.gpio.wiring.Wire.RowWire;
import dev.fluxbar.emulator.ArrayConverters;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.ReadNoise;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Makes what stands behind the emulated chips of a header: arrays, and stages with errors. */
final class ChipBoards {

  private ChipBoards() {}

  /** The wiring under the name of an emulated bench: no profile of it is a real one's. */
  static GpioWiring wiring(BenchUri.Emulator uri, EmulatorFile file) {
    GpioWiring given = file.gpio().orElseThrow();
    return new GpioWiring(
        Boards.boardId(uri), given.dacs(), given.adcs(), given.switches(), given.arrays());
  }

  /**
   * @param seed instead of the file's
   */
  static BoardSpec of(
      BenchUri.Emulator uri, EmulatorFile file, GpioWiring wiring, OptionalLong seed) {
    return Boards.of(
        uri,
        file,
        IntStream.range(0, wiring.arrays().size())
            .mapToObj(
                l ->
                    converters(wiring, wiring.arrays().get(l))
                        .with(new ReadNoise(file.converters().noiseAmperes(l))))
            .toList(),
        seed);
  }

  /**
   * What errors of stages are a share of: the span of the first column's driver and the ranges of
   * the first row, as ideal chips have them, to a microvolt and a picoampere.
   */
  private static ArrayConverters converters(GpioWiring wiring, ArrayWiring array) {
    ColumnWire column = array.columns().get(0);
    DacPart dac = GpioWiring.named(wiring.dacs(), column.part());
    double volts = Math.abs(column.gain()) * (dac.highVolts() - dac.lowVolts()) / 2;
    RowWire row = array.rows().get(0);
    AdcPart adc = GpioWiring.named(wiring.adcs(), row.part());
    AdcChip chip = Chips.adc(adc.model());
    List<Adc> ranges =
        chip.ranges(adc.referenceVolts()).stream()
            .filter(range -> Math.abs(range.span().middleVolts() - row.zeroVolts()) < 1e-9)
            .map(range -> new Adc(chip.bits(), rounded(range.span(), row)))
            .toList();
    return new ArrayConverters(
        new Dac(Chips.dac(dac.model()).bits(), Math.rint(volts * 1e6) / 1e6), ranges);
  }

  private static double rounded(Span span, RowWire row) {
    return Math.rint(span.halfVolts() / row.feedbackOhms() * 1e12) / 1e12;
  }
}
