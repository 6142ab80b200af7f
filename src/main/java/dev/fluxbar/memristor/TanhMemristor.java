package dev.fluxbar.memristor;

import dev.fluxbar.numeric.HyperbolicTangent;
import dev.fluxbar.numeric.HyperbolicTangentSlope;

/**
 * A memristor that saturates exponentially: {@code W(phi) = centre + swing * tanh(phi / scale)}.
 *
 * <p>Its memductances lie strictly between {@code centre - swing} and {@code centre + swing}.
 * Inverse and charge are closed forms. Beyond about 18 scales the hyperbolic tangent is 1 to the
 * last bit, so a flux so far out cannot be told from its memductance.
 *
 * @param centreSiemens W at flux 0; above {@code swingSiemens}, so that W stays positive
 * @param swingSiemens the largest distance from the centre, positive
 * @param scaleVoltSeconds the flux at which W is {@code tanh(1)} of the swing away, positive
 */
public record TanhMemristor(double centreSiemens, double swingSiemens, double scaleVoltSeconds)
    implements FluxControlled {

  public TanhMemristor {
    DeviceChecks.positive("tanh memristor", "swing-siemens", swingSiemens);
    DeviceChecks.positive("tanh memristor", "scale-volt-seconds", scaleVoltSeconds);
    DeviceChecks.staysPositive("tanh memristor", centreSiemens, swingSiemens, swingSiemens);
  }

  @Override
  public double memductanceSiemens(double fluxVoltSeconds) {
    return HyperbolicTangent.affine(fluxVoltSeconds, scaleVoltSeconds, centreSiemens, swingSiemens);
  }

  @Override
  public void memductancesSiemens(double[] fluxesVoltSeconds, double[] siemens, int count) {
    HyperbolicTangent.affine(
        fluxesVoltSeconds, scaleVoltSeconds, centreSiemens, swingSiemens, siemens, count);
  }

  @Override
  public double slopeSiemensPerVoltSecond(double fluxVoltSeconds) {
    return swingSiemens * HyperbolicTangentSlope.of(fluxVoltSeconds, scaleVoltSeconds);
  }

  @Override
  public void addSlopes(
      double[] fluxes,
      double[] volts,
      double[] weights,
      int from,
      int to,
      double[] seconds,
      double[] sums,
      int count) {
    HyperbolicTangentSlope.addAlong(
        fluxes, volts, weights, from, to, scaleVoltSeconds, swingSiemens, seconds, sums, count);
  }

  @Override
  public double fluxVoltSeconds(double siemens) {
    DeviceChecks.realizable(this, siemens);
    double y = (siemens - centreSiemens) / swingSiemens;
    // Rounding next to a bound must not reach 1, where the inverse is infinite.
    double limit = Math.nextDown(1.0);
    y = Math.max(-limit, Math.min(limit, y));
    return scaleVoltSeconds * (StrictMath.log1p(y) - StrictMath.log1p(-y)) / 2;
  }

  /** {@code centre phi + swing scale ln cosh u} with {@code u = phi / scale}. */
  @Override
  public double chargeCoulombs(double fluxVoltSeconds) {
    double magnitude = Math.abs(fluxVoltSeconds / scaleVoltSeconds);
    double half = StrictMath.sinh(Math.min(1, magnitude) / 2);
    // The second form does not overflow; the first does not cancel next to 0.
    double logCosh =
        magnitude <= 1
            ? StrictMath.log1p(2 * half * half)
            : magnitude + StrictMath.log1p(StrictMath.exp(-2 * magnitude)) - StrictMath.log(2);
    return centreSiemens * fluxVoltSeconds + swingSiemens * scaleVoltSeconds * logCosh;
  }

  @Override
  public double minSiemens() {
    return centreSiemens - swingSiemens;
  }

  @Override
  public double maxSiemens() {
    return centreSiemens + swingSiemens;
  }

  /** {@code swing / scale}, the slope at flux 0. */
  @Override
  public double lipschitzSiemensPerVoltSecond() {
    return swingSiemens / scaleVoltSeconds;
  }

  @Override
  public TanhMemristor scaled(double conductance, double sluggishness) {
    return new TanhMemristor(
        centreSiemens * conductance, swingSiemens * conductance, scaleVoltSeconds * sluggishness);
  }
}
