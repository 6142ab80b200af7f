package dev.fluxbar.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * How cells are written.
 *
 * @param method how the flux that is still to go is found, and how many cells share a pulse
 * @param pulseSeconds T of Heidema Algorithm 3, positive; the other methods choose their own widths
 * @param epsilonSiemens the largest error that is left, positive
 * @param alpha step size in volts a siemens, positive; null for the bound of Heidema (18). Of the
 *     proportional method only
 * @param firstVolts x, the first pulse to each cell, not zero. Of the proportional method only
 * @param driveVolts amplitude of the pulses of the other methods, positive; null for the largest
 *     that limits and drivers allow
 * @param reading the block signals with which the other methods read
 * @param settleSeconds wait after switches moved; 0 for none
 * @param averages conversions a sample, at least 1
 * @param pulsesACell budget of each cell, at least 1; null for the guaranteed number, see {@link
 *     WritePlan#pulsesAtMost}
 * @param pulsesInAll budget of the whole write, at least 1; null for no other bound than that of
 *     each cell
 */
public record WriteSettings(
    WriteMethod method,
    double pulseSeconds,
    double epsilonSiemens,
    @Nullable Double alpha,
    double firstVolts,
    @Nullable Double driveVolts,
    BlockReading reading,
    double settleSeconds,
    int averages,
    @Nullable Long pulsesACell,
    @Nullable Long pulsesInAll) {

  /** The first pulse unless another is chosen: free in Heidema, chosen small against 1 V. */
  public static final double USUAL_FIRST_VOLTS = 0.1;

  /**
   * A block signal that reads.
   *
   * @param tauSeconds one plateau, positive
   * @param volts its amplitude, positive
   */
  public record BlockReading(double tauSeconds, double volts) {
    public BlockReading {
      Checks.positive("write", "tau-seconds", tauSeconds);
      Checks.positive("write", "read-volts", volts);
    }
  }

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
    if (driveVolts != null) {
      Checks.positive("write", "drive-volts", driveVolts);
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

  /**
   * The proportional method, the bound of Heidema (18) as step size, a first pulse of 0.1 V, read
   * volts of 1 V with T/4 a plateau, budgets from the proofs.
   */
  public static WriteSettings of(double pulseSeconds, double epsilonSiemens) {
    Checks.positive("write", "pulse-seconds", pulseSeconds);
    return new WriteSettings(
        WriteMethod.PROPORTIONAL,
        pulseSeconds,
        epsilonSiemens,
        null,
        USUAL_FIRST_VOLTS,
        null,
        new BlockReading(pulseSeconds / 4, 1),
        0,
        1,
        null,
        null);
  }

  /** By another method. */
  public WriteSettings withMethod(WriteMethod other) {
    return new WriteSettings(
        other,
        pulseSeconds,
        epsilonSiemens,
        alpha,
        firstVolts,
        driveVolts,
        reading,
        settleSeconds,
        averages,
        pulsesACell,
        pulsesInAll);
  }

  public WriteSettings withAlpha(double alphaVoltsPerSiemens) {
    return new WriteSettings(
        method,
        pulseSeconds,
        epsilonSiemens,
        alphaVoltsPerSiemens,
        firstVolts,
        driveVolts,
        reading,
        settleSeconds,
        averages,
        pulsesACell,
        pulsesInAll);
  }

  public WriteSettings withFirstVolts(double volts) {
    return new WriteSettings(
        method,
        pulseSeconds,
        epsilonSiemens,
        alpha,
        volts,
        driveVolts,
        reading,
        settleSeconds,
        averages,
        pulsesACell,
        pulsesInAll);
  }

  /** With another amplitude of the fast methods. */
  public WriteSettings withDriveVolts(double volts) {
    return new WriteSettings(
        method,
        pulseSeconds,
        epsilonSiemens,
        alpha,
        firstVolts,
        volts,
        reading,
        settleSeconds,
        averages,
        pulsesACell,
        pulsesInAll);
  }

  /** With other block signals to read by. */
  public WriteSettings withReading(double tauSeconds, double readVolts) {
    return new WriteSettings(
        method,
        pulseSeconds,
        epsilonSiemens,
        alpha,
        firstVolts,
        driveVolts,
        new BlockReading(tauSeconds, readVolts),
        settleSeconds,
        averages,
        pulsesACell,
        pulsesInAll);
  }

  /** With more conversions a sample. */
  public WriteSettings withAverages(int conversions) {
    return new WriteSettings(
        method,
        pulseSeconds,
        epsilonSiemens,
        alpha,
        firstVolts,
        driveVolts,
        reading,
        settleSeconds,
        conversions,
        pulsesACell,
        pulsesInAll);
  }

  /** With budgets; null as in the constructor. */
  public WriteSettings withPulses(@Nullable Long aCell, @Nullable Long inAll) {
    return new WriteSettings(
        method,
        pulseSeconds,
        epsilonSiemens,
        alpha,
        firstVolts,
        driveVolts,
        reading,
        settleSeconds,
        averages,
        aCell,
        inAll);
  }
}
