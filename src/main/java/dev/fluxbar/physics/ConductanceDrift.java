package dev.fluxbar.physics;

/**
 * How a conductance that nobody drives hard falls with its age: {@code G(age) = G (1 + age /
 * onset)^-exponent}, the power law of Karpov et al. (J. Appl. Phys. 102, 2007, (1)) and of Ielmini
 * et al. (IEEE Trans. Electron Devices 54, 2007), moved by {@code onset} so that it is defined from
 * age 0 on. Age begins again at 0 in every stretch in which a cell is driven beyond {@code
 * resetVolts}.
 *
 * @param exponent nu, 0 to 0.5; 0 is no drift. Sources measure up to 0.1
 * @param onsetSeconds positive
 * @param resetVolts not negative; may be infinite
 */
public record ConductanceDrift(double exponent, double onsetSeconds, double resetVolts) {

  public static final ConductanceDrift NONE = new ConductanceDrift(0, 1, Double.POSITIVE_INFINITY);

  public ConductanceDrift {
    if (!(exponent >= 0 && exponent <= 0.5)) {
      throw new IllegalArgumentException(
          "drift: exponent=%s; it must be 0 to 0.5".formatted(exponent));
    }
    if (!(onsetSeconds > 0 && onsetSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "drift: onset-seconds=%s; it must be positive and finite".formatted(onsetSeconds));
    }
    if (!(resetVolts >= 0)) {
      throw new IllegalArgumentException(
          "drift: reset-volts=%s; it must not be negative".formatted(resetVolts));
    }
  }

  /** What is left of a conductance, as a share of it. */
  public double share(double ageSeconds) {
    return exponent == 0
        ? 1
        : StrictMath.exp(-exponent * StrictMath.log1p(ageSeconds / onsetSeconds));
  }
}
