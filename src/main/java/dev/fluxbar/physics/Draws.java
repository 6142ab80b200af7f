package dev.fluxbar.physics;

/**
 * Normal numbers that depend on a seed and a place alone, not on what was drawn before: whoever
 * asks first, the same cell gets the same number.
 */
final class Draws {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private Draws() {}

  /** A normal number of mean 0 and deviation 1, at most 8.7 in magnitude (Box and Muller). */
  static double normal(long seed, long place, long turn) {
    long at = mix(mix(seed + STEP * place) + STEP * turn);
    double radius = StrictMath.sqrt(-2 * StrictMath.log(unit(mix(at))));
    return radius * StrictMath.cos(2 * Math.PI * unit(mix(at + STEP)));
  }

  /** Between 0 and 1, neither reached. */
  private static double unit(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1p-53;
  }

  /** Stafford's thirteenth mixer of 64 bits, as in SplittableRandom. */
  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
