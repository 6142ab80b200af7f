package dev.fluxbar.calibration;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;

/**
 * One array of a bench as the procedures see it, with how it is calibrated.
 *
 * @param array index from 0
 * @param bench without a profile
 * @param limits of the bench
 * @param settings how
 */
record Board(int array, BenchDescription bench, Limits limits, CalibrationSettings settings) {

  ArrayShape shape() {
    return bench.shape().array(array);
  }

  int rows() {
    return shape().rows();
  }

  int columns() {
    return shape().columns();
  }

  Channels channels() {
    return bench.channels().get(array);
  }

  int ranges() {
    return channels().ranges().size();
  }

  double stepAmperes(int range) {
    return channels().ranges().get(range).stepAmperes();
  }

  double settleSeconds() {
    return settings.settleSeconds();
  }

  /** The largest amplitude that drivers and limits allow. */
  double largestVolts() {
    double volts = Math.min(limits.driveVolts(), channels().largestVolts());
    return Math.floor(volts / channels().driveStepVolts()) * channels().driveStepVolts();
  }

  /** The amplitude of one step, nearest to {@code volts} and not beyond the largest. */
  double volts(double volts) {
    return channels().nearestVolts(0, Math.min(volts, largestVolts()));
  }

  double readVolts() {
    return volts(settings.readVolts());
  }
}
