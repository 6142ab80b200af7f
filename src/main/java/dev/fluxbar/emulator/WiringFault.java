package dev.fluxbar.emulator;

/**
 * Something wrong with the lines or channels of one array of an emulated board.
 *
 * @param kind what is wrong
 * @param array which array
 * @param first the line or channel; of no meaning for a wrong reference
 * @param second the other one of a pair; else of no meaning
 * @param value share of full scale at which a clipped input saturates, or the factor by which a
 *     wrong reference is off; else of no meaning
 */
public record WiringFault(Kind kind, int array, int first, int second, double value) {

  /** What can be wrong. */
  public enum Kind {
    /** A column line is broken next to its driver. */
    OPEN_COLUMN,
    /** A row line is broken next to its input. */
    OPEN_ROW,
    /** Two columns touch: both are at the mean of their drivers. */
    SHORTED_COLUMNS(true),
    /** Two rows touch: each input takes half of what flows into both. */
    SHORTED_ROWS(true),
    /** Two drivers are plugged into each other's column. */
    SWAPPED_COLUMNS(true),
    /** Two inputs are plugged into each other's row. */
    SWAPPED_ROWS(true),
    /** The amplifier of an input saturates far below its full scale. */
    CLIPPED_ROW,
    /** The voltage reference of the drivers is off by a factor. */
    WRONG_REFERENCE;

    private final boolean pair;

    Kind() {
      this(false);
    }

    Kind(boolean pair) {
      this.pair = pair;
    }

    /** Whether two lines have a part in it. */
    public boolean pair() {
      return pair;
    }

    /** Whether it is about rows. */
    public boolean ofRows() {
      return this == OPEN_ROW
          || this == SHORTED_ROWS
          || this == SWAPPED_ROWS
          || this == CLIPPED_ROW;
    }
  }

  public WiringFault {
    if (array < 0 || first < 0 || second < 0 || (kind.pair && first == second)) {
      throw new IllegalArgumentException(
          "wiring fault: kind=%s, array=%d, first=%d, second=%d; name an array and its lines"
              .formatted(kind, array + 1, first + 1, second + 1));
    }
    if ((kind == Kind.CLIPPED_ROW || kind == Kind.WRONG_REFERENCE) && !(value > 0 && value <= 10)) {
      throw new IllegalArgumentException(
          "wiring fault: kind=%s, value=%s; it must be above 0 and at most 10"
              .formatted(kind, value));
    }
  }
}
