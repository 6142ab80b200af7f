package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;
import java.util.List;

/**
 * Weights that hold patterns: the sum of {@code p_i p_j} over all patterns p (Hebb; Hopfield, PNAS
 * 79, 1982), 0 from a neuron to itself, scaled to what memristors can have.
 */
public final class Hebbian {

  private Hebbian() {}

  /**
   * The weights in siemens, {@code [to][from]}.
   *
   * @param patterns at least one, of one size
   * @param largestSiemens what the largest weight becomes, positive
   */
  public static Matrix weights(List<Pattern> patterns, double largestSiemens) {
    if (!(largestSiemens > 0 && largestSiemens < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "patterns: largest-weight-siemens=%s; it must be positive and finite"
              .formatted(largestSiemens));
    }
    int n = patterns.get(0).size();
    double[][] sums = new double[n][n];
    double largest = 0;
    for (Pattern pattern : patterns) {
      if (pattern.size() != n) {
        throw new IllegalArgumentException(
            "patterns: name=%s, size=%d, size-of-the-first=%d; all must have one size"
                .formatted(pattern.name(), pattern.size(), n));
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (Pattern pattern : patterns) {
          sums[i][j] += i == j ? 0 : pattern.signs()[i] * pattern.signs()[j];
        }
        largest = Math.max(largest, Math.abs(sums[i][j]));
      }
    }
    double scale = largest > 0 ? largestSiemens / largest : 0;
    return Matrix.of(sums).map(sum -> scale * sum);
  }
}
