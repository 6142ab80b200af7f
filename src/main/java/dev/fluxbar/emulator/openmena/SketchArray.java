package dev.fluxbar.emulator.openmena;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.emulator.AnalogFront;
import dev.fluxbar.emulator.BoardCircuit;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.physics.Circuit;
import java.util.Arrays;
import java.util.List;

/**
 * The array of an OpenMENA board between the drivers of its columns, the second driver of the other
 * side, its switches and its inputs. Codes in, counts out; time passes as the sketch waits.
 *
 * <p>Every cell has a selector: a pulse reaches the one whose two switches are closed, and no other
 * of its lines.
 */
final class SketchArray {
  static final int LINES = 8;
  static final int LARGEST_CODE = 4095;

  private static final double REFERENCE_VOLTS = 1.5;
  private static final double GROUND_VOLTS = 0.75;
  private static final double ROW_SPAN_VOLTS = 3.3;
  private static final double ROW_DIVIDER = 0.665;
  private static final double ROW_OFFSET_VOLTS = 0.545;

  /** Where the row amplifiers stand without a current; a real board's is nowhere near exact. */
  private static final int ZERO_COUNTS = 2048;

  private static final int CONVERSIONS = 20;
  private static final double WAIT_SECONDS = 0.005;

  private final BoardSpec spec;
  private final ArrayShape shape;
  private final Circuit circuit;
  private final AnalogFront front;
  private final int[] columnCodes = new int[LINES];
  private int rowCode;
  private ArraySwitches closed;

  /** Of the same seed always the same. */
  SketchArray(BoardSpec spec) {
    this.spec = spec;
    this.shape = spec.shape().array(0);
    if (shape.rows() != LINES || shape.columns() != LINES || spec.shape().layers() != 1) {
      throw new IllegalArgumentException(
          "openmena: arrays=%s; this board has one of 8 x 8".formatted(spec.shape()));
    }
    this.circuit = BoardCircuit.of(spec);
    this.front = new AnalogFront(spec, 0);
    this.closed = ArraySwitches.open(shape);
    reset();
  }

  /** As the sketch leaves them after a reset: every driver at 0.8 V, every switch open. */
  void reset() {
    open();
    Arrays.fill(columnCodes, code(0.8));
    rowCode = rowCode(GROUND_VOLTS);
  }

  void columnCode(int column, int code) {
    columnCodes[column] = Math.max(0, Math.min(LARGEST_CODE, code));
  }

  void rowCode(int code) {
    rowCode = Math.max(0, Math.min(LARGEST_CODE, code));
  }

  /** As the sketch computes it: cut off. */
  static int code(double volts) {
    return (int) (volts * LARGEST_CODE / REFERENCE_VOLTS);
  }

  /** What the second driver is set to for {@code volts}, before its divider. */
  static double rowSetting(double volts) {
    return (volts - ROW_OFFSET_VOLTS) / ROW_DIVIDER;
  }

  /** As the sketch computes it: cut off. */
  static int rowCode(double volts) {
    return (int) (rowSetting(volts) / ROW_SPAN_VOLTS * LARGEST_CODE);
  }

  /** Waits once, with everything as it is. */
  void pause() {
    pass(WAIT_SECONDS);
  }

  void pass(double seconds) {
    circuit.advance(seconds);
  }

  void open() {
    set(ArraySwitches.open(shape));
  }

  /** Closes the two switches of one cell: its column's driver and the second one are on it. */
  void closeCell(int row, int column) {
    set(ArraySwitches.only(shape, row, column));
    double[] volts = columnVolts();
    double other = ROW_OFFSET_VOLTS + rowCode * ROW_SPAN_VOLTS / LARGEST_CODE * ROW_DIVIDER;
    // What counts for the cell is the difference between its two sides.
    volts[column] -= other - GROUND_VOLTS;
    circuit.setColumnVolts(0, volts);
  }

  private void set(ArraySwitches now) {
    closed = now;
    circuit.setColumnVolts(0, columnVolts());
    circuit.setSwitches(SwitchSetting.open(spec.shape()).with(0, now));
  }

  private double[] columnVolts() {
    double[] exact = new double[LINES];
    for (int j = 0; j < LINES; j++) {
      exact[j] = columnCodes[j] * REFERENCE_VOLTS / LARGEST_CODE - GROUND_VOLTS;
    }
    return front.columnVolts(exact);
  }

  /**
   * Twenty times all column switches closed, one channel read after the other, switches open.
   *
   * @return the mean of each channel in counts
   */
  double[] means() {
    long[] sums = new long[LINES];
    for (int i = 0; i < CONVERSIONS; i++) {
      set(ArraySwitches.closed(shape));
      double[] first = circuit.rowAmperes(0);
      double seconds = WAIT_SECONDS * (LINES + 1);
      circuit.advance(seconds);
      double[] last = circuit.rowAmperes(0);
      for (int k = 0; k < LINES; k++) {
        // Nothing bends within 45 ms: what flows in between lies on a line.
        double part = (k + 1.0) / (LINES + 1);
        double[] now = front.inputAmperes(between(first, last, part));
        int counts =
            front.convert(k, now[k], circuit.benchSeconds() - (1 - part) * seconds).counts();
        sums[k] += Math.max(0, Math.min(LARGEST_CODE, ZERO_COUNTS + counts));
      }
      open();
      pause();
    }
    return Arrays.stream(sums).mapToDouble(sum -> sum / (double) CONVERSIONS).toArray();
  }

  private static double[] between(double[] first, double[] last, double part) {
    double[] between = new double[first.length];
    for (int k = 0; k < between.length; k++) {
      between[k] = first[k] + part * (last[k] - first[k]);
    }
    return between;
  }

  /** What really is on the board; its drivers count as 0 V within 10 mV of virtual ground. */
  BoardTruth truth(boolean running) {
    List<Double> volts =
        Arrays.stream(columnCodes)
            .mapToDouble(code -> code * REFERENCE_VOLTS / LARGEST_CODE - GROUND_VOLTS)
            .mapToObj(v -> Math.abs(v) < 0.01 ? 0.0 : v)
            .toList();
    SwitchSetting switches = SwitchSetting.open(spec.shape()).with(0, closed);
    return new BoardTruth(
        circuit.benchSeconds(),
        circuit.memductances(),
        circuit.fluxesVoltSeconds(),
        switches,
        List.of(volts),
        running);
  }

  double memductanceSiemens(Cell cell) {
    return circuit.memductanceSiemens(cell);
  }
}
