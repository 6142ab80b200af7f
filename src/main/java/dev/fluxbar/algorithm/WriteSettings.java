package dev.fluxbar.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * How cells are written (Heidema Algorithm 3).
 *
 * @param pulseSeconds T, the width of every pulse, positive
 * @param epsilonSiemens the largest error that is left, positive
 * @param alpha step size in volts a siemens, positive; null for the bound of Heidema (18)
 * @param firstVolts x, the first pulse to each cell, not zero
 * @param settleSeconds wait after switches moved; 0 for none
 * @param averages conversions a sample, at least 1
 * @param pulsesACell budget of each cell, at least 1; null for the number that the proof of Heidema
 *     Theorem 3 allows, see {@link WritePlan#pulsesAtMost}
 * @param pulsesInAll budget of the whole write, at least 1; null for no other bound than that of
 *     each cell
 */
public record WriteSettings(
    double pulseSeconds,
    double epsilonSiemens,
    @Nullable Double alpha,
    double firstVolts,
    double settleSeconds,
    int averages,
    @Nullable Long pulsesACell,
    @Nullable Long pulsesInAll) {

  /** The first pulse unless another is chosen: free in Heidema, chosen small against 1 V. */
  public static final double USUAL_FIRST_VOLTS = 0.1;

  public WriteSettings {
    Checks.positive("write", "pulse-seconds", pulseSeconds);
    Checks.positive("write", "epsilon-siemens", epsilonSiemens);
    if (alpha != null) {
      Checks.positive("write", "alpha", alpha);
    }
    if (!(Math.abs(firstVolts) > 0 && Double.isFinite(firstVolts))) {
      throw new IllegalArgumentException(
          "write: first-volts=%s; it must be finite and not zero".formatted(firstVolts));
    }
    Checks.notNegative("write", "settle-seconds", settleSeconds);
    Checks.atLeastOne("write", "averages", averages);
    if (pulsesACell != null) {
      Checks.atLeastOne("write", "pulses-a-cell", pulsesACell);
    }
    if (pulsesInAll != null) {
      Checks.atLeastOne("write", "pulses-in-all", pulsesInAll);
    }
  }

  /** The bound of Heidema (18) as step size, a first pulse of 0.1 V, budgets from the proof. */
  public static WriteSettings of(double pulseSeconds, double epsilonSiemens) {
    return new WriteSettings(
        pulseSeconds, epsilonSiemens, null, USUAL_FIRST_VOLTS, 0, 1, null, null);
  }

  public WriteSettings withAlpha(double alphaVoltsPerSiemens) {
    return new WriteSettings(
        pulseSeconds,
        epsilonSiemens,
        alphaVoltsPerSiemens,
        firstVolts,
        settleSeconds,
        averages,
        pulsesACell,
        pulsesInAll);
  }

  public WriteSettings withFirstVolts(double volts) {
    return new WriteSettings(
        pulseSeconds,
        epsilonSiemens,
        alpha,
        volts,
        settleSeconds,
        averages,
        pulsesACell,
        pulsesInAll);
  }

  /** With budgets; null as in the constructor. */
  public WriteSettings withPulses(@Nullable Long aCell, @Nullable Long inAll) {
    return new WriteSettings(
        pulseSeconds, epsilonSiemens, alpha, firstVolts, settleSeconds, averages, aCell, inAll);
  }
}
