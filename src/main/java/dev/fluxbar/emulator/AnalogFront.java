package dev.fluxbar.emulator;

import dev.fluxbar.analog.Adc;
import java.util.Random;

/**
 * What lies between the converters of one array and its lines: drivers and inputs as they really
 * are, and the wiring with its faults.
 */
public final class AnalogFront {
  private static final long CHANNEL_SEED = 0x6368616e6e656cL;
  private static final long NOISE_SEED = 0x6e6f697365L;

  private final TrueDrivers drivers;
  private final TrueInputs inputs;
  private final LineMap lines;
  private final int columns;

  /** Of one array of {@code spec}; the same for the same seed. */
  public AnalogFront(BoardSpec spec, int array) {
    Imperfections imperfections = spec.imperfections();
    this.columns = spec.shape().array(array).columns();
    int rows = spec.shape().array(array).rows();
    ArrayConverters converters = spec.converters().get(array);
    this.lines = new LineMap(array, imperfections.wiring());
    ReferenceBars references = imperfections.references();
    Random channels = random(spec.seed(), CHANNEL_SEED, array);
    this.drivers =
        new TrueDrivers(
            converters.dac(),
            columns,
            imperfections.analog(),
            references == null ? -1 : references.driverUncertainty(),
            lines.reference(),
            channels);
    this.inputs =
        new TrueInputs(
            converters,
            rows,
            imperfections.analog(),
            lines.clip(rows, imperfections.analog().inputClip()),
            channels,
            random(spec.seed(), NOISE_SEED, array));
  }

  /** A sequence of its own for every purpose and array: one does not shift another. */
  static Random random(@org.jspecify.annotations.Nullable Long seed, long purpose, int array) {
    return seed == null ? new Random() : new Random(seed ^ purpose ^ ((long) array << 48));
  }

  /**
   * What the columns are really at where ideal drivers would give {@code exactVolts}; a new array.
   */
  public double[] columnVolts(double[] exactVolts) {
    double[] volts = new double[columns];
    for (int j = 0; j < columns; j++) {
      volts[j] = drivers.volts(j, exactVolts[j]);
    }
    lines.columns(volts);
    return volts;
  }

  /** What the columns are really at; a new array. */
  double[] columnVolts(int[] codes, int sign) {
    double[] volts = new double[columns];
    for (int j = 0; j < columns; j++) {
      volts[j] = drivers.volts(j, sign * codes[j]);
    }
    lines.columns(volts);
    return volts;
  }

  /** What the inputs really take; {@code amperes} is changed. */
  public double[] inputAmperes(double[] amperes) {
    lines.rows(amperes);
    return amperes;
  }

  /**
   * One conversion of the current of a row in the smallest range; saturated where the converter
   * stands at a rail.
   */
  public Adc.Conversion convert(int row, double amperes, double atSeconds) {
    TrueInputs.Sum sum = inputs.convert(row, 0, amperes, 1, atSeconds);
    return new Adc.Conversion(sum.counts(), sum.saturated());
  }

  TrueDrivers drivers() {
    return drivers;
  }

  TrueInputs inputs() {
    return inputs;
  }

  /**
   * What the amplifier of a row shows a converter, as amperes at an ideal one: for converters that
   * are emulated elsewhere.
   *
   * @param range in which the converter is, the smallest first
   * @param atSeconds not before the last one asked for
   */
  public double shownAmperes(int row, int range, double amperes, double atSeconds) {
    return inputs.shown(row, range, amperes, atSeconds);
  }
}
