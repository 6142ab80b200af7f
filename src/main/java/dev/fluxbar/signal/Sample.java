package dev.fluxbar.signal;

import java.util.Arrays;

/**
 * The row currents of one array at one instant of a program, in amperes, with the raw counts that
 * they were computed from. Immutable; copies in and out.
 */
public final class Sample {
  private final Place place;
  private final double atSeconds;
  private final double[] amperes;
  private final long[] rawSums;
  private final boolean saturated;

  /**
   * Where in a program a sample was taken.
   *
   * @param step index of the step in the order of the program text, a {@link Step.Repeat} counting
   *     one and its body following it
   * @param turn turn of the innermost repeat around the step, from 0; 0 outside
   * @param instant the bit of {@link Step.Block#instants} that asked for it; 0 outside a block
   * @param array which array
   * @param firstRow the row of the first entry
   * @param averages how many conversions each raw sum adds up
   */
  public record Place(int step, int turn, int instant, int array, int firstRow, int averages) {}

  /**
   * @param atSeconds time from the start of the program
   * @param amperes one entry a row
   * @param rawSums the sum of the ADC counts a row, {@code averages} conversions each
   * @param saturated whether any conversion stood at an end of its range
   */
  public Sample(
      Place place, double atSeconds, double[] amperes, long[] rawSums, boolean saturated) {
    this.place = place;
    this.atSeconds = atSeconds;
    this.amperes = amperes.clone();
    this.rawSums = rawSums.clone();
    this.saturated = saturated;
  }

  public Place place() {
    return place;
  }

  public double atSeconds() {
    return atSeconds;
  }

  /** The current of physical row {@code row} in amperes. */
  public double amperes(int row) {
    int index = row - place.firstRow();
    if (index < 0 || index >= amperes.length) {
      throw new IllegalArgumentException(
          "sample: row=%d; rows %d to %d were sampled"
              .formatted(row, place.firstRow(), place.firstRow() + amperes.length - 1));
    }
    return amperes[index];
  }

  /** One current a sampled row, in amperes; a copy. */
  public double[] amperes() {
    return amperes.clone();
  }

  /** One raw sum a sampled row; a copy. */
  public long[] rawSums() {
    return rawSums.clone();
  }

  public boolean saturated() {
    return saturated;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sample that
        && place.equals(that.place)
        && atSeconds == that.atSeconds
        && saturated == that.saturated
        && Arrays.equals(amperes, that.amperes)
        && Arrays.equals(rawSums, that.rawSums);
  }

  @Override
  public int hashCode() {
    return 31 * place.hashCode() + Arrays.hashCode(rawSums);
  }

  @Override
  public String toString() {
    return "Sample["
        + place
        + ", atSeconds="
        + atSeconds
        + ", amperes="
        + Arrays.toString(amperes)
        + (saturated ? ", saturated]" : "]");
  }
}
