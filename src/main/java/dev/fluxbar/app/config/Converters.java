package dev.fluxbar.app.config;

import java.util.List;

/**
 * The drivers, inputs and clock of an emulated board.
 *
 * @param dacBits resolution of the drivers, 2 to 16
 * @param dacFullScaleVolts the voltage just above the largest code, positive
 * @param adcBits resolution of the inputs, 2 to 20, as many as fit the wire
 * @param rangeAmperes the full scale of each current range, positive, ascending, at least one
 * @param ticksPerSecond the board's clock, 1 to 1e9
 * @param noiseAmperes rms of the white noise of every conversion; one entry for all arrays, or one
 *     an array
 * @param conversionTicks what one conversion of one row takes, 0 to 4294967295; 0: less than a tick
 */
public record Converters(
    int dacBits,
    double dacFullScaleVolts,
    int adcBits,
    List<Double> rangeAmperes,
    long ticksPerSecond,
    List<Double> noiseAmperes,
    long conversionTicks) {

  /** Converters whose conversions take no time. */
  public Converters(
      int dacBits,
      double dacFullScaleVolts,
      int adcBits,
      List<Double> rangeAmperes,
      long ticksPerSecond,
      List<Double> noiseAmperes) {
    this(dacBits, dacFullScaleVolts, adcBits, rangeAmperes, ticksPerSecond, noiseAmperes, 0);
  }

  /** Converters without noise. */
  public Converters(
      int dacBits,
      double dacFullScaleVolts,
      int adcBits,
      List<Double> rangeAmperes,
      long ticksPerSecond) {
    this(dacBits, dacFullScaleVolts, adcBits, rangeAmperes, ticksPerSecond, List.of(0.0));
  }

  public Converters {
    rangeAmperes = List.copyOf(rangeAmperes);
    noiseAmperes = List.copyOf(noiseAmperes);
    if (noiseAmperes.isEmpty() || !noiseAmperes.stream().allMatch(rms -> rms >= 0)) {
      throw new IllegalArgumentException(
          "emulator: noise-amperes=%s; write a number that is not negative, or one an array"
              .formatted(noiseAmperes));
    }
    if (dacBits < 2 || dacBits > 16 || adcBits < 2 || adcBits > 20) {
      throw new IllegalArgumentException(
          "emulator: dac-bits=%d, adc-bits=%d; they must be 2 to 16 and 2 to 20"
              .formatted(dacBits, adcBits));
    }
    if (!(dacFullScaleVolts > 0 && dacFullScaleVolts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "emulator: dac-full-scale-volts=%s; it must be positive and finite"
              .formatted(dacFullScaleVolts));
    }
    double below = 0;
    for (double range : rangeAmperes) {
      if (!(range > below && range < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "emulator: range-amperes=%s; write positive numbers, the smallest first"
                .formatted(rangeAmperes));
      }
      below = range;
    }
    if (rangeAmperes.isEmpty() || ticksPerSecond < 1 || ticksPerSecond > 1_000_000_000) {
      throw new IllegalArgumentException(
          "emulator: ranges=%d, ticks-per-second=%d; give a range, and 1 to 1e9 ticks"
              .formatted(rangeAmperes.size(), ticksPerSecond));
    }
  }

  /** The noise of one array, zero-based. */
  public double noiseAmperes(int array) {
    return noiseAmperes.get(noiseAmperes.size() == 1 ? 0 : array);
  }
}
