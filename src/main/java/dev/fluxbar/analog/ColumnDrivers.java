package dev.fluxbar.analog;

import java.util.List;

/**
 * The drivers of one array: alike as converters, each with its own transfer. Gains go into the
 * codes; offsets are there at every code alike, so no code could take them out of a block signal.
 *
 * @param dac resolution and span of each
 * @param transfers one a column, or none: all are ideal
 */
public record ColumnDrivers(Dac dac, List<DriverTransfer> transfers) {

  /** A quotient that rounding put just below a whole number is that number. */
  private static final double ROUNDING = 1 + 1e-12;

  public ColumnDrivers {
    transfers = List.copyOf(transfers);
  }

  /** Drivers without errors. */
  public static ColumnDrivers ideal(Dac dac) {
    return new ColumnDrivers(dac, List.of());
  }

  /** The transfer of one column. */
  public DriverTransfer transfer(int column) {
    return transfers.isEmpty() ? DriverTransfer.IDEAL : transfers.get(column);
  }

  /**
   * The code whose real volts differ from those at code 0 by nearest to {@code volts}.
   *
   * @throws IllegalArgumentException if it would be beyond the largest
   */
  public int code(int column, double volts) {
    return dac.code(transfer(column).nominalVolts(volts));
  }

  /**
   * The largest code with which no driver exceeds {@code limitVolts} really, offset and gain
   * included; less than 1 where even one step would.
   */
  public int largestCode(double limitVolts) {
    double largest = Math.min(limitVolts, dac.largestVolts());
    for (DriverTransfer transfer : transfers) {
      double within = limitVolts - Math.abs(transfer.offsetVolts());
      largest = Math.min(largest, transfer.nominalVolts(within));
    }
    return (int) Math.max(0, Math.floor(largest / dac.stepVolts() * ROUNDING));
  }

  /** The smallest gain; 1 of ideal drivers. */
  public double smallestGain() {
    return transfers.stream().mapToDouble(DriverTransfer::gain).min().orElse(1);
  }

  /** The largest gain; 1 of ideal drivers. */
  public double largestGain() {
    return transfers.stream().mapToDouble(DriverTransfer::gain).max().orElse(1);
  }
}
