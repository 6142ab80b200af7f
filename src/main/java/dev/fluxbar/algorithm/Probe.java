package dev.fluxbar.algorithm;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns shots into a program and its recording into measurements. */
final class Probe {
  private final BenchDescription bench;
  private final RowBounds bounds;
  private final double settleSeconds;
  private final int averages;

  /**
   * @param maxSiemens Wmax of the devices, for the choice of current ranges
   * @param settleSeconds wait after switches moved; 0 for none
   * @param averages conversions a sample
   */
  Probe(BenchDescription bench, double maxSiemens, double settleSeconds, int averages) {
    this.bench = bench;
    this.bounds = new RowBounds(bench, maxSiemens);
    this.settleSeconds = settleSeconds;
    this.averages = averages;
  }

  /** A program that gives every shot {@code signal} once, in order. */
  Program program(List<Shot> shots, Step signal) {
    ShotSteps steps = new ShotSteps(bench, settleSeconds);
    signals(steps, shots, signal);
    return steps.build();
  }

  /**
   * A program that gives every shot a block signal sampled at start, middle and end, and samples
   * the rows of driven cells at rest before the first and after the last.
   */
  Program certifiedProgram(List<Shot> shots, double tauSeconds) {
    ShotSteps steps = new ShotSteps(bench, settleSeconds);
    List<Step.Sense> senses = restSenses(shots);
    Rest rest = Rest.of(bench, senses, tauSeconds);
    rest(steps, shots.get(0), senses, rest);
    signals(steps, shots, certified(shots, tauSeconds));
    rest(steps, shots.get(shots.size() - 1), senses, rest);
    return steps.build();
  }

  private void rest(ShotSteps steps, Shot planned, List<Step.Sense> senses, Rest rest) {
    if (rest.samples() > 0) {
      steps.set(planned.onSteps(bench.channels()), senses);
      rest.steps().forEach(steps::then);
    }
  }

  /** One sense step an array with drivers, of all its rows whose cells are measured. */
  private List<Step.Sense> restSenses(List<Shot> shots) {
    Map<Integer, Step.Sense> all = new TreeMap<>();
    for (Shot planned : shots) {
      Shot shot = planned.onSteps(bench.channels());
      for (Step.Sense sense : senses(shot)) {
        int l = sense.array();
        boolean measured = shot.cells().stream().anyMatch(cell -> cell.array() == l);
        if (measured && shot.drives().containsKey(l)) {
          all.merge(l, sense, Probe::both);
        }
      }
    }
    return List.copyOf(all.values());
  }

  private static Step.Sense both(Step.Sense one, Step.Sense other) {
    int first = Math.min(one.firstRow(), other.firstRow());
    int end = Math.max(one.firstRow() + one.rowCount(), other.firstRow() + other.rowCount());
    int range = Math.max(one.range(), other.range());
    return new Step.Sense(one.array(), first, end - first, range, one.averages());
  }

  private void signals(ShotSteps steps, List<Shot> shots, Step signal) {
    for (Shot planned : shots) {
      Shot shot = planned.onSteps(bench.channels());
      steps.set(shot, senses(shot));
      steps.then(signal);
    }
  }

  /**
   * A block signal for {@code shots} that is sampled at start, middle and end, the start as soon as
   * all conversions fit behind the edge.
   */
  Step.Block certified(List<Shot> shots, double tauSeconds) {
    double guard = bench.tickSeconds();
    for (Shot planned : shots) {
      Shot shot = planned.onSteps(bench.channels());
      guard = Math.max(guard, Rest.waitSeconds(bench, senses(shot)));
    }
    return Step.Block.certified(tauSeconds, guard);
  }

  /** What the shots measured, in their order and the order of their cells. */
  List<CellMeasurement> measure(List<Shot> shots, Program program, Recording recording) {
    List<CellMeasurement> measured = new ArrayList<>();
    for (ShotView view : views(shots, program, recording)) {
      for (Cell cell : view.shot().cells()) {
        measured.add(measure(view, cell));
      }
    }
    return measured;
  }

  /** What was sampled of every shot, in their order. */
  List<ShotView> views(List<Shot> shots, Program program, Recording recording) {
    Samples samples = new Samples(recording);
    List<ShotView> views = new ArrayList<>();
    int step = 0;
    for (Step signal : program.steps()) {
      if (signal instanceof Step.Block || signal instanceof Step.Pulse) {
        Shot shot = shots.get(views.size()).onSteps(bench.channels());
        views.add(new ShotView(samples, step, signal, shot, ranges(shot)));
      }
      step += signal instanceof Step.Repeat repeat ? 1 + repeat.body().size() : 1;
    }
    return views;
  }

  private CellMeasurement measure(ShotView view, Cell cell) {
    int array = cell.array();
    if (view.saturated(array)) {
      return new CellMeasurement.Saturated(cell, array, view.range(array).largestAmperes());
    }
    double half = view.range(array).stepAmperes() / 2;
    CellMeasurement.Instants instants = view.instants(array, cell.row());
    Volts driven = view.shot().drives().get(array);
    if (driven != null) {
      double volts = driven.at(cell.column());
      if (instants != null) {
        double amperes = (instants.middleAmperes() - instants.endAmperes()) / 2;
        return with(instants, CellMeasurement.quotient(cell, amperes, half, volts, 0));
      }
      double real = volts + bench.channels().get(array).offsetVolts(cell.column());
      return CellMeasurement.quotient(cell, view.amperes(array, cell.row()), half, real, 0);
    }
    if (view.saturated(array - 1)) {
      return new CellMeasurement.Saturated(cell, array - 1, view.range(array - 1).largestAmperes());
    }
    Neuron neuron = neuron(view, cell);
    return with(
        instants,
        CellMeasurement.quotient(
            cell, view.amperes(array, cell.row()), half, neuron.volts, neuron.uncertainty));
  }

  private static CellMeasurement with(
      CellMeasurement.@Nullable Instants instants, CellMeasurement measurement) {
    return measurement instanceof CellMeasurement.Measured measured
        ? measured.with(instants)
        : measurement;
  }

  private record Neuron(double volts, double uncertainty) {}

  /** P = sigma(J) of the neuron that feeds the cell's column, from the rows that are closed. */
  private Neuron neuron(ShotView view, Cell cell) {
    Activation activation = bench.activation();
    int before = cell.array() - 1;
    double halfStepAmperes = view.range(before).stepAmperes() / 2;
    double amperes = 0;
    double error = 0;
    for (int row : feedingRows(view.shot(), cell)) {
      boolean minus = row != cell.column();
      amperes += minus ? -view.amperes(before, row) : view.amperes(before, row);
      error += halfStepAmperes;
    }
    // The slope falls with |J|: its largest value within the error bounds the change of sigma.
    double slope = activation.slopeOhms(Math.max(0, Math.abs(amperes) - error));
    return new Neuron(activation.volts(amperes), slope * error);
  }

  /** The rows of the array before that are closed and feed the cell's column. */
  private List<Integer> feedingRows(Shot shot, Cell cell) {
    ArraySwitches before = shot.setting().array(cell.array() - 1);
    ArrayShape shape = before.shape();
    List<Integer> rows = new ArrayList<>();
    for (int row = cell.column(); row < shape.rows(); row += shape.neurons()) {
      if (before.rowUsed(row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** The range of each array in which a shot is sampled. */
  private List<Channels.Range> ranges(Shot shot) {
    double[] largest = bounds.largestAmperes(shot);
    List<Channels.Range> ranges = new ArrayList<>();
    for (int l = 0; l < largest.length; l++) {
      Channels channels = bench.channels().get(l);
      ranges.add(channels.ranges().get(channels.rangeFor(largest[l])));
    }
    return ranges;
  }

  /** One sense step an array that a shot needs: the rows from its first to its last used one. */
  private List<Step.Sense> senses(Shot shot) {
    int layers = bench.shape().layers();
    int[] first = new int[layers];
    int[] last = new int[layers];
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(last, -1);
    for (Cell cell : shot.cells()) {
      widen(first, last, cell.array(), cell.row());
      if (!shot.drives().containsKey(cell.array())) {
        feedingRows(shot, cell).forEach(row -> widen(first, last, cell.array() - 1, row));
      }
    }
    double[] largest = bounds.largestAmperes(shot);
    List<Step.Sense> senses = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      if (last[l] >= 0) {
        int range = bench.channels().get(l).rangeFor(largest[l]);
        senses.add(new Step.Sense(l, first[l], last[l] - first[l] + 1, range, averages));
      }
    }
    return senses;
  }

  private static void widen(int[] first, int[] last, int array, int row) {
    first[array] = Math.min(first[array], row);
    last[array] = Math.max(last[array], row);
  }
}
