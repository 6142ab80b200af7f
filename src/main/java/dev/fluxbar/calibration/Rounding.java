package dev.fluxbar.calibration;

/** What rounding to steps leaves in a mean of many conversions. */
final class Rounding {
  private static final int HARMONICS = 20;

  private Rounding() {}

  /**
   * The rms over all currents of the error that is the same in every conversion: a step over the
   * square root of 12 without noise, next to nothing once noise of half a step spreads the counts.
   * The mean of a rounded sum x + noise is x + sum_m (-1)^m step / (pi m) exp(-2 (pi m s)^2) sin(2
   * pi m x / step), with s the noise in steps (Widrow).
   */
  static double rms(double noiseAmperes, double stepAmperes) {
    if (stepAmperes == 0) {
      return 0;
    }
    double steps = noiseAmperes / stepAmperes;
    double squares = 0;
    for (int m = 1; m <= HARMONICS; m++) {
      double damped = Math.exp(-2 * Math.pow(Math.PI * m * steps, 2)) / (Math.PI * m);
      squares += damped * damped / 2;
    }
    return stepAmperes * Math.sqrt(squares);
  }
}
