package dev.fluxbar.calibration;

/**
 * The noise of one row's input.
 *
 * @param white rms of what is new in every conversion, in amperes
 * @param slow rms of what the conversions of one sample share, in amperes: noise that is slower
 *     than a sample, 1/f above all
 */
record Noise(Estimate white, double slow) {

  /** The rms of one conversion. */
  Estimate ofOne() {
    return new Estimate(Math.hypot(white.value(), slow), white.deviation());
  }

  /** The standard deviation of a mean over samples. */
  double ofMean(Look.Shares shares) {
    double averages = shares.averages() * (double) shares.repeats();
    return Estimate.together(
        white.value() / Math.sqrt(averages), slow / Math.sqrt(shares.repeats()));
  }

  /** What rounding leaves in a mean of many conversions. */
  double rounding(double stepAmperes) {
    return Rounding.rms(white.value(), stepAmperes);
  }
}
