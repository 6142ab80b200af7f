package dev.fluxbar.calibration;

/** A row bar as a ladder: sources behind resistors along it, its input at the far end. */
final class RowLadder {

  private RowLadder() {}

  /**
   * What the input takes, exactly.
   *
   * @param volts of each column's source
   * @param seriesOhms between each source and the row
   * @param segmentOhms between neighbouring columns, and from the last one to the input at 0 V
   */
  static double amperes(double[] volts, double[] seriesOhms, double segmentOhms) {
    // What lies before a crosspoint as one source: volts over a conductance seen backwards.
    double siemens = 0;
    double shortAmperes = 0;
    for (int j = 0; j < volts.length; j++) {
      siemens += 1 / seriesOhms[j];
      shortAmperes += volts[j] / seriesOhms[j];
      double share = 1 / (1 + siemens * segmentOhms);
      siemens *= share;
      shortAmperes *= share;
    }
    return shortAmperes;
  }
}
