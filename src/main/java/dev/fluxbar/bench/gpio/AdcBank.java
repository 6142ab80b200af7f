package dev.fluxbar.bench.gpio;

import dev.fluxbar.bench.gpio.chip.AdcChip;
import dev.fluxbar.bench.gpio.chip.AdcChip.InputRange;
import dev.fluxbar.bench.gpio.chip.Chips;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.AdcPart;
import dev.fluxbar.bench.gpio.wiring.Wire.RowWire;
import dev.fluxbar.fault.BenchFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The inputs of every row. */
final class AdcBank {

  /** One chip, and the settings of its channels; -1: nothing is known. */
  private static final class Opened {
    final AdcChip chip;
    final SpiBus bus;
    final int[] settings;

    Opened(AdcChip chip, SpiBus bus) {
      this.chip = chip;
      this.bus = bus;
      this.settings = new int[chip.channels()];
      Arrays.fill(settings, -1);
    }
  }

  /** Sums of signed counts, one a row. */
  static final class Sums {
    private final long[] counts;
    private final boolean saturated;

    Sums(long[] counts, boolean saturated) {
      this.counts = counts.clone();
      this.saturated = saturated;
    }

    /** A copy. */
    long[] counts() {
      return counts.clone();
    }

    boolean saturated() {
      return saturated;
    }
  }

  private final GpioWiring wiring;
  private final GpioProfile profile;
  private final Map<String, Opened> parts = new LinkedHashMap<>();

  AdcBank(GpioWiring wiring, GpioProfile profile, Header header) {
    this.wiring = wiring;
    this.profile = profile;
    for (AdcPart part : wiring.adcs()) {
      AdcChip chip = Chips.adc(part.model());
      parts.put(part.name(), new Opened(chip, PartPorts.bus(header, part, chip)));
    }
  }

  private Opened part(RowWire wire) {
    return Objects.requireNonNull(parts.get(wire.part()));
  }

  /** Brings every chip from any state to the widest range. */
  void start() {
    for (Opened part : parts.values()) {
      part.chip.start().forEach(part.bus::transfer);
    }
    for (int l = 0; l < wiring.arrays().size(); l++) {
      int rows = wiring.arrays().get(l).shape().rows();
      choose(l, 0, rows, profile.ranges(l) - 1);
    }
  }

  /**
   * Chooses a range of some rows and reads it back where that can be done.
   *
   * @throws BenchFault if a chip did not take it
   */
  void choose(int array, int firstRow, int rows, int range) {
    for (int k = firstRow; k < firstRow + rows; k++) {
      RowWire wire = wiring.arrays().get(array).rows().get(k);
      Opened part = part(wire);
      InputRange wanted = profile.inputRange(array, k, range);
      if (part.settings[wire.channel()] == wanted.setting()) {
        continue;
      }
      part.settings[wire.channel()] = -1;
      part.chip.choose(wire.channel(), wanted).forEach(part.bus::transfer);
      for (byte[] ask : part.chip.askRange(wire.channel())) {
        int found = part.chip.chosen(part.bus.transfer(ask));
        if (found != wanted.setting()) {
          throw new BenchFault(
              "adc: name=%s, device-file=%s, channel=%d, range=%d, read-back=%d; check its wiring and supply"
                  .formatted(
                      wire.part(), part.bus.deviceFile(), wire.channel(), wanted.setting(), found));
        }
      }
      part.settings[wire.channel()] = wanted.setting();
    }
  }

  /**
   * Converts some rows {@code averages} times, to and fro: the mean time of every row of two
   * conversions is that of all.
   */
  Sums convert(int array, int firstRow, int rows, int averages) {
    long[] sums = new long[rows];
    boolean saturated = false;
    List<Integer> order = new ArrayList<>();
    for (int pass = 0; pass < averages; pass++) {
      for (int i = 0; i < rows; i++) {
        order.add(pass % 2 == 0 ? i : rows - 1 - i);
      }
    }
    for (int from = 0; from < order.size(); ) {
      Opened part = part(wiring.arrays().get(array).rows().get(firstRow + order.get(from)));
      int to = from;
      while (to < order.size()
          && part(wiring.arrays().get(array).rows().get(firstRow + order.get(to))) == part) {
        to++;
      }
      saturated |= run(part, array, firstRow, order.subList(from, to), sums);
      from = to;
    }
    return new Sums(sums, saturated);
  }

  /** Conversions of one chip, one after the other; answers come some frames later. */
  private boolean run(Opened part, int array, int firstRow, List<Integer> order, long[] sums) {
    int middle = 1 << (part.chip.bits() - 1);
    int latency = part.chip.latencyFrames();
    boolean saturated = false;
    for (int i = 0; i < order.size() + latency; i++) {
      int asked = order.get(Math.min(i, order.size() - 1));
      RowWire wire = wiring.arrays().get(array).rows().get(firstRow + asked);
      byte[] answer = part.bus.transfer(part.chip.convert(wire.channel()));
      if (i >= latency) {
        int row = order.get(i - latency);
        int counts = counts(part, answer);
        saturated |= counts == 0 || counts == 2 * middle - 1;
        boolean inverting = wiring.arrays().get(array).rows().get(firstRow + row).inverting();
        sums[row] += inverting ? middle - counts : counts - middle;
      }
    }
    return saturated;
  }

  private static int counts(Opened part, byte[] answer) {
    try {
      return part.chip.counts(answer);
    } catch (IllegalArgumentException e) {
      throw new BenchFault(
          "adc: device-file=%s, %s".formatted(part.bus.deviceFile(), e.getMessage()), e);
    }
  }

  void close() {
    parts.values().forEach(part -> part.bus.close());
  }
}
