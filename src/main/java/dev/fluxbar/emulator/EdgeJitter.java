package dev.fluxbar.emulator;

import java.util.Random;

/**
 * Edges of the drivers that come a little late, each by its own time: a fixed delay of six standard
 * deviations, and a Gaussian around it. What an edge is late by is missing from the stretch after
 * it.
 */
final class EdgeJitter {
  private static final double DELAYS = 6;

  private final double rmsSeconds;
  private final Random random;
  private double owedSeconds;

  EdgeJitter(double rmsSeconds, Random random) {
    this.rmsSeconds = rmsSeconds;
    this.random = random;
  }

  /** How much longer the drivers stay as they are, before an edge. */
  double late() {
    if (rmsSeconds == 0) {
      return 0;
    }
    // Beyond six standard deviations the draw is cut; it comes twice in a billion edges.
    double late = Math.max(0, rmsSeconds * (DELAYS + random.nextGaussian()));
    owedSeconds += late;
    return late;
  }

  /** What is left of a stretch after what its edge was late by. */
  double rest(double seconds) {
    double taken = Math.min(owedSeconds, seconds);
    owedSeconds -= taken;
    return seconds - taken;
  }
}
