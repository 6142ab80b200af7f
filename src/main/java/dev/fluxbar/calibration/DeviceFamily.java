package dev.fluxbar.calibration;

import dev.fluxbar.memristor.FluxControlled;

/** Devices of one kind: {@code W(phi) = centre + swing f(phi / scale)} with one bounded odd f. */
public interface DeviceFamily {
  /** The least upper bound of f; f is never below minus it. */
  double bound();

  /**
   * One of them.
   *
   * @param centreSiemens above {@code bound() * swingSiemens}
   */
  FluxControlled of(double centreSiemens, double swingSiemens, double fluxScaleVoltSeconds);
}
