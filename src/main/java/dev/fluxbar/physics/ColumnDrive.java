package dev.fluxbar.physics;

import org.jspecify.annotations.Nullable;

/** What drives the columns of an array during a stretch: drivers, or neurons. */
final class ColumnDrive {
  /** Chosen: offsets of drivers are a few millivolts, reads tens of them. */
  static final double REST_VOLTS = 5e-3;

  private final double @Nullable [] volts;
  private final boolean any;

  private ColumnDrive(double @Nullable [] volts, boolean any) {
    this.volts = volts;
    this.any = any;
  }

  /** Drivers at constant voltages, read while the stretch lasts. */
  static ColumnDrive drivers(double[] volts) {
    boolean any = false;
    for (double v : volts) {
      any |= v != 0;
    }
    return new ColumnDrive(volts, any);
  }

  /** Neurons behind what such drivers drive. */
  ColumnDrive behind() {
    return new ColumnDrive(null, any);
  }

  /** Whether any column may have a voltage. */
  boolean any() {
    return any;
  }

  /** Whether a column may have a voltage. */
  boolean reaches(int column) {
    return volts == null ? any : volts[column] != 0;
  }

  /**
   * Whether a column is driven: more than the offset of a driver at rest stands on it. What neurons
   * stand at is not known beforehand.
   */
  boolean excites(int column) {
    return volts == null ? any : Math.abs(volts[column]) > REST_VOLTS;
  }

  /** Of a driver; 0 of a neuron, which never reaches a drift's reset. */
  double volts(int column) {
    return volts == null ? 0 : volts[column];
  }
}
