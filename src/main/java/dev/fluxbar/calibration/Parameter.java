package dev.fluxbar.calibration;

/**
 * One number that a calibration found, with its place.
 *
 * @param quantity what it is
 * @param array from 0
 * @param line row or column from 0, whichever the quantity has; {@link #NONE} of whole arrays
 * @param range from 0; {@link #NONE} where there is none
 * @param estimate value and standard deviation in the quantity's unit
 */
public record Parameter(Quantity quantity, int array, int line, int range, Estimate estimate) {

  /** No such index. */
  public static final int NONE = -1;

  public Parameter {
    if (array < 0 || line < NONE || range < NONE) {
      throw new IllegalArgumentException(
          "parameter: quantity=%s, array=%d, line=%d, range=%d; indices count from 0"
              .formatted(quantity, array, line, range));
    }
  }
}
