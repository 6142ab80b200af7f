package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.ColumnDrivers;

/**
 * The codes that stand for 0 V. No code is at virtual ground: it lies half a step beside two of
 * them, and each driver has an offset besides. So every signal is centred on one of the codes
 * around it, chosen so that what the signals leave on a cell together stays below one signal at
 * half a step.
 */
final class Centres {

  /** Virtual ground in codes. */
  private static final double GROUND = Sketch.LARGEST_CODE / 2.0;

  private final ColumnDrivers drivers;
  private final double[] left = new double[Sketch.LINES];
  private double[] told = new double[Sketch.LINES];

  Centres(ColumnDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * The centres of a signal that stands for so many seconds, one a column; it counts as passed.
   *
   * @param seconds in all, balanced about its centres
   */
  int[] next(double seconds) {
    int[] centres = new int[Sketch.LINES];
    for (int j = 0; j < centres.length; j++) {
      double step = drivers.transfer(j).gain() * Sketch.STEP_VOLTS;
      double offset = drivers.transfer(j).offsetVolts();
      double wanted = -left[j] / seconds - offset;
      centres[j] = (int) Math.rint(GROUND + wanted / step);
      left[j] += seconds * (offset + step * (centres[j] - GROUND));
    }
    return centres;
  }

  /**
   * What drivers have left since the last call on every cell of their columns, by what is known.
   */
  double[] since() {
    double[] since = new double[left.length];
    for (int j = 0; j < since.length; j++) {
      since[j] = left[j] - told[j];
    }
    told = left.clone();
    return since;
  }
}
