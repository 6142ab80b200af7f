package dev.fluxbar.bench.gpio;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Leftover;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums what measured times leave on each cell of a program. The jitter of one edge knows nothing of
 * the next one's: variances add. What is not known of a driver's offset is the same all along: it
 * is multiplied by the whole time.
 */
final class Leftovers {
  private final double[][] voltSeconds;
  private final double[][] variances;
  private final double[][] offsetDeviations;

  Leftovers(SwitchSetting any) {
    this.voltSeconds = new double[any.arrays().size()][];
    this.variances = new double[voltSeconds.length][];
    this.offsetDeviations = new double[voltSeconds.length][];
    for (int l = 0; l < voltSeconds.length; l++) {
      voltSeconds[l] = new double[any.array(l).shape().cells()];
      variances[l] = new double[voltSeconds[l].length];
      offsetDeviations[l] = new double[voltSeconds[l].length];
    }
  }

  /** Every closed cell of a column received this, by a time that is known so well. */
  void drove(int array, ArraySwitches closed, int column, double received, double deviation) {
    add(array, closed, column, received, deviation * deviation, 0);
  }

  /** Every closed cell of a column received this of a driver's offset that is known so well. */
  void offset(int array, ArraySwitches closed, int column, double received, double deviation) {
    add(array, closed, column, received, 0, deviation);
  }

  private void add(
      int array,
      ArraySwitches closed,
      int column,
      double received,
      double variance,
      double offsetDeviation) {
    int columns = closed.shape().columns();
    for (int k = 0; k < closed.shape().rows(); k++) {
      if (closed.isClosed(k, column)) {
        int i = k * columns + column;
        voltSeconds[array][i] += received;
        variances[array][i] += variance;
        offsetDeviations[array][i] += offsetDeviation;
      }
    }
  }

  /** Those of cells that received anything. */
  List<Leftover> list(SwitchSetting any) {
    List<Leftover> list = new ArrayList<>();
    for (int l = 0; l < voltSeconds.length; l++) {
      int columns = any.array(l).shape().columns();
      for (int i = 0; i < voltSeconds[l].length; i++) {
        double deviation = Math.hypot(Math.sqrt(variances[l][i]), offsetDeviations[l][i]);
        if (voltSeconds[l][i] != 0 || deviation != 0) {
          Cell cell = new Cell(l, i / columns, i % columns);
          list.add(new Leftover(cell, voltSeconds[l][i], deviation));
        }
      }
    }
    return list;
  }
}
