package dev.fluxbar.bench;

import java.util.List;

/**
 * The drivers and inputs of one array as far as a plan depends on them.
 *
 * @param driven whether this array's columns have drivers of their own
 * @param driveStepVolts the smallest difference between two column voltages; 0: any
 * @param driveLargestVolts the largest column voltage of either sign
 * @param ranges current ranges, the smallest first, at least one
 * @param conversionSeconds what one conversion of one row takes; 0: nothing that matters
 */
public record Channels(
    boolean driven,
    double driveStepVolts,
    double driveLargestVolts,
    List<Range> ranges,
    double conversionSeconds) {

  /**
   * One current range of the row inputs.
   *
   * @param largestAmperes the largest current of either sign that is measured without saturation
   * @param stepAmperes the smallest difference between two measured currents
   */
  public record Range(double largestAmperes, double stepAmperes) {}

  public Channels {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("channels: ranges=0; at least one is needed");
    }
    if (!(conversionSeconds >= 0 && conversionSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "channels: conversion-seconds=%s; it may not be negative".formatted(conversionSeconds));
    }
  }

  /** Channels whose conversions take no time. */
  public Channels(
      boolean driven, double driveStepVolts, double driveLargestVolts, List<Range> ranges) {
    this(driven, driveStepVolts, driveLargestVolts, ranges, 0);
  }

  /** The voltage nearest to {@code volts} that the drivers can give exactly. */
  public double nearestVolts(double volts) {
    return driveStepVolts == 0 ? volts : Math.rint(volts / driveStepVolts) * driveStepVolts;
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
