package dev.fluxbar.bench.gpio;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Leftover;
import java.util.ArrayList;
import java.util.List;

/** Sums what measured times leave on each cell of a program. */
final class Leftovers {
  private final double[][] voltSeconds;
  private final double[][] deviations;

  Leftovers(SwitchSetting any) {
    this.voltSeconds = new double[any.arrays().size()][];
    this.deviations = new double[voltSeconds.length][];
    for (int l = 0; l < voltSeconds.length; l++) {
      voltSeconds[l] = new double[any.array(l).shape().cells()];
      deviations[l] = new double[voltSeconds[l].length];
    }
  }

  /** Every closed cell of a column received this. */
  void add(int array, ArraySwitches closed, int column, double received, double deviation) {
    int columns = closed.shape().columns();
    for (int k = 0; k < closed.shape().rows(); k++) {
      if (closed.isClosed(k, column)) {
        voltSeconds[array][k * columns + column] += received;
        deviations[array][k * columns + column] += deviation;
      }
    }
  }

  /** Those of cells that received anything. */
  List<Leftover> list(SwitchSetting any) {
    List<Leftover> list = new ArrayList<>();
    for (int l = 0; l < voltSeconds.length; l++) {
      int columns = any.array(l).shape().columns();
      for (int i = 0; i < voltSeconds[l].length; i++) {
        if (voltSeconds[l][i] != 0 || deviations[l][i] != 0) {
          Cell cell = new Cell(l, i / columns, i % columns);
          list.add(new Leftover(cell, voltSeconds[l][i], deviations[l][i]));
        }
      }
    }
    return list;
  }
}
