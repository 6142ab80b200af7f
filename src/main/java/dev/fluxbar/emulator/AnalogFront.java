package dev.fluxbar.emulator;

import java.util.Random;

/**
 * What lies between the converters of one array and its lines: drivers and inputs as they really
 * are, and the wiring with its faults.
 */
final class AnalogFront {
  private static final long CHANNEL_SEED = 0x6368616e6e656cL;
  private static final long NOISE_SEED = 0x6e6f697365L;

  private final TrueDrivers drivers;
  private final TrueInputs inputs;
  private final LineMap lines;
  private final int columns;

  AnalogFront(BoardSpec spec, int array) {
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
  double[] inputAmperes(double[] amperes) {
    lines.rows(amperes);
    return amperes;
  }

  TrueDrivers drivers() {
    return drivers;
  }

  TrueInputs inputs() {
    return inputs;
  }
}
