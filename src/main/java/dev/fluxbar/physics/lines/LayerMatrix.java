package dev.fluxbar.physics.lines;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The conductances of one layer between the lines along, with the line across eliminated: {@code S
 * = G - G inverse(T + G) G}. What is off the diagonal is a product of positive numbers, and the
 * diagonal is summed from what leaves the place, so that nothing cancels where cells conduct far
 * better than the line.
 */
final class LayerMatrix {
  private final int width;
  private final int padded;
  private final Ladder across;
  private final double alongOhms;
  private final double acrossOhms;
  private final SymmetricInverse inverter;
  private final double[][] matrix;

  private final double[] siemens;
  private final double[] links;
  private final double[] diagonal;
  private final double[] reach;

  /** One row of the inverse of the line across, left of its diagonal. */
  private final double[] left;

  /** What leaves each place, in units of a segment along. */
  private final double[] leaving;

  LayerMatrix(int width, Ladder across, double alongOhms, double acrossOhms) {
    this.width = width;
    this.padded = SymmetricInverse.padded(width);
    this.across = across;
    this.alongOhms = alongOhms;
    this.acrossOhms = acrossOhms;
    this.inverter = new SymmetricInverse(padded);
    this.matrix = new double[padded][padded];
    this.siemens = new double[width];
    this.links = new double[width];
    this.diagonal = new double[width];
    this.reach = new double[width];
    this.left = new double[width];
    this.leaving = new double[width];
  }

  /**
   * Takes the cells of a layer.
   *
   * @param allLinks of the line across, from {@code at} on
   * @param throughSiemens written, one a place
   */
  void load(
      double[] allSiemens,
      int first,
      int stride,
      double[] allLinks,
      int at,
      double[] throughSiemens) {
    System.arraycopy(allLinks, at, links, 0, width);
    across.reach(links, 0, reach);
    across.diagonal(links, 0, diagonal);
    for (int p = 0; p < width; p++) {
      siemens[p] = allSiemens[first + p * stride];
      throughSiemens[p] = siemens[p] * reach[p];
      leaving[p] = alongOhms * throughSiemens[p];
    }
  }

  /**
   * The inverse of {@code neighbours I + r S - before}.
   *
   * @param before of the layer eliminated before this one, from {@code taken} on; null for the
   *     first
   * @param inverse written from {@code at} on, row after row
   */
  void invert(int neighbours, double @Nullable [] before, int taken, double[] inverse, int at) {
    for (int i = 0; i < width; i++) {
      double[] row = matrix[i];
      couplings(i);
      for (int j = 0; j < i; j++) {
        row[j] = -left[j];
      }
      if (before != null) {
        subtract(before, taken + i * padded, row, i);
      }
    }
    for (int i = 0; i < width; i++) {
      matrix[i][i] =
          neighbours + leaving[i] - (before == null ? 0 : before[taken + i * padded + i]);
    }
    for (int i = width; i < padded; i++) {
      Arrays.fill(matrix[i], 0);
      matrix[i][i] = 1;
    }
    inverter.invert(matrix, inverse, at);
  }

  private static void subtract(double[] before, int taken, double[] row, int count) {
    for (int j = 0; j < count; j++) {
      row[j] -= before[taken + j];
    }
  }

  private void couplings(int i) {
    double voltage = diagonal[i];
    for (int j = i - 1; j >= 0; j--) {
      voltage *= links[j];
      left[j] = voltage;
    }
    double factor = alongOhms * acrossOhms * siemens[i];
    double sum = 0;
    for (int j = 0; j < i; j++) {
      left[j] *= factor * siemens[j];
      leaving[j] += left[j];
    }
    for (int j = 0; j < i; j++) {
      sum += left[j];
    }
    leaving[i] += sum;
  }
}
