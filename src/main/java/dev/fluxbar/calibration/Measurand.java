package dev.fluxbar.calibration;

/** What a number that a calibration found is a value of. */
public interface Measurand {
  /** As files have it: {@code driver-offset}. */
  String word();

  /** For example {@code V}; {@code 1} of a ratio. */
  String unit();
}
