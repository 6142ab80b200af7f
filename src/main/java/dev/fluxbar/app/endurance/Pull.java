package dev.fluxbar.app.endurance;

import java.util.SplittableRandom;

/**
 * One pull of the cable, as it was drawn.
 *
 * @param idle whether nothing is under way then
 * @param afterBytes else how many bytes of the run still pass
 * @param outMillis how long the cable stays out
 * @param powerLost whether the board loses its power meanwhile
 * @param stranger whether another board is put in its place meanwhile
 * @param againAfterBytes how many bytes pass once it is back before it is pulled again; negative:
 *     it stays
 */
record Pull(
    boolean idle,
    long afterBytes,
    long outMillis,
    boolean powerLost,
    boolean stranger,
    long againAfterBytes) {

  /** A run of {@link DrawnRun#cellsAndInputs} is some 20,000 bytes. */
  private static final long MOST_BYTES = 20_000;

  /** A session is begun with some 700 bytes. */
  private static final long MOST_BYTES_OF_A_SESSION = 900;

  /** Shorter than the lab's patience, or longer: then the run under way is lost. */
  private static long outMillis(SplittableRandom random) {
    double kind = random.nextDouble();
    if (kind < 0.6) {
      return random.nextLong(0, 50);
    }
    return kind < 0.85 ? random.nextLong(50, 300) : random.nextLong(700, 1000);
  }

  static Pull drawn(SplittableRandom random) {
    boolean stranger = random.nextDouble() < 0.1;
    return new Pull(
        random.nextDouble() < 0.2,
        random.nextLong(MOST_BYTES),
        stranger ? random.nextLong(200, 700) : outMillis(random),
        random.nextDouble() < 0.1,
        stranger,
        random.nextDouble() < 0.15 ? random.nextLong(MOST_BYTES_OF_A_SESSION) : -1);
  }

  /** Whether it is pulled again as soon as it is back. */
  boolean twice() {
    return againAfterBytes >= 0;
  }
}
