package dev.fluxbar.bench.openmena;

import java.util.List;

/**
 * What the rows showed of one block signal, vector by vector. The signal goes back over every flux
 * that it passed: vector i and its mirror within each half see one memductance at opposite volts,
 * so that the mean of the two is the same for all pairs, whatever the cells do in between. A number
 * that was altered on its way breaks that.
 */
final class BlockShown {
  private static final double TWENTIETHS = Sketch.CONVERSIONS;

  private final List<List<Integer>> twentieths;
  private final int plateau;
  private final boolean inverted;

  /**
   * @param twentieths one list of eight means a vector, in twentieths of a count
   * @param inverted whether the signal began with its positive part
   */
  BlockShown(List<List<Integer>> twentieths, boolean inverted) {
    this.twentieths = twentieths;
    this.plateau = twentieths.size() / 4;
    this.inverted = inverted;
  }

  private double counts(int vector, int row) {
    return twentieths.get(vector).get(row) / TWENTIETHS;
  }

  /**
   * Half the difference that the drivers make: of the two vectors before and after T/2 and of the
   * first and the last, which lie symmetrically about the flux at which the signal began.
   */
  double odd(int row) {
    int last = 4 * plateau - 1;
    double difference =
        counts(2 * plateau - 1, row)
            + counts(2 * plateau, row)
            - counts(0, row)
            - counts(last, row);
    return (inverted ? -difference : difference) / 4;
  }

  /** What is shown whatever the drivers' sign. */
  double even(int row) {
    int last = 4 * plateau - 1;
    return (counts(2 * plateau - 1, row)
            + counts(2 * plateau, row)
            + counts(0, row)
            + counts(last, row))
        / 4;
  }

  /** The largest difference between the means of any two pairs of mirrored vectors. */
  double disagreement(int row) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < plateau; i++) {
        int first = 2 * plateau * half + i;
        int mirrored = 2 * plateau * half + 2 * plateau - 1 - i;
        double mean = (counts(first, row) + counts(mirrored, row)) / 2;
        least = Math.min(least, mean);
        most = Math.max(most, mean);
      }
    }
    return most - least;
  }

  /** The largest and the smallest of all means of a row. */
  double[] extremes(int row) {
    return twentieths.stream()
        .mapToDouble(vector -> vector.get(row) / TWENTIETHS)
        .collect(
            () -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
            (ends, counts) -> {
              ends[0] = Math.min(ends[0], counts);
              ends[1] = Math.max(ends[1], counts);
            },
            (a, b) -> {});
  }
}
