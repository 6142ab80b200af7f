package dev.fluxbar.app.endurance;

/**
 * A straight line through values over time, by least squares.
 *
 * @param slopePerSecond of the line
 * @param standardError of the slope, from the scatter about the line, as if the samples knew
 *     nothing of each other
 * @param scatter of the values about the line, one standard deviation
 * @param startSeconds where it begins
 * @param endSeconds where it ends
 * @param startValue what it says there
 */
record Trend(
    double slopePerSecond,
    double standardError,
    double scatter,
    double startSeconds,
    double endSeconds,
    double startValue) {

  /**
   * @param seconds at least three, not all the same
   * @param values as many
   */
  static Trend of(double[] seconds, double[] values) {
    int count = seconds.length;
    if (count < 3 || values.length != count) {
      throw new IllegalArgumentException(
          "trend: times=%d, values=%d; give as many of each, at least three"
              .formatted(count, values.length));
    }
    double meanX = mean(seconds);
    double meanY = mean(values);
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < count; i++) {
      xx += (seconds[i] - meanX) * (seconds[i] - meanX);
      xy += (seconds[i] - meanX) * (values[i] - meanY);
    }
    double slope = xy / xx;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double off = values[i] - meanY - slope * (seconds[i] - meanX);
      squares += off * off;
    }
    double scatter = Math.sqrt(squares / (count - 2));
    return new Trend(
        slope,
        scatter / Math.sqrt(xx),
        scatter,
        seconds[0],
        seconds[count - 1],
        meanY + slope * (seconds[0] - meanX));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** From its beginning to its end. */
  double growth() {
    return slopePerSecond * (endSeconds - startSeconds);
  }

  double endValue() {
    return startValue + growth();
  }

  /**
   * Whether it does not rise: by less than it scatters, or than three standard errors. A leak grows
   * with time and the scatter does not, so that one which hides in an hour is seen in a day.
   */
  boolean flat() {
    return growth() <= scatter || slopePerSecond <= 3 * standardError;
  }
}
