package dev.fluxbar.algorithm;

import dev.fluxbar.signal.Program;
import org.jspecify.annotations.Nullable;

/**
 * What a write would drive at most; nothing is driven. Each pulse depends on what was measured
 * before it, so of the proportional method only the first can be given, and of the others the
 * largest.
 *
 * @param method how
 * @param firstPulse the first program, or the largest
 * @param cells how many cells would be written
 * @param alpha step size in volts a siemens; of the proportional method only
 * @param alphaBound Heidema (18)
 * @param largestVolts the larger of |x| and alpha (Wmax - Wmin), or the amplitude of the method
 * @param worstVoltSeconds of one pulse
 * @param predictedPulses what the method needs by the model, if that is right and every cell is at
 *     flux 0; null where that is more than is worth counting
 * @param guaranteedPulses the largest number of pulses under the condition of {@link
 *     WriteMethod#guarantee}; null where a cell would need more than one million
 * @param pulsesAtMost the budget: that of the whole write, or the sum of the cells'. Unless given,
 *     the guaranteed number, with at most one million a cell
 * @param benchSecondsAtMost bench time of that many of the longest pulses
 */
public record WritePlan(
    WriteMethod method,
    Program firstPulse,
    int cells,
    double alpha,
    double alphaBound,
    double largestVolts,
    double worstVoltSeconds,
    @Nullable Long predictedPulses,
    @Nullable Long guaranteedPulses,
    long pulsesAtMost,
    double benchSecondsAtMost) {}
