package dev.fluxbar.algorithm;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Volts;

/**
 * A proven bound on the row currents of each array: |J_k| is at most Wmax times the sum of |P_j|
 * over the closed cells of row k, and |P| of the next array at most sigma of that. A driver's
 * offset counts as driven.
 */
final class RowBounds {
  private final BenchDescription bench;
  private final double maxSiemens;

  RowBounds(BenchDescription bench, double maxSiemens) {
    this.bench = bench;
    this.maxSiemens = maxSiemens;
  }

  /** The largest row current of each array in amperes while {@code shot} is driven. */
  double[] largestAmperes(Shot shot) {
    double[] largest = new double[bench.shape().layers()];
    double[] fed = new double[0];
    for (int l = 0; l < largest.length; l++) {
      Volts driven = shot.drives().get(l);
      double[] columns = driven != null ? magnitudes(l, driven) : fed;
      double[] neurons = neuronBounds(shot.setting().array(l), columns);
      for (double bound : neurons) {
        largest[l] = Math.max(largest[l], bound);
      }
      fed = bench.cascade() ? next(neurons) : new double[0];
    }
    return largest;
  }

  /** What a driver gives at most, its offset included. */
  private double[] magnitudes(int array, Volts driven) {
    double[] volts = driven.toArray();
    for (int j = 0; j < volts.length; j++) {
      volts[j] = Math.abs(volts[j]) + Math.abs(bench.channels().get(array).offsetVolts(j));
    }
    return volts;
  }

  /** A pair of row bars is bounded as one row: weights W+ - W- lie within -Wmax to Wmax. */
  private double[] neuronBounds(ArraySwitches switches, double[] columnVolts) {
    ArrayShape shape = switches.shape();
    double[] bounds = new double[shape.neurons()];
    for (int j = 0; j < columnVolts.length; j++) {
      for (int k = 0; columnVolts[j] != 0 && k < bounds.length; k++) {
        boolean minus = shape.differential() && switches.isClosed(k + bounds.length, j);
        if (switches.isClosed(k, j) || minus) {
          bounds[k] += maxSiemens * Math.abs(columnVolts[j]);
        }
      }
    }
    return bounds;
  }

  private double[] next(double[] neuronAmperes) {
    Activation activation = bench.activation();
    return activation.volts(neuronAmperes);
  }
}
