package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.BenchDescription;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a cascade are believed to be, and what therefore reaches the columns of a later
 * array while the first is driven. Heidema (8) with the device model, by the midpoint rule.
 *
 * <p>One reading and a wrong model make it wrong; it serves to choose the next pulse, and what that
 * did is measured.
 */
final class FeedModel {
  private final BenchDescription bench;
  private final ModelFlux model;
  private final double[][][] flux;

  /** Every cell at the flux 0 of the model. */
  FeedModel(BenchDescription bench, ModelFlux model) {
    this.bench = bench;
    this.model = model;
    this.flux = new double[bench.shape().layers()][][];
    for (int l = 0; l < flux.length; l++) {
      flux[l] = new double[bench.shape().array(l).rows()][bench.shape().array(l).columns()];
    }
  }

  /** A cell was measured. */
  void believe(Cell cell, double siemens) {
    flux[cell.array()][cell.row()][cell.column()] = model.voltSeconds(siemens);
  }

  /** A cell received flux. */
  void moved(Cell cell, double voltSeconds) {
    flux[cell.array()][cell.row()][cell.column()] += voltSeconds;
  }

  double siemens(Cell cell) {
    return model.siemens(flux[cell.array()][cell.row()][cell.column()]);
  }

  /** The least current that a volt on every driven column puts through a neuron that is used. */
  double leastAmperesPerVolt(Feed feed) {
    double[] amperes = new double[bench.shape().array(0).neurons()];
    for (Cell cell : feed.passed().get(0)) {
      amperes[bench.shape().array(0).neuronOf(cell.row())] += siemens(cell);
    }
    double least = Double.POSITIVE_INFINITY;
    for (double one : amperes) {
      least = one > 0 ? Math.min(least, one) : least;
    }
    return least;
  }

  /**
   * What reaches the columns of the fed array while every driven column is at {@code volts}; moves
   * no belief.
   *
   * @param enough ends the course once every column of it has received so much, in volt-seconds of
   *     either sign; 0 for columns that do not matter
   * @param mostSeconds ends it in any case
   */
  Course course(Feed feed, double volts, double[] enough, double stepSeconds, double mostSeconds) {
    double[][] state = state(feed);
    Course course = new Course(stepSeconds, columns(feed, state, volts, null));
    while (course.lastSeconds() < mostSeconds && !course.reaches(enough)) {
      step(feed, state, volts, stepSeconds);
      course.add(columns(feed, state, volts, null));
    }
    return course;
  }

  /** The passed cells received what {@code seconds} at {@code volts} give them. */
  void drive(Feed feed, double volts, double seconds, int steps) {
    double[][] state = state(feed);
    for (int i = 0; i < steps; i++) {
      step(feed, state, volts, seconds / steps);
    }
    for (int l = 0; l < state.length; l++) {
      List<Cell> cells = feed.passed().get(l);
      for (int i = 0; i < state[l].length; i++) {
        flux[l][cells.get(i).row()][cells.get(i).column()] = state[l][i];
      }
    }
  }

  private double[][] state(Feed feed) {
    double[][] state = new double[feed.passed().size()][];
    for (int l = 0; l < state.length; l++) {
      state[l] =
          feed.passed().get(l).stream()
              .mapToDouble(cell -> flux[cell.array()][cell.row()][cell.column()])
              .toArray();
    }
    return state;
  }

  private void step(Feed feed, double[][] state, double volts, double seconds) {
    double[][] rates = new double[state.length][];
    columns(feed, state, volts, rates);
    double[][] middle = new double[state.length][];
    columns(feed, moved(state, rates, seconds / 2), volts, middle);
    double[][] next = moved(state, middle, seconds);
    System.arraycopy(next, 0, state, 0, state.length);
  }

  /**
   * The column voltages of the fed array.
   *
   * @param rates null, or filled with the column voltage of every passed cell
   */
  private double[] columns(Feed feed, double[][] state, double volts, double @Nullable [][] rates) {
    double[] columns = new double[bench.shape().inputs()];
    Arrays.fill(columns, volts);
    for (int l = 0; l < state.length; l++) {
      ArrayShape shape = bench.shape().array(l);
      List<Cell> cells = feed.passed().get(l);
      double[] amperes = new double[shape.neurons()];
      double[] rate = new double[state[l].length];
      for (int i = 0; i < rate.length; i++) {
        Cell cell = cells.get(i);
        rate[i] = columns[cell.column()];
        int neuron = shape.neuronOf(cell.row());
        double one = model.siemens(state[l][i]) * rate[i];
        amperes[neuron] += neuron == cell.row() ? one : -one;
      }
      if (rates != null) {
        rates[l] = rate;
      }
      columns = bench.activation().volts(amperes);
    }
    return columns;
  }

  private static double[][] moved(double[][] state, double[][] rates, double seconds) {
    double[][] moved = new double[state.length][];
    for (int l = 0; l < state.length; l++) {
      moved[l] = new double[state[l].length];
      for (int i = 0; i < moved[l].length; i++) {
        moved[l][i] = state[l][i] + rates[l][i] * seconds;
      }
    }
    return moved;
  }
}
