package dev.fluxbar.emulator;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import java.util.List;

/**
 * The drivers and inputs of one array of an emulated board.
 *
 * @param dac the drivers of the columns; of no effect where the columns have none
 * @param ranges the current ranges of the rows, the smallest first, all of one resolution
 * @param noise of every conversion of a row current
 * @param conversionTicks what one conversion of one row takes; 0: less than a tick
 */
public record ArrayConverters(Dac dac, List<Adc> ranges, ReadNoise noise, long conversionTicks) {

  /** DAC 16 bit, 4.096 V; ADC 18 bit, 0.256 A to 16.384 A in steps of 4: the paper's sizes. */
  public static final ArrayConverters USUAL =
      new ArrayConverters(
          Dac.ofVolts(4.096),
          List.of(
              Adc.ofAmperes(0.256),
              Adc.ofAmperes(1.024),
              Adc.ofAmperes(4.096),
              Adc.ofAmperes(16.384)));

  /** Converters without noise that take no time. */
  public ArrayConverters(Dac dac, List<Adc> ranges) {
    this(dac, ranges, ReadNoise.NONE, 0);
  }

  /** The same with noise. */
  public ArrayConverters with(ReadNoise other) {
    return new ArrayConverters(dac, ranges, other, conversionTicks);
  }

  /** The same with conversions that take so long. */
  public ArrayConverters withConversionTicks(long ticks) {
    return new ArrayConverters(dac, ranges, noise, ticks);
  }

  public ArrayConverters {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty() || ranges.size() > 255) {
      throw new IllegalArgumentException(
          "converters: ranges=%d; 1 to 255 are possible".formatted(ranges.size()));
    }
    if (conversionTicks < 0 || conversionTicks > 0xffffffffL) {
      throw new IllegalArgumentException(
          "converters: conversion-ticks=%d; 0 to 4294967295 are possible"
              .formatted(conversionTicks));
    }
    for (Adc range : ranges) {
      if (range.bits() != ranges.get(0).bits()) {
        throw new IllegalArgumentException(
            "converters: adc-bits=%d and %d; all ranges of an array have one resolution"
                .formatted(ranges.get(0).bits(), range.bits()));
      }
    }
  }

  long dacMicrovolts() {
    return whole("full-scale-volts", dac.fullScaleVolts(), 1e6, 0xffffffffL);
  }

  List<Long> rangePicoamperes() {
    return ranges.stream()
        .map(range -> whole("full-scale-amperes", range.fullScaleAmperes(), 1e12, 1L << 53))
        .toList();
  }

  /** What the wire says of a number, in whole units; refuses one that it cannot say exactly. */
  static long whole(String name, double value, double unitsPerOne, long largest) {
    double units = Math.rint(value * unitsPerOne);
    // A decimal number is not a binary one: what differs by rounding alone is the same number.
    if (!(units >= 1 && units <= largest)
        || !(Math.abs(units / unitsPerOne - value) <= 2 * Math.ulp(value))) {
      throw new IllegalArgumentException(
          "board: %s=%s; the wire carries whole parts of 1/%.0f, up to %d of them"
              .formatted(name, value, unitsPerOne, largest));
    }
    return (long) units;
  }
}
