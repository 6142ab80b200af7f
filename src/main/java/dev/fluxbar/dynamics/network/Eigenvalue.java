package dev.fluxbar.dynamics.network;

/**
 * How a small deviation from a fixed point grows and turns.
 *
 * @param realPerSecond its growth; negative: it decays
 * @param imaginaryPerSecond its turning, in radians per second
 */
public record Eigenvalue(double realPerSecond, double imaginaryPerSecond) {

  double absolute() {
    return Math.hypot(realPerSecond, imaginaryPerSecond);
  }
}
