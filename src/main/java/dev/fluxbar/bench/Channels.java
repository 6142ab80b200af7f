package dev.fluxbar.bench;

import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.signal.Volts;
import java.util.List;

/**
 * The drivers and inputs of one array as far as a plan depends on them.
 *
 * @param driven whether this array's columns have drivers of their own
 * @param driveStepVolts the smallest difference between two column voltages of an ideal driver; 0:
 *     any
 * @param driveLargestVolts the largest column voltage of either sign of an ideal driver
 * @param ranges current ranges, the smallest first, at least one
 * @param conversionSeconds what one conversion of one row takes; 0: nothing that matters
 * @param drivers one a column as calibrated, or none: all are taken as ideal
 */
public record Channels(
    boolean driven,
    double driveStepVolts,
    double driveLargestVolts,
    List<Range> ranges,
    double conversionSeconds,
    List<DriverTransfer> drivers) {

  /**
   * One current range of the row inputs.
   *
   * @param largestAmperes the largest current of either sign that is measured without saturation
   * @param stepAmperes the smallest difference between two measured currents
   */
  public record Range(double largestAmperes, double stepAmperes) {}

  public Channels {
    ranges = List.copyOf(ranges);
    drivers = List.copyOf(drivers);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("channels: ranges=0; at least one is needed");
    }
    if (!(conversionSeconds >= 0 && conversionSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "channels: conversion-seconds=%s; it may not be negative".formatted(conversionSeconds));
    }
  }

  /** Channels with ideal drivers. */
  public Channels(
      boolean driven,
      double driveStepVolts,
      double driveLargestVolts,
      List<Range> ranges,
      double conversionSeconds) {
    this(driven, driveStepVolts, driveLargestVolts, ranges, conversionSeconds, List.of());
  }

  /** Channels with ideal drivers whose conversions take no time. */
  public Channels(
      boolean driven, double driveStepVolts, double driveLargestVolts, List<Range> ranges) {
    this(driven, driveStepVolts, driveLargestVolts, ranges, 0);
  }

  /** The same with the drivers of these columns only, in this order. */
  Channels ofColumns(List<Integer> columns) {
    return drivers.isEmpty()
        ? this
        : new Channels(
            driven,
            driveStepVolts,
            driveLargestVolts,
            ranges,
            conversionSeconds,
            columns.stream().map(drivers::get).toList());
  }

  /** The smallest difference between two voltages of a column; 0: any. */
  public double stepVolts(int column) {
    return transfer(column).gain() * driveStepVolts;
  }

  /**
   * The voltage nearest to {@code volts} that a column's driver can give exactly, beside its
   * offset: that is there as well, whatever the sign of the drive.
   */
  public double nearestVolts(int column, double volts) {
    double step = stepVolts(column);
    return step == 0 ? volts : Math.rint(volts / step) * step;
  }

  /** {@link #nearestVolts(int, double)} of every column. */
  public Volts nearest(Volts volts) {
    double[] nearest = volts.toArray();
    for (int j = 0; j < nearest.length; j++) {
      nearest[j] = nearestVolts(j, nearest[j]);
    }
    return Volts.of(nearest);
  }

  /**
   * What stands on a column while a switch of it is closed, beside what is asked for; 0 where
   * nothing is known of it.
   */
  public double offsetVolts(int column) {
    return transfer(column).offsetVolts();
  }

  /** One standard deviation of {@link #offsetVolts}; 0 where nothing is known of it. */
  public double offsetDeviationVolts(int column) {
    return transfer(column).offsetDeviationVolts();
  }

  /** The largest offset of either sign of any column. */
  public double largestOffsetVolts() {
    return drivers.stream().mapToDouble(d -> Math.abs(d.offsetVolts())).max().orElse(0);
  }

  /**
   * How much more than what all columns are asked for alike may stand on one of them: its offset
   * and, where gains differ, half a step of rounding; 0 with ideal drivers.
   */
  public double largestExcessVolts() {
    double largest = 0;
    for (int j = 0; j < drivers.size(); j++) {
      largest = Math.max(largest, Math.abs(offsetVolts(j)) + stepVolts(j) / 2);
    }
    return largest;
  }

  /** The largest step of any column. */
  public double largestStepVolts() {
    return drivers.stream().mapToDouble(DriverTransfer::gain).max().orElse(1) * driveStepVolts;
  }

  /** The largest voltage of either sign that a column can be asked for. */
  public double largestVolts(int column) {
    return transfer(column).gain() * driveLargestVolts;
  }

  /** The largest voltage of either sign that every column can be asked for. */
  public double largestVolts() {
    return drivers.stream().mapToDouble(DriverTransfer::gain).min().orElse(1) * driveLargestVolts;
  }

  private DriverTransfer transfer(int column) {
    return drivers.isEmpty() ? DriverTransfer.IDEAL : drivers.get(column);
  }

  /**
   * The smallest range that measures {@code amperes} without saturation, or the largest there is.
   */
  public int rangeFor(double amperes) {
    for (int i = 0; i < ranges.size(); i++) {
      if (Math.abs(amperes) <= ranges.get(i).largestAmperes()) {
        return i;
      }
    }
    return ranges.size() - 1;
  }
}
