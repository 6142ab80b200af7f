package dev.fluxbar.memristor;

/**
 * An ideal flux-controlled memristor: dphi/dt = V, I = W(phi) V (Heidema (3)), with W strictly
 * monotone, bounded, positive and Lipschitz (Heidema Assumptions 2 and 3).
 */
public interface FluxControlled {

  /** W(phi) in siemens at a flux in volt-seconds. */
  double memductanceSiemens(double fluxVoltSeconds);

  /**
   * The flux in volt-seconds at which the memductance is {@code siemens}.
   *
   * @throws IllegalArgumentException if {@code siemens} lies outside the open realizable interval
   */
  double fluxVoltSeconds(double siemens);

  /** g(phi), the charge in coulombs: the integral of W from 0 to phi (Heidema (2)). */
  double chargeCoulombs(double fluxVoltSeconds);

  /** The greatest lower bound of W in siemens, not itself reached. */
  double minSiemens();

  /** The least upper bound of W in siemens, not itself reached. */
  double maxSiemens();

  /** beta of Heidema Assumption 3: the largest slope of W, in siemens a volt-second. */
  double lipschitzSiemensPerVoltSecond();

  /** Whether a device of this kind can have {@code siemens}: strictly between the bounds. */
  default boolean realizes(double siemens) {
    return siemens > minSiemens() && siemens < maxSiemens();
  }
}
