package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cell that a write gave up, while it went on with the others.
 *
 * @param pulses pulses that it received
 * @param last its last measurement, null if there is none
 * @param evidence one sentence for people: what was seen
 */
public record GivenUp(
    Cell cell,
    double targetSiemens,
    long pulses,
    CellMeasurement.@Nullable Measured last,
    Reason reason,
    String evidence) {

  /** Why a cell is given up. */
  public enum Reason {
    /** Pulses of either sign do not move it. */
    STUCK,
    /** It conducts less than a tenth of what the model says a device conducts at least. */
    OPEN,
    /** It conducts more than ten times what the model says a device conducts at most. */
    SHORTED,
    /** It measures what no device of the model can be, or stops short of its target. */
    OUT_OF_RANGE,
    /** Its row's input saturates even when it is read alone in the largest range. */
    SATURATED,
    /** Its readings scatter by more than epsilon, however often they are averaged. */
    NOISY,
    /** The steps of inputs and drivers are coarser than epsilon. */
    TOO_COARSE,
    /** The signal that reaches it is too faint to measure it. */
    TOO_FAINT,
    /** Its pulse budget is spent. */
    BUDGET;

    /** As people write it: {@code out-of-range}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Its last measurement, if there is one. */
  public Optional<CellMeasurement.Measured> lastMeasured() {
    return Optional.ofNullable(last);
  }

  /** A cell of {@code task} that could not be measured. */
  static GivenUp unmeasured(
      WriteTask task, long pulses, CellMeasurement.@Nullable Measured last, CellMeasurement why) {
    Reason reason;
    CellMeasurement.Measured known = last;
    if (why instanceof CellMeasurement.Implausible off) {
      known = new CellMeasurement.Measured(off.cell(), off.siemens(), 0, Double.NaN);
      reason = implausible(off);
    } else if (why instanceof CellMeasurement.Saturated) {
      reason = Reason.SATURATED;
    } else if (why instanceof CellMeasurement.TooFaint) {
      reason = Reason.TOO_FAINT;
    } else {
      reason = Reason.TOO_COARSE;
    }
    return new GivenUp(task.cell(), task.targetSiemens(), pulses, known, reason, why.message());
  }

  static GivenUp stuck(WriteTask task, long pulses, CellMeasurement.Measured last) {
    return of(
        task,
        pulses,
        last,
        Reason.STUCK,
        "%s: siemens=%s, pulses=%d; pulses of neither sign move it, remap its row or column"
            .formatted(task.cell(), last.siemens(), pulses));
  }

  static GivenUp atItsEnd(WriteTask task, long pulses, CellMeasurement.Measured last) {
    return of(
        task,
        pulses,
        last,
        Reason.OUT_OF_RANGE,
        ("%s: siemens=%s, target-siemens=%s, pulses=%d; it moved, but pulses bring it no nearer to"
                + " its target, choose one that it reaches")
            .formatted(task.cell(), last.siemens(), task.targetSiemens(), pulses));
  }

  static GivenUp spent(WriteTask task, long pulses, CellMeasurement.@Nullable Measured last) {
    return of(
        task,
        pulses,
        last,
        Reason.BUDGET,
        "%s: target-siemens=%s, reached=%s, pulses=%d; its pulse budget is spent, allow more"
            .formatted(
                task.cell(),
                task.targetSiemens(),
                last == null ? "nothing" : last.siemens() + " S",
                pulses));
  }

  /**
   * @param deviationSiemens of one reading
   * @param doubtSiemens what the mean of as many as are taken leaves in doubt
   */
  static GivenUp noisy(
      WriteTask task,
      long pulses,
      CellMeasurement.Measured last,
      double deviationSiemens,
      double doubtSiemens) {
    return of(
        task,
        pulses,
        last,
        Reason.NOISY,
        ("%s: noise-siemens=%s, doubt-siemens=%s of a mean of %d; too much for this epsilon, read"
                + " with more volts or averages, or use a larger epsilon")
            .formatted(task.cell(), deviationSiemens, doubtSiemens, SteeredCell.MOST_READINGS));
  }

  private static GivenUp of(
      WriteTask task,
      long pulses,
      CellMeasurement.@Nullable Measured last,
      Reason reason,
      String evidence) {
    return new GivenUp(task.cell(), task.targetSiemens(), pulses, last, reason, evidence);
  }

  private static Reason implausible(CellMeasurement.Implausible off) {
    if (off.siemens() < off.minSiemens() / 10) {
      return Reason.OPEN;
    }
    return off.siemens() > off.maxSiemens() * 10 ? Reason.SHORTED : Reason.OUT_OF_RANGE;
  }
}
