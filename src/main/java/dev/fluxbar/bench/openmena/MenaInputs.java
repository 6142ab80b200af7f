package dev.fluxbar.bench.openmena;

/**
 * What a count of the inputs is worth. The board's software does not say: it follows from the
 * resistor between a row and virtual ground and from the amplifier behind it.
 *
 * @param amperesPerCount of current into the row, positive; negative where more current shows less
 *     counts
 * @param zeroCounts what is shown of no current, 0 to 4095; near the middle
 */
public record MenaInputs(double amperesPerCount, double zeroCounts) {

  /** How near to an end of the converter a mean may be: single conversions are beyond it. */
  private static final double MARGIN_COUNTS = 16;

  public MenaInputs {
    if (!(Math.abs(amperesPerCount) > 0 && Math.abs(amperesPerCount) < 1)) {
      throw new IllegalArgumentException(
          "openmena: amperes-per-count=%s; it must be below 1 and not 0"
              .formatted(amperesPerCount));
    }
    if (!(zeroCounts > 2 * MARGIN_COUNTS && zeroCounts < Sketch.LARGEST_CODE - 2 * MARGIN_COUNTS)) {
      throw new IllegalArgumentException(
          "openmena: zero-counts=%s; it must be between %s and %s, or one polarity has no room"
              .formatted(zeroCounts, 2 * MARGIN_COUNTS, Sketch.LARGEST_CODE - 2 * MARGIN_COUNTS));
    }
  }

  /** The current of a mean of counts. */
  double amperes(double counts) {
    return (counts - zeroCounts) * amperesPerCount;
  }

  /** What one count is worth. */
  double stepAmperes() {
    return Math.abs(amperesPerCount);
  }

  /** The largest current of either sign that is surely not at an end. */
  double largestAmperes() {
    double room = Math.min(zeroCounts, Sketch.LARGEST_CODE - zeroCounts) - MARGIN_COUNTS;
    return room * stepAmperes();
  }

  /** Whether some of what a mean adds up may have been at an end. */
  boolean saturated(double counts) {
    return !(counts >= MARGIN_COUNTS && counts <= Sketch.LARGEST_CODE - MARGIN_COUNTS);
  }
}
