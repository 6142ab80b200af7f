package dev.fluxbar.bench.gpio;

/** What a block signal samples by. */
interface Sampling {

  /** Samples now; {@code instant} is the bit that asked for it. */
  void now(int instant);

  /** How long that takes; 0 if nothing is sensed. */
  double seconds();
}
