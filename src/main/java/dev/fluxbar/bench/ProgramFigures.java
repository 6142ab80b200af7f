package dev.fluxbar.bench;

/**
 * What a checked program amounts to.
 *
 * @param benchSeconds bench time of the whole program, in whole ticks
 * @param largestVolts largest column voltage of either sign in any of its tables
 * @param worstVoltSeconds bound on the volt-seconds that its drivers put on a cell: {@code
 *     largestVolts} times the width of every executed pulse, plus {@code largestVolts} times the
 *     longest plateau of a block, which returns to its start
 * @param samples row currents that it samples
 */
public record ProgramFigures(
    double benchSeconds, double largestVolts, double worstVoltSeconds, long samples) {}
