package dev.fluxbar.algorithm;

import dev.fluxbar.signal.Program;

/**
 * What a write would drive at most; nothing is driven. Each pulse depends on the measurement of the
 * one before, so only the first can be given.
 *
 * @param firstPulse the first program
 * @param cells how many cells would be written
 * @param alpha step size in volts a siemens
 * @param alphaBound Heidema (18)
 * @param largestVolts the larger of |x| and alpha (Wmax - Wmin)
 * @param worstVoltSeconds of one pulse: {@code largestVolts} for T
 * @param pulsesAtMost the budget: that of the whole write, or the sum of the cells'. Unless given,
 *     a cell's is the number of pulses within which the proof of Heidema Theorem 3 brings it within
 *     epsilon from any memductance at least epsilon away from Wmin and Wmax, at most one million
 * @param benchSecondsAtMost bench time of that many pulses
 */
public record WritePlan(
    Program firstPulse,
    int cells,
    double alpha,
    double alphaBound,
    double largestVolts,
    double worstVoltSeconds,
    long pulsesAtMost,
    double benchSecondsAtMost) {}
