package dev.fluxbar.app.recovery;

import dev.fluxbar.calibration.Estimate;
import dev.fluxbar.calibration.Measurand;

/** Counts how one quantity is recovered. */
final class Tally {
  private static final double MOST_DEVIATIONS = 3;

  private final Measurand quantity;
  private long found;
  private long hidden;
  private long within;
  private double squares;
  private double largest;
  private double variances;

  Tally(Measurand quantity) {
    this.quantity = quantity;
  }

  /** A board hides so many numbers. */
  void hides(int count) {
    hidden += count;
  }

  void add(Estimate estimate, double truth) {
    double error = Math.abs(estimate.value() - truth);
    // What is said to be exact must be: an error of it is beyond all deviations.
    double normalised = error == 0 ? 0 : error / estimate.deviation();
    found++;
    within += normalised <= MOST_DEVIATIONS ? 1 : 0;
    squares += normalised * normalised;
    largest = Math.max(largest, normalised);
    variances += estimate.deviation() * estimate.deviation();
  }

  Recovered recovered() {
    double count = Math.max(1, found);
    return new Recovered(
        quantity,
        found,
        hidden - found,
        within,
        squares / count,
        largest,
        Math.sqrt(variances / count));
  }
}
