package dev.fluxbar.bench;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.util.List;

/**
 * What the programs of a session dissipated in the cells of a bench (Forni (12): the integral of v
 * i), and the largest row current that was measured. Energy is W times the volts squared and
 * seconds that a cell had; only the latter is known by itself. Not for use by several threads.
 */
public final class EnergyBook {
  private final NetworkShape shape;
  private final double[][] voltSquareSeconds;
  private double largestRowAmperes;

  EnergyBook(NetworkShape shape) {
    this.shape = shape;
    this.voltSquareSeconds = new double[shape.layers()][];
    for (int l = 0; l < voltSquareSeconds.length; l++) {
      voltSquareSeconds[l] = new double[shape.array(l).cells()];
    }
  }

  void add(int array, int cell, double received) {
    voltSquareSeconds[array][cell] += received;
  }

  void measured(Recording recording) {
    for (Sample sample : recording.samples()) {
      for (double amperes : sample.amperes()) {
        largestRowAmperes = Math.max(largestRowAmperes, Math.abs(amperes));
      }
    }
  }

  /** The largest row current of either sign in amperes; 0 if nothing was measured. */
  public double largestRowAmperes() {
    return largestRowAmperes;
  }

  /** The energy in joules if every cell had {@code siemens}. */
  public double joules(double siemens) {
    double sum = 0;
    for (double[] array : voltSquareSeconds) {
      for (double cell : array) {
        sum += cell;
      }
    }
    return siemens * sum;
  }

  /**
   * The energy in joules in the cells of some bars, which have been measured.
   *
   * @param maps the bars, one entry an array
   * @param siemens over these bars
   */
  public double joules(List<BarMap> maps, List<Matrix> siemens) {
    double sum = 0;
    for (int l = 0; l < maps.size(); l++) {
      BarMap map = maps.get(l);
      int columns = shape.array(l).columns();
      for (int k = 0; k < map.logical().rows(); k++) {
        for (int j = 0; j < map.logical().columns(); j++) {
          int cell = map.physicalRow(k) * columns + map.physicalColumn(j);
          sum += siemens.get(l).at(k, j) * voltSquareSeconds[l][cell];
        }
      }
    }
    return sum;
  }
}
