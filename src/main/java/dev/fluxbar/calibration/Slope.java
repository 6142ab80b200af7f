package dev.fluxbar.calibration;

/**
 * The line through the origin that fits points best.
 *
 * @param estimate its slope
 * @param residuals of the points; none where their deviation is 0
 */
record Slope(Estimate estimate, Residuals residuals) {

  /**
   * Least squares of points with one deviation.
   *
   * @param deviation of every y; 0: the points are taken as exact
   */
  static Slope of(double[] x, double[] y, double deviation) {
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += x[i] * x[i];
      xy += x[i] * y[i];
    }
    double slope = xy / xx;
    double[] left = new double[deviation > 0 ? x.length : 0];
    for (int i = 0; i < left.length; i++) {
      left[i] = (y[i] - slope * x[i]) / deviation;
    }
    return new Slope(new Estimate(slope, deviation / Math.sqrt(xx)), Residuals.of(left));
  }
}
