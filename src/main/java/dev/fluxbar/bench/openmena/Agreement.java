package dev.fluxbar.bench.openmena;

/**
 * How far two measurements of one thing may differ: by what noise does, and by what cells may move
 * in a block signal without anybody's fault.
 *
 * @param noiseCounts standard deviation of one mean of the board
 */
public record Agreement(double noiseCounts) {

  /** Noise alone passes this less than once in a billion times. */
  private static final double SIGMAS = 7;

  /** Means are cut off to twentieths, and come back in four of them. */
  private static final double ROUNDING_COUNTS = 0.2;

  /** A part of what the drivers make: a signal that moves cells for good by more is refused. */
  private static final double SHARE = 0.01;

  /**
   * The tolerance in counts, for a difference of two means of four.
   *
   * @param odd what the drivers make
   */
  public double counts(double odd) {
    return SIGMAS * noiseCounts + ROUNDING_COUNTS + SHARE * Math.abs(odd);
  }
}
