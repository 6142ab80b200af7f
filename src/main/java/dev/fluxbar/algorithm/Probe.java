package dev.fluxbar.algorithm;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** A program without repeats that gives every shot {@code signal} once, in order. */
  Program program(List<Shot> shots, Step signal) {
    ShotSteps steps = new ShotSteps(bench, settleSeconds);
    for (Shot planned : shots) {
      Shot shot = planned.onSteps(bench.channels());
      steps.set(shot, senses(shot));
      steps.then(signal);
    }
    return steps.build();
  }

  /** What the shots measured, in their order and the order of their cells. */
  List<CellMeasurement> measure(List<Shot> shots, Program program, Recording recording) {
    Samples samples = new Samples(recording);
    List<CellMeasurement> measured = new ArrayList<>();
    int next = 0;
    for (int step = 0; step < program.steps().size(); step++) {
      Step signal = program.steps().get(step);
      if (signal instanceof Step.Block || signal instanceof Step.Pulse) {
        int instant = signal instanceof Step.Block ? Step.Block.MIDDLE : 0;
        Shot shot = shots.get(next).onSteps(bench.channels());
        next++;
        List<Channels.Range> ranges = ranges(shot);
        for (Cell cell : shot.cells()) {
          measured.add(measure(new View(samples, step, instant, shot, ranges), cell));
        }
      }
    }
    return measured;
  }

  /** The current of one row in one shot, {@code shot} counted within the program. */
  record RowCurrents(
      int shot, int array, int row, double amperes, Channels.Range range, boolean saturated) {}

  /** The currents of the rows of every shot's cells, in the order of shots and cells. */
  List<RowCurrents> rowCurrents(List<Shot> shots, Program program, Recording recording) {
    Samples samples = new Samples(recording);
    List<RowCurrents> currents = new ArrayList<>();
    int next = 0;
    for (int step = 0; step < program.steps().size(); step++) {
      if (program.steps().get(step) instanceof Step.Block) {
        List<Channels.Range> ranges = ranges(shots.get(next).onSteps(bench.channels()));
        for (Cell cell : shots.get(next).cells()) {
          Sample sample = samples.at(step, 0, Step.Block.MIDDLE, cell.array());
          Channels.Range range = ranges.get(cell.array());
          double amperes = sample.amperes(cell.row());
          currents.add(
              new RowCurrents(next, cell.array(), cell.row(), amperes, range, sample.saturated()));
        }
        next++;
      }
    }
    return currents;
  }

  /** What was sampled of one shot. */
  private record View(
      Samples samples, int step, int instant, Shot shot, List<Channels.Range> ranges) {
    Sample of(int array) {
      return samples.at(step, 0, instant, array);
    }
  }

  private CellMeasurement measure(View view, Cell cell) {
    int array = cell.array();
    Channels.Range range = view.ranges().get(array);
    Sample sample = view.of(array);
    if (sample.saturated()) {
      return new CellMeasurement.Saturated(cell, array, range.largestAmperes());
    }
    double amperes = sample.amperes(cell.row());
    double half = range.stepAmperes() / 2;
    Volts driven = view.shot().drives().get(array);
    if (driven != null) {
      return CellMeasurement.quotient(cell, amperes, half, driven.at(cell.column()), 0);
    }
    Sample feeding = view.of(array - 1);
    Channels.Range feedingRange = view.ranges().get(array - 1);
    if (feeding.saturated()) {
      return new CellMeasurement.Saturated(cell, array - 1, feedingRange.largestAmperes());
    }
    Neuron neuron = neuron(view.shot(), cell, feeding, feedingRange.stepAmperes() / 2);
    return CellMeasurement.quotient(cell, amperes, half, neuron.volts, neuron.uncertainty);
  }

  private record Neuron(double volts, double uncertainty) {}

  /** P = sigma(J) of the neuron that feeds the cell's column, from the rows that are closed. */
  private Neuron neuron(Shot shot, Cell cell, Sample feeding, double halfStepAmperes) {
    Activation activation = bench.activation();
    double amperes = 0;
    double error = 0;
    for (int row : feedingRows(shot, cell)) {
      boolean minus = row != cell.column();
      amperes += minus ? -feeding.amperes(row) : feeding.amperes(row);
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
