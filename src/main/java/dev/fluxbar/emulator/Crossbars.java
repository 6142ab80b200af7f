package dev.fluxbar.emulator;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.physics.Circuit;
import dev.fluxbar.physics.IdealCircuit;
import dev.fluxbar.physics.RealCircuit;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ResultRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The crossbars of an emulated board behind their drivers, switches and inputs, and its clock:
 * codes in, counts out. Time passes in {@link #advance} alone.
 */
final class Crossbars {
  private static final long EDGE_SEED = 0x65646765L;

  private final BoardSpec spec;
  private final Circuit circuit;
  private final AnalogFront[] fronts;
  private final EdgeJitter jitter;
  private final int[][] codes;
  private final CodeTickCount codeTicks;
  private final Operation.@Nullable Sense[] sensed;
  private SwitchSetting switches;
  private int sign;
  private boolean clamped = true;
  private long ticks;
  private long quietSinceTick;

  Crossbars(BoardSpec spec) {
    this.spec = spec;
    this.jitter =
        new EdgeJitter(
            spec.imperfections().analog().jitterSeconds(),
            AnalogFront.random(spec.seed(), EDGE_SEED, 0));
    this.circuit = circuit(spec);
    this.codes = new int[spec.shape().layers()][];
    this.fronts = new AnalogFront[codes.length];
    for (int l = 0; l < codes.length; l++) {
      codes[l] = new int[spec.shape().array(l).columns()];
      fronts[l] = new AnalogFront(spec, l);
    }
    this.codeTicks = new CodeTickCount(spec.shape());
    this.sensed = new Operation.@Nullable Sense[codes.length];
    this.switches = SwitchSetting.open(spec.shape());
  }

  static Circuit circuit(BoardSpec spec) {
    Imperfections imperfections = spec.imperfections();
    if (imperfections.idealCircuit() && spec.device() instanceof FluxControlled curve) {
      return new IdealCircuit(
          spec.shape(), spec.topology(), spec.activation(), curve, spec.initialFluxesVoltSeconds());
    }
    DrawnCells cells = DrawnCells.of(spec);
    return new RealCircuit(
        spec.shape(),
        spec.topology(),
        spec.activation(),
        cells.devices(),
        spec.initialFluxesVoltSeconds(),
        imperfections.devices().imperfections(cells.resistors(), cells.seed()));
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
    clamp(true);
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
    clamp(false);
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
    for (int j = 0; j < codes[table.array()].length; j++) {
      codes[table.array()][j] = table.code(j);
    }
  }

  void sense(Operation.Sense sense) {
    sensed[sense.array()] = sense;
  }

  /** Sets every driver to its amplitude times {@code newSign}: -1, 0 or 1. */
  void drive(int newSign) {
    stretch();
    double late = jitter.late();
    if (late > 0) {
      circuit.advance(late);
    }
    sign = newSign;
    clamped = false;
    showDrivers();
  }

  /** In the safe state drivers are held at ground; else one at code 0 shows its offset. */
  private void clamp(boolean held) {
    if (clamped != held) {
      clamped = held;
      showDrivers();
    }
  }

  private void showDrivers() {
    for (int l = 0; l < codes.length; l++) {
      if (spec.driven(l)) {
        circuit.setColumnVolts(l, driveVolts(l));
      }
    }
  }

  private double[] driveVolts(int array) {
    return clamped || !spec.driven(array)
        ? new double[codes[array].length]
        : fronts[array].columnVolts(codes[array], sign);
  }

  /** A stretch of time begins: no conversion of the sample at its end begins before. */
  void stretch() {
    quietSinceTick = ticks;
  }

  void advance(long passing) {
    circuit.advance(jitter.rest(passing / (double) spec.ticksPerSecond()));
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
    AnalogFront front = fronts[sense.array()];
    double[] amperes = front.inputAmperes(circuit.rowAmperes(sense.array()));
    double seconds = ticks / (double) spec.ticksPerSecond();
    int end = (int) (sense.firstRow() + sense.rowCount());
    int averages = (int) sense.averages();
    for (int row = (int) sense.firstRow(); row < end; row += ResultRecord.MOST_ROWS) {
      int[] sums = new int[Math.min(ResultRecord.MOST_ROWS, end - row)];
      int flags = 0;
      for (int i = 0; i < sums.length; i++) {
        TrueInputs.Sum sum =
            front.inputs().convert(row + i, sense.range(), amperes[row + i], averages, seconds);
        sums[i] = sum.counts();
        flags |= sum.saturated() ? ResultRecord.SATURATED : 0;
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

  /** From now on what the cells dissipate is summed up; it costs a little time. */
  void meterEnergy() {
    circuit.meterEnergy(true);
  }

  /** What they dissipated since, in joules. */
  double dissipatedJoules() {
    return circuit.dissipatedJoules();
  }

  /** What the channels really are. */
  AnalogTruth analogTruth() {
    return new AnalogTruth(fronts, spec);
  }

  BoardTruth truth(boolean running) {
    List<List<Double>> volts =
        java.util.stream.IntStream.range(0, codes.length)
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
