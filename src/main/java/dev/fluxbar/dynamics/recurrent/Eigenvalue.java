package dev.fluxbar.dynamics.recurrent;

/**
 * How a small deviation from an equilibrium grows and turns.
 *
 * @param realPerSecond its growth; negative: it decays
 * @param imaginaryPerSecond its turning, in radians per second
 */
public record Eigenvalue(double realPerSecond, double imaginaryPerSecond) {}
