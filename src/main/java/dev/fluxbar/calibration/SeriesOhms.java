package dev.fluxbar.calibration;

/**
 * What lies in series with a cell: segments of its column and row, and its closed switch.
 *
 * @param column of one segment of a column
 * @param row of one segment of a row
 * @param closedSwitch of a closed switch, taken as exact
 */
record SeriesOhms(Estimate column, Estimate row, double closedSwitch) {

  /** Lines without resistance. */
  static SeriesOhms none(double closedSwitch) {
    return new SeriesOhms(Estimate.exact(0), Estimate.exact(0), closedSwitch);
  }

  /**
   * In series with the cell in row {@code k} and column {@code j} of {@code columns}, both from 0,
   * when it is the only closed one of both lines: a driver stands before row 0, an input after the
   * last column.
   */
  Estimate alone(int k, int j, int columns) {
    double value = closedSwitch + (k + 1) * column.value() + (columns - j) * row.value();
    double deviation =
        Estimate.together((k + 1) * column.deviation(), (columns - j) * row.deviation());
    return new Estimate(value, deviation);
  }
}
