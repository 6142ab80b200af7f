package dev.fluxbar.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * A cell on its way to its target. Readings since it was last moved are averaged: it does not move
 * between them. Not for use by several threads.
 */
final class SteeredCell {
  private final WriteTask task;
  private FluxSearch search;
  private double sumSiemens;
  private int readings;
  private long pulses;
  private CellMeasurement.@Nullable Measured last;

  SteeredCell(WriteTask task, FluxSearch search) {
    this.task = task;
    this.search = search;
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
    sumSiemens = 0;
    readings = 0;
    pulses++;
  }

  /** It lay on the way to another cell: nobody knows where it is now. */
  void displaced(FluxSearch fresh) {
    search = fresh;
    sumSiemens = 0;
    readings = 0;
  }

  /** The mean since it was last moved, if there is one; else what it was before. */
  CellMeasurement.@Nullable Measured last() {
    return last;
  }

  /** |Wd - W|; infinite before the first measurement. */
  double errorSiemens() {
    return last == null
        ? Double.POSITIVE_INFINITY
        : Math.abs(task.targetSiemens() - last.siemens());
  }

  /** What the measurement cannot resolve counts as error. */
  boolean within(double epsilonSiemens) {
    return last != null && errorSiemens() + last.resolutionSiemens() <= epsilonSiemens;
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
    search.measured(last.siemens());
    return search.next();
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
