package dev.fluxbar.physics;

import org.jspecify.annotations.Nullable;

/**
 * Finds {@link DrivenCurrents}: the currents at the beginning of a stretch plus the integral of
 * their slopes, which it asks for at no more instants than it takes until the highest Chebyshev
 * coefficients vanish. A slope of W is far cheaper than W, and integrating damps what is left out.
 *
 * <p>How many it took is remembered for later stretches in which as much flux passes: nearly always
 * the first attempt is right.
 */
final class CurrentFit {
  private static final int STEP = 4;
  private static final ChebyshevRule[] RULES = new ChebyshevRule[24];
  static final int MOST_NODES = STEP * RULES.length;

  static {
    for (int i = 0; i < RULES.length; i++) {
      RULES[i] = new ChebyshevRule(STEP * (i + 1));
    }
  }

  /** So many of the highest coefficients must vanish: some of them may do so by symmetry. */
  private static final int TAIL = 3;

  /**
   * What the last integrated coefficient of one band may do to a flux behind the neurons over one
   * stretch. Where coefficients fall by a third each, what is left out sums to three times the
   * last, as much again folds back onto lower ones, and the constant doubles both: twelve times
   * this from each band, 1e-10 V s from all four. The project promises 1e-9.
   */
  private static final double FLUX_VOLT_SECONDS = 2e-12;

  /** Experience is kept for every eighth of a device's width that the hardest cell passes. */
  private static final int KINDS_A_WIDTH = 8;

  private final double widthVoltSeconds;
  private final double maxSiemens;
  private final double ohms;
  private final int[] learned = new int[2 * KINDS_A_WIDTH + 1];
  private final double[] instants = new double[MOST_NODES];
  private final double[] slopes = new double[MOST_NODES];
  private final double[][] coefficients;

  /**
   * @param neurons at most so many
   * @param widthVoltSeconds the flux across which the devices change
   * @param ohms the steepest slope of the neurons
   */
  CurrentFit(int neurons, double widthVoltSeconds, double maxSiemens, double ohms) {
    this.coefficients = new double[neurons][MOST_NODES];
    this.widthVoltSeconds = widthVoltSeconds;
    this.maxSiemens = maxSiemens;
    this.ohms = ohms;
    for (int kind = 0; kind < learned.length; kind++) {
      learned[kind] = Math.min(RULES.length - 1, kind);
    }
  }

  /**
   * The currents over one stretch.
   *
   * @param sign 1 or -1, of the drive
   * @param fromSeconds since the flux that {@code rows} gathered
   * @return null if the stretch is too long, or a device too rough
   */
  @Nullable DrivenCurrents of(DrivenRows rows, double sign, double fromSeconds, double seconds) {
    double[][] sum = new double[rows.neurons.length][MOST_NODES];
    int degrees = STEP;
    for (int band = 0; band < DrivenRows.BANDS; band++) {
      double widths = rows.largestVolts(band) * seconds / widthVoltSeconds;
      if (widths > 2) {
        return null;
      }
      int nodes = widths == 0 ? STEP : addBand(rows, band, sign, fromSeconds, seconds, widths, sum);
      if (nodes == 0) {
        return null;
      }
      degrees = Math.max(degrees, nodes);
    }
    double[] atFirst = new double[sum.length];
    rows.amperes(sign, fromSeconds, atFirst);
    for (int n = 0; n < sum.length; n++) {
      ChebyshevRule.integrate(sum[n], degrees, atFirst[n]);
    }
    return new DrivenCurrents(fromSeconds, seconds, sum, degrees);
  }

  /** Adds the coefficients of one band; returns how many there are, or 0 if no rule is enough. */
  private int addBand(
      DrivenRows rows,
      int band,
      double sign,
      double fromSeconds,
      double seconds,
      double widths,
      double[][] sum) {
    int kind = (int) (widths * KINDS_A_WIDTH);
    double rounding = rows.sumOfVolts(band) * maxSiemens * 0x1p-53;
    double enough = Math.max(FLUX_VOLT_SECONDS / (ohms * seconds), rounding);
    for (int i = learned[kind]; i < RULES.length; i++) {
      ChebyshevRule rule = RULES[i];
      double tail = 0;
      double lowerTail = 0;
      for (int q = 0; q < rule.nodes; q++) {
        instants[q] = sign * (fromSeconds + seconds * rule.node[q]);
      }
      // Integration divides the coefficient of degree d by 4 d, and the one before adds its part.
      double ofIntegral = seconds / (2 * rule.nodes);
      for (int n = 0; n < sum.length && tail <= enough; n++) {
        rows.slopes(band, n, instants, slopes, rule.nodes);
        rule.coefficients(slopes, 0, coefficients[n]);
        double[] of = coefficients[n];
        tail = Math.max(tail, ofIntegral * largest(of, rule.nodes - TAIL, rule.nodes));
        int lower = Math.max(0, rule.nodes - STEP - TAIL);
        lowerTail = Math.max(lowerTail, ofIntegral * largest(of, lower, rule.nodes));
      }
      if (tail <= enough) {
        learned[kind] = lowerTail < enough / 2 ? Math.max(fewest(widths), i - 1) : i;
        for (int n = 0; n < sum.length; n++) {
          for (int d = 0; d < rule.nodes; d++) {
            sum[n][d] = Math.fma(seconds, coefficients[n][d], sum[n][d]);
          }
        }
        return rule.nodes;
      }
    }
    learned[kind] = RULES.length - 1;
    return 0;
  }

  /** The smallest rule whose nodes do not jump over a device. */
  private static int fewest(double widths) {
    return (int) (3 * widths);
  }

  private static double largest(double[] coefficients, int from, int to) {
    double largest = 0;
    for (int d = from; d < to; d++) {
      largest = Math.max(largest, Math.abs(coefficients[d]));
    }
    return largest;
  }
}
