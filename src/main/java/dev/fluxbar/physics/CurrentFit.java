package dev.fluxbar.physics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@link DrivenCurrents}: evaluates W at no more instants than it takes until the highest
 * Chebyshev coefficients vanish.
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

  /** Allowed error of the fluxes behind the neurons from one stretch. */
  private static final double FLUX_VOLT_SECONDS = 2e-12;

  /** Experience is kept for every eighth of a device's width that the hardest cell passes. */
  private static final int KINDS_A_WIDTH = 8;

  private final double widthVoltSeconds;
  private final double maxSiemens;
  private final double ohms;
  private final int[] learned = new int[2 * KINDS_A_WIDTH + 1];
  private final double[] coefficients = new double[MOST_NODES];
  private double[] amperes = {};

  /**
   * @param widthVoltSeconds the flux across which the devices change
   * @param ohms the steepest slope of the neurons
   */
  CurrentFit(double widthVoltSeconds, double maxSiemens, double ohms) {
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
      evaluate(rows, band, sign, fromSeconds, seconds, rule);
      double tail = 0;
      double lowerTail = 0;
      for (int n = 0; n < sum.length; n++) {
        rule.coefficients(amperes, n * rule.nodes, coefficients);
        tail = Math.max(tail, largest(rule.nodes - TAIL, rule.nodes));
        lowerTail = Math.max(lowerTail, largest(Math.max(0, rule.nodes - STEP - TAIL), rule.nodes));
        if (!(tail <= enough)) {
          break;
        }
      }
      if (tail <= enough) {
        learned[kind] = lowerTail < enough / 2 ? Math.max(fewest(widths), i - 1) : i;
        for (int n = 0; n < sum.length; n++) {
          rule.coefficients(amperes, n * rule.nodes, coefficients);
          for (int d = 0; d < rule.nodes; d++) {
            sum[n][d] += coefficients[d];
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

  private double largest(int from, int to) {
    double largest = 0;
    for (int d = from; d < to; d++) {
      largest = Math.max(largest, Math.abs(coefficients[d]));
    }
    return largest;
  }

  private void evaluate(
      DrivenRows rows,
      int band,
      double sign,
      double fromSeconds,
      double seconds,
      ChebyshevRule rule) {
    if (amperes.length < rows.neurons.length * MOST_NODES) {
      amperes = new double[rows.neurons.length * MOST_NODES];
    }
    double[] instants = Arrays.copyOf(rule.node, rule.nodes);
    for (int q = 0; q < instants.length; q++) {
      instants[q] = fromSeconds + seconds * instants[q];
    }
    rows.amperes(band, sign, instants, rule.nodes, amperes);
  }
}
