package dev.fluxbar.analog;

import java.util.List;

/**
 * The row inputs of one array: alike as converters, each with its own transfer in each range.
 *
 * @param ranges the smallest first
 * @param transfers {@code [rows][ranges]}, or none: all are ideal
 */
public record RowInputs(List<Adc> ranges, List<List<InputTransfer>> transfers) {

  public RowInputs {
    ranges = List.copyOf(ranges);
    transfers = transfers.stream().map(List::copyOf).toList();
  }

  /** Inputs without errors. */
  public static RowInputs ideal(List<Adc> ranges) {
    return new RowInputs(ranges, List.of());
  }

  /** The transfer of one row in one range. */
  public InputTransfer transfer(int row, int range) {
    return transfers.isEmpty() ? InputTransfer.IDEAL : transfers.get(row).get(range);
  }

  /** The mean real current of {@code averages} conversions whose counts add up to {@code sum}. */
  public double amperes(int row, int range, long sum, int averages) {
    return transfer(row, range).amperes(ranges.get(range).amperes(sum, averages));
  }

  /** The largest current of either sign that no row's input saturates at. */
  public double largestAmperes(int range) {
    double shown = ranges.get(range).largestAmperes();
    double largest = transfers.isEmpty() ? shown : Double.POSITIVE_INFINITY;
    for (List<InputTransfer> row : transfers) {
      InputTransfer transfer = row.get(range);
      largest = Math.min(largest, (shown - Math.abs(transfer.offsetAmperes())) / transfer.gain());
    }
    return largest;
  }

  /** The largest real current between two neighbouring counts of any row. */
  public double stepAmperes(int range) {
    double step = ranges.get(range).stepAmperes();
    double largest = transfers.isEmpty() ? step : 0;
    for (List<InputTransfer> row : transfers) {
      largest = Math.max(largest, step / row.get(range).gain());
    }
    return largest;
  }
}
