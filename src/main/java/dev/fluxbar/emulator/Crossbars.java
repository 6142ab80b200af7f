package dev.fluxbar.emulator;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.physics.Circuit;
import dev.fluxbar.physics.IdealCircuit;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ResultRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The crossbars of an emulated board behind their drivers, switches and inputs, and its clock:
 * codes in, counts out. Time passes in {@link #advance} alone.
 */
final class Crossbars {
  private static final long NOISE_SEED = 0x6e6f697365L;

  private final BoardSpec spec;
  private final Circuit circuit;
  private final Random random;
  private final double[][] amplitudeVolts;
  private final int[][] codes;
  private final CodeTickCount codeTicks;
  private final Operation.@Nullable Sense[] sensed;
  private SwitchSetting switches;
  private int sign;
  private long ticks;
  private long quietSinceTick;

  Crossbars(BoardSpec spec) {
    this.spec = spec;
    Long seed = spec.seed();
    // Not the sequence of the boot ids, which follow from the seed itself.
    this.random = seed == null ? new Random() : new Random(seed ^ NOISE_SEED);
    this.circuit =
        new IdealCircuit(
            spec.shape(),
            spec.topology(),
            spec.activation(),
            spec.device(),
            spec.initialFluxesVoltSeconds());
    this.amplitudeVolts = new double[spec.shape().layers()][];
    this.codes = new int[spec.shape().layers()][];
    for (int l = 0; l < amplitudeVolts.length; l++) {
      amplitudeVolts[l] = new double[spec.shape().array(l).columns()];
      codes[l] = new int[amplitudeVolts[l].length];
    }
    this.codeTicks = new CodeTickCount(spec.shape());
    this.sensed = new Operation.@Nullable Sense[amplitudeVolts.length];
    this.switches = SwitchSetting.open(spec.shape());
  }

  /** Ticks since the board's boot. */
  long ticks() {
    return ticks;
  }

  /** The clock starts again; fluxes stay as they are. */
  void boot() {
    safe();
    ticks = 0;
    quietSinceTick = 0;
  }

  /** The safe state: drivers at 0 V, switches open, amplitudes 0, nothing sensed. */
  void safe() {
    drive(0);
    for (double[] volts : amplitudeVolts) {
      Arrays.fill(volts, 0);
    }
    for (int[] code : codes) {
      Arrays.fill(code, 0);
    }
    Arrays.fill(sensed, null);
    set(SwitchSetting.open(spec.shape()));
    circuit.setSwitches(switches);
    quietSinceTick = ticks;
  }

  private void set(SwitchSetting now) {
    switches = now;
    codeTicks.switches(now);
  }

  void switches(int array, ArraySwitches closed) {
    set(switches.with(array, closed));
    circuit.setSwitches(switches);
    quietSinceTick = ticks;
  }

  void openSwitch(Cell cell) {
    ArraySwitches array = switches.array(cell.array()).with(cell.row(), cell.column(), false);
    switches = switches.with(cell.array(), array);
    codeTicks.opened(cell, switches);
    circuit.openSwitch(cell);
    quietSinceTick = ticks;
  }

  /** Chooses amplitudes; the drivers stay as they are until {@link #drive}. */
  void amplitudes(DriveTable table) {
    Dac dac = spec.converters().get(table.array()).dac();
    double[] volts = amplitudeVolts[table.array()];
    for (int j = 0; j < volts.length; j++) {
      volts[j] = dac.volts(table.code(j));
      codes[table.array()][j] = table.code(j);
    }
  }

  void sense(Operation.Sense sense) {
    sensed[sense.array()] = sense;
  }

  /** Sets every driver to its amplitude times {@code newSign}: -1, 0 or 1. */
  void drive(int newSign) {
    stretch();
    sign = newSign;
    for (int l = 0; l < amplitudeVolts.length; l++) {
      if (spec.driven(l)) {
        circuit.setColumnVolts(l, driveVolts(l));
      }
    }
  }

  private double[] driveVolts(int array) {
    double[] volts = new double[amplitudeVolts[array].length];
    for (int j = 0; sign != 0 && j < volts.length; j++) {
      volts[j] = sign * amplitudeVolts[array][j];
    }
    return volts;
  }

  /** A stretch of time begins: no conversion of the sample at its end begins before. */
  void stretch() {
    quietSinceTick = ticks;
  }

  void advance(long passing) {
    circuit.advance(passing / (double) spec.ticksPerSecond());
    ticks += passing;
    for (int l = 0; l < codes.length; l++) {
      codeTicks.passed(l, codes[l], sign, passing);
    }
  }

  /** What drivers have put on each cell since the board was made. */
  CodeTicks codeTicks() {
    return codeTicks.sums();
  }

  /** Where and when a sample is taken; array, range and rows are what SENSE has chosen. */
  record Instant(long operation, long turn, long jobTick, int instant) {}

  /**
   * Samples what is sensed: array after array, rows in order.
   *
   * @throws JobBroken if its conversions take longer than the stretch at whose end it is
   */
  void sample(Instant instant, Consumer<ResultRecord> records) {
    if (conversionTicks() > ticks - quietSinceTick) {
      throw new JobBroken(ErrorCode.LATE);
    }
    quietSinceTick = ticks;
    for (Operation.Sense sense : sensed) {
      if (sense != null && sense.rowCount() > 0) {
        sample(instant, sense, records);
      }
    }
  }

  /** What a sample takes, one conversion after the other. */
  private double conversionTicks() {
    double needed = 0;
    for (Operation.Sense sense : sensed) {
      if (sense != null) {
        long conversions = sense.rowCount() * sense.averages();
        needed += conversions * (double) spec.converters().get(sense.array()).conversionTicks();
      }
    }
    return needed;
  }

  private void sample(Instant at, Operation.Sense sense, Consumer<ResultRecord> records) {
    Adc adc = spec.converters().get(sense.array()).ranges().get(sense.range());
    double[] amperes = circuit.rowAmperes(sense.array());
    int end = (int) (sense.firstRow() + sense.rowCount());
    int averages = (int) sense.averages();
    ReadNoise noise = spec.converters().get(sense.array()).noise();
    for (int row = (int) sense.firstRow(); row < end; row += ResultRecord.MOST_ROWS) {
      int[] sums = new int[Math.min(ResultRecord.MOST_ROWS, end - row)];
      int flags = 0;
      for (int i = 0; i < sums.length; i++) {
        boolean saturated = convert(sums, i, adc, amperes[row + i], averages, noise);
        flags |= saturated ? ResultRecord.SATURATED : 0;
      }
      ResultRecord.At place =
          new ResultRecord.At(
              at.operation(),
              at.turn(),
              at.jobTick(),
              at.instant(),
              sense.array(),
              sense.range(),
              averages,
              row);
      records.accept(new ResultRecord(place, flags, sums));
    }
  }

  /** Sums the conversions of one row; whether one of them stood at a rail. */
  private boolean convert(
      int[] sums, int index, Adc adc, double amperes, int averages, ReadNoise noise) {
    if (!noise.present()) {
      // Without noise every conversion of one instant reads the same.
      Adc.Conversion conversion = adc.convert(amperes);
      sums[index] = conversion.counts() * averages;
      return conversion.saturated();
    }
    boolean saturated = false;
    for (int i = 0; i < averages; i++) {
      Adc.Conversion conversion = adc.convert(amperes + noise.draw(random));
      sums[index] += conversion.counts();
      saturated |= conversion.saturated();
    }
    return saturated;
  }

  BoardTruth truth(boolean running) {
    List<List<Double>> volts =
        java.util.stream.IntStream.range(0, amplitudeVolts.length)
            .mapToObj(l -> Arrays.stream(driveVolts(l)).boxed().toList())
            .toList();
    return new BoardTruth(
        circuit.benchSeconds(),
        circuit.memductances(),
        circuit.fluxesVoltSeconds(),
        switches,
        volts,
        running);
  }

  void observe(int points, List<Cell> cells, CellObserver observer) {
    List<Cell> chosen = List.copyOf(cells);
    chosen.forEach(circuit::memductanceSiemens);
    circuit.observe(
        points,
        (benchSeconds, at) ->
            observer.at(
                benchSeconds, chosen.stream().mapToDouble(at::memductanceSiemens).toArray()));
  }

  void unobserve() {
    circuit.unobserve();
  }
}
