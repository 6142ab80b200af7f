package dev.fluxbar.signal;

import dev.fluxbar.array.Cell;

/**
 * The opening of one switch while a pulse is on: the cell receives flux only until then.
 *
 * @param atSeconds time from the start of the pulse, not negative
 * @param cell whose switch opens
 */
public record Gate(double atSeconds, Cell cell) {

  public Gate {
    if (!(atSeconds >= 0 && atSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "gate: at-seconds=%s, cell=%s; it must be finite and not negative"
              .formatted(atSeconds, cell));
    }
  }
}
