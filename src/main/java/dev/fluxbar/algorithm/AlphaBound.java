package dev.fluxbar.algorithm;

import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.memristor.FluxControlled;

/**
 * The largest step size for which writing converges (Heidema (18)), in volts a siemens: 1 / (T beta
 * (eta Wmax)^(l-1)) for layer l. A cell with a column driver of its own is a cell of layer 1.
 */
public final class AlphaBound {
  private AlphaBound() {}

  /** The bound for cells of one array, zero-based. */
  public static double ofArray(
      BenchDescription bench, FluxControlled device, double pulseSeconds, int array) {
    double gain = bench.activation().lipschitzOhms() * device.maxSiemens();
    double power = bench.cascade() ? StrictMath.pow(gain, array) : 1;
    return 1
        / (wholeTicks(pulseSeconds, bench.tickSeconds())
            * device.lipschitzSiemensPerVoltSecond()
            * power);
  }

  /** The least bound of all arrays: 1 / (T beta max(1, (eta Wmax)^(L-1))) in a cascade. */
  public static double ofAll(BenchDescription bench, FluxControlled device, double pulseSeconds) {
    double least = Double.POSITIVE_INFINITY;
    for (int l = 0; l < bench.shape().layers(); l++) {
      least = Math.min(least, ofArray(bench, device, pulseSeconds, l));
    }
    return least;
  }

  /** The width that the board gives a pulse: rounding must not lengthen T behind the bound. */
  private static double wholeTicks(double seconds, double tickSeconds) {
    return Math.max(1, Math.rint(seconds / tickSeconds)) * tickSeconds;
  }
}
