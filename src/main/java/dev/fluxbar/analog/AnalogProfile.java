package dev.fluxbar.analog;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The transfers of every channel of a board, as calibration found them.
 *
 * @param arrays one an array of the board
 */
public record AnalogProfile(List<ArrayTransfers> arrays) {

  /**
   * The channels of one array.
   *
   * @param drivers one a column, or none where the columns have no drivers
   * @param inputs {@code [rows][ranges]}
   */
  public record ArrayTransfers(List<DriverTransfer> drivers, List<List<InputTransfer>> inputs) {
    public ArrayTransfers {
      drivers = List.copyOf(drivers);
      inputs = inputs.stream().map(List::copyOf).toList();
    }

    /** Channels without errors. */
    public static ArrayTransfers ideal(int columns, int rows, int ranges) {
      return new ArrayTransfers(
          IntStream.range(0, columns).mapToObj(j -> DriverTransfer.IDEAL).toList(),
          IntStream.range(0, rows)
              .mapToObj(k -> IntStream.range(0, ranges).mapToObj(r -> InputTransfer.IDEAL).toList())
              .toList());
    }

    /**
     * Refuses what does not fit an array.
     *
     * @param array index from 0, for the message
     * @param columns with drivers; 0 where they have none
     */
    void checkFits(int array, int columns, int rows, int ranges) {
      int inputRanges = inputs.isEmpty() ? ranges : inputs.get(0).size();
      boolean even = inputs.stream().allMatch(row -> row.size() == inputRanges);
      if (drivers.size() != columns || inputs.size() != rows || inputRanges != ranges || !even) {
        throw new IllegalArgumentException(
            ("profile: array=%d, drivers=%d of %d, inputs=%d of %d, ranges=%d of %d; this profile"
                    + " is of another board, calibrate this one")
                .formatted(
                    array + 1, drivers.size(), columns, inputs.size(), rows, inputRanges, ranges));
      }
    }
  }

  public AnalogProfile {
    arrays = List.copyOf(arrays);
  }

  /** The transfers of one array, which must be of that size; 0 columns where none has a driver. */
  public ArrayTransfers array(int array, int columns, int rows, int ranges) {
    if (array >= arrays.size()) {
      throw new IllegalArgumentException(
          "profile: arrays=%d, array=%d; this profile is of another board, calibrate this one"
              .formatted(arrays.size(), array + 1));
    }
    ArrayTransfers found = arrays.get(array);
    found.checkFits(array, columns, rows, ranges);
    return found;
  }
}
