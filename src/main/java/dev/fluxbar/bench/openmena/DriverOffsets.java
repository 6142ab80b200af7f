package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.DriverTransfer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the column drivers are off virtual ground at the code nearest to it, by a meter: the board
 * closes every switch to read, so that no calibration could tell one from the other.
 *
 * @param volts one a column, or none: not measured
 * @param deviationVolts one standard deviation of each, not negative
 */
public record DriverOffsets(List<Double> volts, double deviationVolts) {

  /** What is said of drivers that nobody has measured. Chosen: a usual one is within 2 mV. */
  public static final DriverOffsets UNKNOWN = new DriverOffsets(List.of(), 2e-3);

  private static final double LARGEST_VOLTS = 0.1;

  public DriverOffsets {
    volts = List.copyOf(volts);
    boolean small = volts.stream().allMatch(v -> Math.abs(v) <= LARGEST_VOLTS);
    if (!(volts.isEmpty() || volts.size() == Sketch.LINES) || !small) {
      throw new IllegalArgumentException(
          "openmena: driver-offset-volts=%s; write one a column, %d, none beyond %s V"
              .formatted(volts, Sketch.LINES, LARGEST_VOLTS));
    }
    if (!(deviationVolts >= 0 && deviationVolts <= LARGEST_VOLTS)) {
      throw new IllegalArgumentException(
          "openmena: driver-offset-deviation-volts=%s; it must be 0 to %s"
              .formatted(deviationVolts, LARGEST_VOLTS));
    }
  }

  /** Whether anybody has measured them. */
  boolean known() {
    return !volts.isEmpty();
  }

  /** Drivers with these offsets, and with gains as found or ideal ones where none were. */
  List<DriverTransfer> on(List<DriverTransfer> found) {
    List<DriverTransfer> transfers = new ArrayList<>();
    for (int j = 0; j < Sketch.LINES; j++) {
      DriverTransfer gain = found.isEmpty() ? DriverTransfer.IDEAL : found.get(j);
      double offset = known() ? volts.get(j) : 0;
      transfers.add(new DriverTransfer(offset, gain.gain(), deviationVolts, gain.gainDeviation()));
    }
    return transfers;
  }
}
