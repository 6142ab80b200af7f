package dev.fluxbar.array;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * How signed weights lie on pairs of memristors, {@code weight = W+ - W-} (Heidema Remark 4), and
 * back.
 *
 * @param lowSiemens the smallest memductance that is used, positive
 * @param highSiemens the largest, above it
 * @param mapping which of the pairs of one difference
 */
public record WeightPairs(double lowSiemens, double highSiemens, Mapping mapping) {

  private static final int SCALE_DIGITS = 4;

  /** Which of the pairs of one difference is taken. */
  public enum Mapping {
    /**
     * Both around the middle of the range: {@code W+ = middle + weight / 2}. Neither comes near an
     * end, where a device takes long pulses; a flux has the same way to both signs.
     */
    CENTRED,
    /**
     * One of the two at the lower end: {@code W+ = low + max(weight, 0)}. The least current, and so
     * the least energy, that the difference can have.
     */
    MINIMAL
  }

  public WeightPairs {
    if (!(lowSiemens > 0 && highSiemens > lowSiemens && highSiemens < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weight pairs: low-siemens=%s, high-siemens=%s; they must be positive and ascending"
              .formatted(lowSiemens, highSiemens));
    }
  }

  /** The largest weight of either sign that a pair can carry: the width of the range. */
  public double largestWeight() {
    return highSiemens - lowSiemens;
  }

  /**
   * The factor, at most 1, with which every weight fits: one for all layers, since all neurons are
   * alike. It has {@value #SCALE_DIGITS} digits, so that people and wires can say the neurons'
   * scale exactly. A neuron that sees scaled weights gives what it gave before when {@linkplain
   * Activation#scaled its scale} shrinks with them.
   */
  public double fittingScale(List<Matrix> layers) {
    double largest = 0;
    for (Matrix layer : layers) {
      for (double[] row : layer.toArrays()) {
        for (double weight : row) {
          largest = Math.max(largest, Math.abs(weight));
        }
      }
    }
    return largest <= largestWeight()
        ? 1
        : new BigDecimal(largestWeight() / largest)
            .round(new MathContext(SCALE_DIGITS, RoundingMode.DOWN))
            .doubleValue();
  }

  /**
   * The memductances that carry weights: plus rows first, then minus rows.
   *
   * @param layers weights, {@code [neurons][inputs]} each
   * @throws IllegalArgumentException if a weight is larger than a pair can carry; it names the
   *     weight
   */
  public Memductances siemens(List<Matrix> layers) {
    List<Matrix> arrays = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      check(l, layers.get(l));
      arrays.add(siemens(layers.get(l)));
    }
    return new Memductances(arrays);
  }

  private Matrix siemens(Matrix weights) {
    int neurons = weights.rows();
    return Matrix.fill(
        2 * neurons,
        weights.columns(),
        (k, j) -> k < neurons ? one(weights.at(k, j)) : one(-weights.at(k - neurons, j)));
  }

  /** The plus device of a weight, or the minus device of its negative. */
  private double one(double weight) {
    double siemens =
        mapping == Mapping.CENTRED
            ? (lowSiemens + highSiemens) / 2 + weight / 2
            : lowSiemens + Math.max(weight, 0);
    // Rounding at an end must not ask for more than the range.
    return Math.max(lowSiemens, Math.min(highSiemens, siemens));
  }

  private void check(int layer, Matrix weights) {
    for (int k = 0; k < weights.rows(); k++) {
      for (int j = 0; j < weights.columns(); j++) {
        if (!(Math.abs(weights.at(k, j)) <= largestWeight())) {
          throw new IllegalArgumentException(
              "weight: layer=%d, neuron=%d, input=%d, weight=%s, largest=%s; a pair of these devices"
                      .formatted(layer + 1, k + 1, j + 1, weights.at(k, j), largestWeight())
                  + " cannot carry it, scale the network to fit or train it with smaller weights");
        }
      }
    }
  }

  /** The signed weights of differential arrays, {@code [neurons][columns]} each. */
  public static List<Matrix> weights(Memductances siemens) {
    return siemens.arrays().stream().map(WeightPairs::weights).toList();
  }

  /** The signed weights of a differential array, {@code [neurons][columns]}. */
  public static Matrix weights(Matrix siemens) {
    int neurons = siemens.rows() / 2;
    return Matrix.fill(
        neurons, siemens.columns(), (k, j) -> siemens.at(k, j) - siemens.at(k + neurons, j));
  }
}
