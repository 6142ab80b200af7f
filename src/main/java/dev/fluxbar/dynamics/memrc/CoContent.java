package dev.fluxbar.dynamics.memrc;

/**
 * The co-content of a one-port at a voltage over time: the integral of {@code <i, du>} along the
 * path of voltages {@code s u}, s from 0 to 1, for each of which the one-port is simulated anew
 * (Forni (29b), (31)).
 *
 * @param joules with the ordinary product: for a resistor half of what it dissipates (16b), for a
 *     one-port with memory not
 * @param weightedSquareVoltSeconds with the product weighted by 1/g: {@code <u, u> / 2}, whatever
 *     the memory
 */
public record CoContent(double joules, double weightedSquareVoltSeconds) {

  private static final double INNER = Math.sqrt(3.0 / 7 - 2.0 / 7 * Math.sqrt(6.0 / 5));
  private static final double OUTER = Math.sqrt(3.0 / 7 + 2.0 / 7 * Math.sqrt(6.0 / 5));

  /** Gauss' rule with four points on 0 to 1, exact to the power 7. */
  private static final double[] NODES = {
    (1 - OUTER) / 2, (1 - INNER) / 2, (1 + INNER) / 2, (1 + OUTER) / 2
  };

  private static final double[] WEIGHTS = {
    (18 - Math.sqrt(30)) / 72,
    (18 + Math.sqrt(30)) / 72,
    (18 + Math.sqrt(30)) / 72,
    (18 - Math.sqrt(30)) / 72
  };

  private static final int PIECES = 4;

  /**
   * Of a one-port.
   *
   * @param start its states at first; copied
   * @param volts across it at equal distances; straight lines between
   * @param seconds from the first to the last
   */
  public static CoContent of(
      Memconductance element, double[] start, double[] volts, double seconds) {
    double joules = 0;
    double weighted = 0;
    for (int piece = 0; piece < PIECES; piece++) {
      for (int p = 0; p < NODES.length; p++) {
        double s = (piece + NODES[p]) / PIECES;
        double weight = WEIGHTS[p] / PIECES;
        double[] products = along(element, start, volts, seconds, s);
        joules += weight * products[0];
        weighted += weight * products[1];
      }
    }
    return new CoContent(joules, weighted);
  }

  /** {@code <i_s, u>}, and the same weighted by 1 / g. */
  private static double[] along(
      Memconductance element, double[] start, double[] volts, double seconds, double s) {
    double[] x = start.clone();
    double step = seconds / (volts.length - 1);
    double[] products = new double[2];
    double siemens = element.siemens(x, 0);
    for (int n = 1; n < volts.length; n++) {
      element.advance(x, 0, s * (volts[n - 1] + volts[n]) / 2, step);
      double next = element.siemens(x, 0);
      double before = siemens * s * volts[n - 1];
      double after = next * s * volts[n];
      products[0] += step / 2 * (before * volts[n - 1] + after * volts[n]);
      products[1] += step / 2 * (before / siemens * volts[n - 1] + after / next * volts[n]);
      siemens = next;
    }
    return products;
  }
}
