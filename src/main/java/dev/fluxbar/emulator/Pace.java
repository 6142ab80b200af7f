package dev.fluxbar.emulator;

/**
 * How the host's clock and a board's go together.
 *
 * @param nanosPerTick nanoseconds of the host's clock that a tick takes; 0: as fast as possible
 * @param waitNanosPerTick those that a tick of waiting for the host may take: without a pace, as
 *     long as a tick of a real board
 */
record Pace(double nanosPerTick, double waitNanosPerTick) {

  /**
   * @param pace seconds of the host's clock for one of bench time; 0: as fast as possible
   */
  static Pace of(double pace, long ticksPerSecond) {
    return new Pace(pace * 1e9 / ticksPerSecond, (pace == 0 ? 1 : pace) * 1e9 / ticksPerSecond);
  }
}
