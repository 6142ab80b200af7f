package dev.fluxbar.analog;

/**
 * One current range of an input: the transfer from amperes to signed counts, ideal, with rails at
 * {@code -2^(bits-1)} and {@code 2^(bits-1) - 1}. An {@link InputTransfer} stands behind this
 * transfer, not in it.
 *
 * @param bits resolution, 2 to 20: a sum of 4096 conversions must fit 32 bits
 * @param fullScaleAmperes the current of count {@code 2^(bits-1)}, if there were one
 */
public record Adc(int bits, double fullScaleAmperes) {

  /** Resolution of a usual input. */
  public static final int USUAL_BITS = 18;

  /**
   * One conversion.
   *
   * @param counts signed
   * @param saturated whether it stands at a rail: the current may be anything beyond
   */
  public record Conversion(int counts, boolean saturated) {}

  public Adc {
    if (bits < 2 || bits > 20) {
      throw new IllegalArgumentException("adc: bits=%d; it must be 2 to 20".formatted(bits));
    }
    if (!(fullScaleAmperes > 0 && fullScaleAmperes < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "adc: full-scale-amperes=%s; it must be positive and finite".formatted(fullScaleAmperes));
    }
  }

  /** A range of {@value #USUAL_BITS} bits. */
  public static Adc ofAmperes(double fullScaleAmperes) {
    return new Adc(USUAL_BITS, fullScaleAmperes);
  }

  /** The difference between two neighbouring counts. */
  public double stepAmperes() {
    return Math.scalb(fullScaleAmperes, 1 - bits);
  }

  /** The upper rail. */
  public int largestCounts() {
    return (1 << (bits - 1)) - 1;
  }

  /** The lower rail. */
  public int smallestCounts() {
    return -(1 << (bits - 1));
  }

  /** The largest current of either sign that is not at a rail. */
  public double largestAmperes() {
    return (largestCounts() - 1) * stepAmperes();
  }

  /**
   * Converts a current; what lies beyond a rail stands at it.
   *
   * @throws IllegalArgumentException if {@code amperes} is not a number
   */
  public Conversion convert(double amperes) {
    if (Double.isNaN(amperes)) {
      throw new IllegalArgumentException("adc: amperes=NaN; there is nothing to convert");
    }
    long nearest = Math.round(amperes / stepAmperes());
    int counts = (int) Math.max(smallestCounts(), Math.min(largestCounts(), nearest));
    return new Conversion(counts, counts == smallestCounts() || counts == largestCounts());
  }

  /**
   * The mean current of some conversions.
   *
   * @param sum of the counts
   * @param averages how many conversions, at least 1
   */
  public double amperes(long sum, int averages) {
    if (averages < 1) {
      throw new IllegalArgumentException(
          "adc: averages=%d; at least one conversion is needed".formatted(averages));
    }
    return sum * stepAmperes() / averages;
  }
}
