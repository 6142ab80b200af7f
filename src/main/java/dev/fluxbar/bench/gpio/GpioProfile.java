package dev.fluxbar.bench.gpio;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.ColumnDrivers;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Conversion;
import dev.fluxbar.bench.gpio.chip.AdcChip;
import dev.fluxbar.bench.gpio.chip.AdcChip.InputRange;
import dev.fluxbar.bench.gpio.chip.Chips;
import dev.fluxbar.bench.gpio.chip.DacChip;
import dev.fluxbar.bench.gpio.chip.Span;
import dev.fluxbar.bench.gpio.chip.SwitchChip;
import dev.fluxbar.bench.gpio.wiring.ArrayWiring;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.AdcPart;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Part.SwitchPart;
import dev.fluxbar.bench.gpio.wiring.Wire.ColumnWire;
import dev.fluxbar.bench.gpio.wiring.Wire.RowWire;
import dev.fluxbar.bench.gpio.wiring.Wire.SwitchWire;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What the chips of a wiring make of codes and counts, in volts and amperes. */
final class GpioProfile {

  /** Decimal numbers of a bench file are no binary ones. */
  private static final double ROUNDING = 1e-9;

  private final GpioWiring wiring;
  private final Optional<AnalogProfile> calibrated;
  private final List<ColumnDrivers> drivers = new ArrayList<>();

  /** {@code [arrays][rows][ranges]}, the narrowest first. */
  private final List<List<List<InputRange>>> ranges = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if a chip cannot do what its wire asks
   */
  GpioProfile(GpioWiring wiring, Optional<AnalogProfile> calibrated) {
    this.wiring = wiring;
    this.calibrated = calibrated;
    checkSwitches();
    for (int l = 0; l < wiring.arrays().size(); l++) {
      ArrayWiring array = wiring.arrays().get(l);
      List<List<InputRange>> rows = new ArrayList<>();
      for (int k = 0; k < array.rows().size(); k++) {
        rows.add(ranges(l, k, array.rows().get(k)));
        if (rows.get(k).size() != rows.get(0).size()) {
          throw new IllegalArgumentException(
              "row: array=%d, row=%d, ranges=%d, ranges-of-row-1=%d; wire the rows of an array to one kind of input"
                  .formatted(l + 1, k + 1, rows.get(k).size(), rows.get(0).size()));
        }
      }
      ranges.add(rows);
      Dac dac = dac(l, array);
      int inputRanges = rows.get(0).size();
      int count = l;
      drivers.add(
          new ColumnDrivers(
              dac,
              calibrated
                  .map(
                      profile ->
                          profile
                              .array(
                                  count, array.shape().columns(), array.shape().rows(), inputRanges)
                              .drivers())
                  .orElse(List.of())));
    }
  }

  private void checkSwitches() {
    for (SwitchPart part : wiring.switches()) {
      SwitchChip chip = Chips.switches(part.model());
      chip.check(new BitSet(), part.chips(), part.address());
      if (chip.latchedByLine() && part.latchLine() == null) {
        throw new IllegalArgumentException(
            "switches: name=%s, model=%s; name the line at its latch clock as latch-line"
                .formatted(part.name(), part.model()));
      }
    }
    for (ArrayWiring array : wiring.arrays()) {
      for (SwitchWire wire : array.switches().wires()) {
        SwitchPart part = GpioWiring.named(wiring.switches(), wire.part());
        int outputs = part.chips() * Chips.switches(part.model()).outputs();
        checkChannel("switch", wire.part(), part.model(), wire.channel(), outputs);
      }
    }
  }

  private Dac dac(int index, ArrayWiring array) {
    Dac first = dac(array.columns().get(0));
    for (int j = 0; j < array.columns().size(); j++) {
      Dac own = dac(array.columns().get(j));
      if (own.bits() != first.bits()
          || Math.abs(own.fullScaleVolts() / first.fullScaleVolts() - 1) > ROUNDING) {
        throw new IllegalArgumentException(
            "column: array=%d, column=%d, bits=%d, full-scale-volts=%s, column-1=%d and %s; all columns of an array need one resolution and one span"
                .formatted(
                    index + 1,
                    j + 1,
                    own.bits(),
                    own.fullScaleVolts(),
                    first.bits(),
                    first.fullScaleVolts()));
      }
    }
    return first;
  }

  private Dac dac(ColumnWire wire) {
    DacPart part = GpioWiring.named(wiring.dacs(), wire.part());
    DacChip chip = Chips.dac(part.model());
    checkChannel("column", wire.part(), part.model(), wire.channel(), chip.channels());
    if (!chip.updatesByFrame() && part.updateLine() == null) {
      throw new IllegalArgumentException(
          "dac: name=%s, model=%s; wire its pin LDAC to a line and name that as update-line"
              .formatted(part.name(), part.model()));
    }
    checkSpan(part, chip);
    return new Dac(chip.bits(), Math.abs(wire.gain()) * (part.highVolts() - part.lowVolts()) / 2);
  }

  /** A chip refuses to be started with a span that it does not have: ask it before it is there. */
  private static void checkSpan(DacPart part, DacChip chip) {
    Span span = new Span(part.lowVolts(), part.highVolts());
    if (chip.start(span, part.internalReference()).isEmpty()) {
      throw new IllegalStateException(
          "dac: model=%s; it starts by nothing".formatted(chip.model()));
    }
  }

  private List<InputRange> ranges(int array, int row, RowWire wire) {
    AdcPart part = GpioWiring.named(wiring.adcs(), wire.part());
    AdcChip chip = Chips.adc(part.model());
    checkChannel("row", wire.part(), part.model(), wire.channel(), chip.channels());
    List<InputRange> fitting =
        chip.ranges(part.referenceVolts()).stream()
            .filter(range -> Math.abs(range.span().middleVolts() - wire.zeroVolts()) <= ROUNDING)
            .toList();
    if (fitting.isEmpty()) {
      throw new IllegalArgumentException(
          "row: array=%d, row=%d, zero-volts=%s, adc=%s; no range of %s has its middle there, shift the amplifier"
              .formatted(array + 1, row + 1, wire.zeroVolts(), wire.part(), part.model()));
    }
    return fitting;
  }

  static void checkChannel(String bar, String part, String model, int channel, int channels) {
    if (channel < 0 || channel >= channels) {
      throw new IllegalArgumentException(
          "%s: part=%s, model=%s, channel=%d; its channels are 0 to %d"
              .formatted(bar, part, model, channel, channels - 1));
    }
  }

  /** How many ranges the rows of an array have. */
  int ranges(int array) {
    return ranges.get(array).get(0).size();
  }

  InputRange inputRange(int array, int row, int range) {
    return ranges.get(array).get(row).get(range);
  }

  ColumnDrivers drivers(int array) {
    return drivers.get(array);
  }

  private Adc adc(int array, int row, int range) {
    RowWire wire = wiring.arrays().get(array).rows().get(row);
    AdcChip chip = Chips.adc(GpioWiring.named(wiring.adcs(), wire.part()).model());
    double half = inputRange(array, row, range).span().halfVolts();
    return new Adc(chip.bits(), half / wire.feedbackOhms());
  }

  /** The mean real current of {@code averages} conversions whose counts add up to {@code sum}. */
  double amperes(int array, int row, int range, long sum, int averages) {
    double shown = adc(array, row, range).amperes(sum, averages);
    return calibrated
        .map(profile -> profile.arrays().get(array).inputs().get(row).get(range).amperes(shown))
        .orElse(shown);
  }

  /** The same for all inputs. */
  Conversion conversion() {
    List<List<List<Conversion.Input>>> inputs = new ArrayList<>();
    for (int l = 0; l < ranges.size(); l++) {
      List<List<Conversion.Input>> rows = new ArrayList<>();
      for (int k = 0; k < ranges.get(l).size(); k++) {
        List<Conversion.Input> one = new ArrayList<>();
        for (int r = 0; r < ranges.get(l).get(k).size(); r++) {
          one.add(new Conversion.Input(adc(l, k, r), transfer(l, k, r)));
        }
        rows.add(one);
      }
      inputs.add(rows);
    }
    return new Conversion(inputs);
  }

  private InputTransfer transfer(int array, int row, int range) {
    return calibrated
        .map(profile -> profile.arrays().get(array).inputs().get(row).get(range))
        .orElse(InputTransfer.IDEAL);
  }

  /**
   * What an array offers.
   *
   * @param driveVolts the limit that no column may pass really: it bounds the codes of all alike
   */
  Channels channels(int array, double driveVolts, double conversionSeconds) {
    ColumnDrivers columns = drivers.get(array);
    double step = columns.dac().stepVolts();
    List<Channels.Range> offered = new ArrayList<>();
    for (int r = 0; r < ranges(array); r++) {
      double largest = Double.POSITIVE_INFINITY;
      double coarsest = 0;
      for (int k = 0; k < ranges.get(array).size(); k++) {
        Adc adc = adc(array, k, r);
        largest = Math.min(largest, adc.largestAmperes());
        coarsest = Math.max(coarsest, adc.stepAmperes());
      }
      offered.add(new Channels.Range(largest, coarsest));
    }
    double largestVolts =
        columns.transfers().isEmpty()
            ? columns.dac().largestVolts()
            : columns.largestCode(driveVolts) * step;
    return new Channels(true, step, largestVolts, offered, conversionSeconds, columns.transfers());
  }
}
