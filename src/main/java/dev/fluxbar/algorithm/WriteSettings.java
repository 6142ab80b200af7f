package dev.fluxbar.algorithm;

import java.util.function.Consumer;
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
    return with(draft -> draft.method = other);
  }

  public WriteSettings withAlpha(double alphaVoltsPerSiemens) {
    return with(draft -> draft.alpha = alphaVoltsPerSiemens);
  }

  public WriteSettings withFirstVolts(double volts) {
    return with(draft -> draft.firstVolts = volts);
  }

  /** With another amplitude of the fast methods. */
  public WriteSettings withDriveVolts(double volts) {
    return with(draft -> draft.driveVolts = volts);
  }

  /** With other block signals to read by. */
  public WriteSettings withReading(double tauSeconds, double readVolts) {
    return with(draft -> draft.reading = new BlockReading(tauSeconds, readVolts));
  }

  /** With more conversions a sample. */
  public WriteSettings withAverages(int conversions) {
    return with(draft -> draft.averages = conversions);
  }

  /** With budgets; null as in the constructor. */
  public WriteSettings withPulses(@Nullable Long aCell, @Nullable Long inAll) {
    return with(
        draft -> {
          draft.pulsesACell = aCell;
          draft.pulsesInAll = inAll;
        });
  }

  private WriteSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new WriteSettings(
        draft.method,
        pulseSeconds,
        epsilonSiemens,
        draft.alpha,
        draft.firstVolts,
        draft.driveVolts,
        draft.reading,
        settleSeconds,
        draft.averages,
        draft.pulsesACell,
        draft.pulsesInAll);
  }

  /** What a copy may have otherwise. */
  private static final class Draft {
    private WriteMethod method;
    private @Nullable Double alpha;
    private double firstVolts;
    private @Nullable Double driveVolts;
    private BlockReading reading;
    private int averages;
    private @Nullable Long pulsesACell;
    private @Nullable Long pulsesInAll;

    Draft(WriteSettings of) {
      method = of.method;
      alpha = of.alpha;
      firstVolts = of.firstVolts;
      driveVolts = of.driveVolts;
      reading = of.reading;
      averages = of.averages;
      pulsesACell = of.pulsesACell;
      pulsesInAll = of.pulsesInAll;
    }
  }
}
