package dev.fluxbar.app.crash;

/**
 * How often hosts die.
 *
 * @param points deaths in this process, 0 to 10 million
 * @param kills of a program of its own, 0 to 10,000
 * @param seed of everything that is drawn; threads are not seeded
 */
public record CrashSettings(long points, int kills, long seed) {
  public CrashSettings {
    if (points < 0 || points > 10_000_000 || kills < 0 || kills > 10_000 || points + kills < 1) {
      throw new IllegalArgumentException(
          "crashes: points=%d, kills=%d; give at most 10000000 and 10000, and one of them"
              .formatted(points, kills));
    }
  }
}
