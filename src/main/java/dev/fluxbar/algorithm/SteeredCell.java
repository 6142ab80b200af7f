package dev.fluxbar.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * A cell on its way to its target. Readings since it was last moved are averaged: it does not move
 * between them. What its measurement cannot resolve and twice what noise leaves in the mean count
 * as error. Not for use by several threads.
 */
final class SteeredCell {

  /** A cell is read as often as this where it stands. Chosen: an eighth of the noise is left. */
  static final int MOST_READINGS = 64;

  /** How many deviations a difference must have to count as a move. Chosen: 1 in 400 by chance. */
  static final double CLEARLY = 4;

  private final WriteTask task;
  private final Answers answers;
  private FluxSearch search;
  private double noiseAmperes;
  private double sumSiemens;
  private int readings;
  private long pulses;
  private CellMeasurement.@Nullable Measured last;
  private CellMeasurement.@Nullable Measured latest;

  SteeredCell(WriteTask task, FluxSearch search, Answers answers) {
    this.task = task;
    this.search = search;
    this.answers = answers;
  }

  /** The rms of the row current from reading to reading, once it is known. */
  void noise(double rmsAmperes) {
    noiseAmperes = rmsAmperes;
  }

  WriteTask task() {
    return task;
  }

  FluxSearch search() {
    return search;
  }

  long pulses() {
    return pulses;
  }

  /** It was measured once more where it is. */
  void measured(CellMeasurement.Measured measured) {
    sumSiemens += measured.siemens();
    readings++;
    latest = measured;
    last =
        new CellMeasurement.Measured(
            measured.cell(),
            sumSiemens / readings,
            measured.resolutionSiemens(),
            measured.columnVolts());
  }

  /** A pulse gave it so much flux, as far as is known. */
  void moved(double voltSeconds) {
    search.moved(voltSeconds);
    answers.pulsed(voltSeconds);
    sumSiemens = 0;
    readings = 0;
    pulses++;
  }

  /** It lay on the way to another cell: nobody knows where it is now. */
  void displaced(FluxSearch fresh) {
    search = fresh;
    answers.displaced();
    sumSiemens = 0;
    readings = 0;
  }

  /** The mean since it was last moved, if there is one; else what it was before. */
  CellMeasurement.@Nullable Measured last() {
    return last;
  }

  /** Its last single reading, if there is one. */
  CellMeasurement.@Nullable Measured latest() {
    return latest;
  }

  /** |Wd - W|; infinite before the first measurement. */
  double errorSiemens() {
    return last == null
        ? Double.POSITIVE_INFINITY
        : Math.abs(task.targetSiemens() - last.siemens());
  }

  /** Whether it is known to be within epsilon, with what its measurement leaves in doubt. */
  boolean within(double epsilonSiemens) {
    return last != null
        && errorSiemens() + last.resolutionSiemens() + scatterSiemens(Math.max(1, readings))
            <= epsilonSiemens;
  }

  /** Twice what noise leaves in a mean of so many readings like the last one. */
  private double scatterSiemens(int averaged) {
    return last == null || noiseAmperes == 0
        ? 0
        : 2 * noiseAmperes / Math.abs(last.columnVolts()) / Math.sqrt(averaged);
  }

  /** How often it should be read where it stands: noise then leaves a quarter of epsilon. */
  int readings(double epsilonSiemens) {
    double ratio = 4 * scatterSiemens(1) / epsilonSiemens;
    return (int) Math.max(1, Math.min(MOST_READINGS, Math.ceil(ratio * ratio)));
  }

  /** Why it is better given up, if it is. */
  @Nullable GivenUp hopeless(double epsilonSiemens) {
    if (last == null) {
      return null;
    }
    double scatter = scatterSiemens(MOST_READINGS);
    if (scatter > epsilonSiemens / 2) {
      return GivenUp.noisy(task, pulses, last, scatterSiemens(1) / 2, scatter);
    }
    if (answers.stuck()) {
      return GivenUp.stuck(task, pulses, last);
    }
    if (search.cautious() && last.resolutionSiemens() > epsilonSiemens / 2) {
      CellMeasurement coarse =
          new CellMeasurement.TooCoarse(task.cell(), last.resolutionSiemens(), epsilonSiemens);
      return GivenUp.unmeasured(task, pulses, last, coarse);
    }
    return answers.atItsEnd() ? GivenUp.atItsEnd(task, pulses, last) : null;
  }

  /** Given up because its pulses are spent. */
  GivenUp spent() {
    return GivenUp.spent(task, pulses, last);
  }

  /** Whether its memductance is to grow. */
  boolean tooSmall() {
    return last != null && last.siemens() < task.targetSiemens();
  }

  /** Whether no error is seen. */
  boolean withinResolution() {
    return last != null && errorSiemens() <= last.resolutionSiemens();
  }

  /** The flux that it shall receive next. */
  double next() {
    if (last == null) {
      throw new IllegalStateException("write: %s; it was not measured".formatted(task.cell()));
    }
    if (readings > 0) {
      double scatter = CLEARLY / 2 * scatterSiemens(readings);
      answers.measured(last.siemens(), last.resolutionSiemens() + scatter);
    }
    search.measured(last.siemens());
    double step = search.next();
    return answers.reversing() ? answers.probeVoltSeconds(step) : step;
  }

  WrittenCell written() {
    if (last == null) {
      throw new IllegalStateException("write: %s; it was not measured".formatted(task.cell()));
    }
    return new WrittenCell(
        task.cell(), task.targetSiemens(), last.siemens(), last.resolutionSiemens(), pulses);
  }

  WriteOutcome.UnfinishedCell unfinished() {
    return new WriteOutcome.UnfinishedCell(task.cell(), task.targetSiemens(), pulses, last);
  }
}
