package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The coded part of {@link ReadSchedule#HADAMARD}: in shot i column j of a driven array gets h_ij
 * V, so that row k carries J_ik = V sum_j h_ij W_kj, and W_kj = sum_i h_ij J_ik / (n V) with n the
 * order of H. A block signal leaves every flux as it was, whatever its amplitudes are.
 *
 * <p>Each J is known to half a step of its input, and so is their mean with signs: a memductance to
 * half a step over V. That bound is proven; where currents differ by more than a step from shot to
 * shot the error is about the square root of n smaller.
 */
final class HadamardReading {
  private final BenchDescription bench;
  private final double readVolts;
  private final Map<Integer, HadamardMatrix> codes = new TreeMap<>();
  private final List<Shot> shots = new ArrayList<>();
  private final Map<Integer, Sums> sums = new HashMap<>();
  private final Map<Integer, Double> halfSteps = new HashMap<>();
  private int next;

  /**
   * @param readVolts the amplitude; each column's is the nearest that its driver gives exactly
   */
  HadamardReading(BenchDescription bench, double readVolts) {
    this.bench = bench;
    this.readVolts = readVolts;
    NetworkShape shape = bench.shape();
    int longest = 0;
    for (int l = 0; l < shape.layers(); l++) {
      if (bench.channels().get(l).driven()) {
        HadamardMatrix code = HadamardMatrix.covering(shape.array(l).columns());
        codes.put(l, code);
        sums.put(l, new Sums(shape.array(l)));
        longest = Math.max(longest, code.order());
      }
    }
    for (int i = 0; i < longest; i++) {
      shots.add(shot(i));
    }
  }

  /** One switch setting and amplitude a code row; their cells name every row once. */
  List<Shot> shots() {
    return List.copyOf(shots);
  }

  private Shot shot(int i) {
    SwitchSetting setting = SwitchSetting.open(bench.shape());
    Map<Integer, Volts> drives = new HashMap<>();
    List<Cell> rows = new ArrayList<>();
    for (Map.Entry<Integer, HadamardMatrix> entry : codes.entrySet()) {
      int l = entry.getKey();
      if (i < entry.getValue().order()) {
        ArrayShape array = bench.shape().array(l);
        double[] signs = new double[array.columns()];
        for (int j = 0; j < signs.length; j++) {
          signs[j] = readVolts * entry.getValue().sign(i, j);
        }
        setting = setting.with(l, ArraySwitches.closed(array));
        drives.put(l, Volts.of(signs));
        ReadShots.addColumn(rows, bench.shape(), l, 0);
      }
    }
    return new Shot(setting, drives, rows);
  }

  /**
   * Takes up what the next shots measured, in their order.
   *
   * @return a cell of a row that saturated, if one did
   */
  Optional<CellMeasurement> add(
      Probe probe, List<Shot> batch, Program program, Recording recording) {
    for (ShotView view : probe.views(batch, program, recording)) {
      for (Cell row : view.shot().cells()) {
        if (view.saturated(row.array())) {
          double largest = view.range(row.array()).largestAmperes();
          return Optional.of(new CellMeasurement.Saturated(row, row.array(), largest));
        }
        halfSteps.merge(row.array(), view.range(row.array()).stepAmperes() / 2, Math::max);
        sum(row.array()).add(code(row.array()), next, row.row(), currents(view, row));
      }
      next++;
    }
    return Optional.empty();
  }

  private static CellMeasurement.Instants currents(ShotView view, Cell row) {
    CellMeasurement.Instants certified = view.instants(row.array(), row.row());
    double middle = view.amperes(row.array(), row.row());
    // Sampled at T/2 alone, the other plateaus are taken as its opposite.
    return certified != null
        ? certified
        : new CellMeasurement.Instants(-middle, middle, -middle, 0, 1);
  }

  /**
   * Every cell of the driven arrays, once all shots were taken up.
   *
   * @param certified whether the block signals were
   */
  List<CellMeasurement.Measured> decoded(boolean certified) {
    List<CellMeasurement.Measured> cells = new ArrayList<>();
    for (int l : codes.keySet()) {
      ArrayShape array = bench.shape().array(l);
      for (int k = 0; k < array.rows(); k++) {
        for (int j = 0; j < array.columns(); j++) {
          double volts = bench.channels().get(l).nearestVolts(j, readVolts);
          CellMeasurement.Instants own = sum(l).decoded(code(l).order(), k, j);
          double siemens = (own.middleAmperes() - own.endAmperes()) / 2 / volts;
          double resolution = halfSteps.getOrDefault(l, 0.0) / volts;
          cells.add(
              new CellMeasurement.Measured(
                  new Cell(l, k, j), siemens, resolution, volts, certified ? own : null));
        }
      }
    }
    return cells;
  }

  /** Sums of row currents with the signs of each column, at start, middle and end. */
  private static final class Sums {
    private final double[][] start;
    private final double[][] middle;
    private final double[][] end;
    private double startSeconds;

    Sums(ArrayShape shape) {
      start = new double[shape.rows()][shape.columns()];
      middle = new double[shape.rows()][shape.columns()];
      end = new double[shape.rows()][shape.columns()];
    }

    void add(HadamardMatrix code, int shot, int row, CellMeasurement.Instants amperes) {
      startSeconds = Math.max(startSeconds, amperes.startSeconds());
      for (int j = 0; j < middle[row].length; j++) {
        start[row][j] += code.sign(shot, j) * amperes.startAmperes();
        middle[row][j] += code.sign(shot, j) * amperes.middleAmperes();
        end[row][j] += code.sign(shot, j) * amperes.endAmperes();
      }
    }

    CellMeasurement.Instants decoded(int order, int row, int column) {
      return new CellMeasurement.Instants(
          start[row][column] / order,
          middle[row][column] / order,
          end[row][column] / order,
          startSeconds,
          order);
    }
  }

  private HadamardMatrix code(int array) {
    HadamardMatrix code = codes.get(array);
    if (code == null) {
      throw new IllegalStateException("hadamard: array=%d; it is not driven".formatted(array + 1));
    }
    return code;
  }

  private Sums sum(int array) {
    Sums sum = sums.get(array);
    if (sum == null) {
      throw new IllegalStateException("hadamard: array=%d; it is not driven".formatted(array + 1));
    }
    return sum;
  }
}
