package dev.fluxbar.memristor;

import dev.fluxbar.numeric.Arctangent;
import dev.fluxbar.numeric.ArctangentSlope;

/**
 * The memristor of Heidema (21): {@code W(phi) = centre + swing * atan(phi / scale)}.
 *
 * <p>Its memductances lie strictly between {@code centre - swing * pi/2} and {@code centre + swing
 * * pi/2}. Inverse and charge are closed forms. W is within 8e-16 of the swing (and half a unit in
 * its own last place) of the true value, by {@link Arctangent}.
 *
 * @param centreSiemens W at flux 0; above {@code swingSiemens * pi/2}, so that W stays positive
 * @param swingSiemens siemens a radian of the arctangent, positive
 * @param scaleVoltSeconds the flux at which the arctangent is pi/4, positive
 */
public record ArctanMemristor(double centreSiemens, double swingSiemens, double scaleVoltSeconds)
    implements FluxControlled {

  /** {@code W(phi) = atan(phi) + 2}, Heidema (21). */
  public static final ArctanMemristor PAPER = new ArctanMemristor(2, 1, 1);

  private static final double QUARTER_TURN = Math.PI / 2;

  public ArctanMemristor {
    DeviceChecks.positive("arctan memristor", "swing-siemens", swingSiemens);
    DeviceChecks.positive("arctan memristor", "scale-volt-seconds", scaleVoltSeconds);
    DeviceChecks.staysPositive(
        "arctan memristor", centreSiemens, swingSiemens, swingSiemens * QUARTER_TURN);
  }

  @Override
  public double memductanceSiemens(double fluxVoltSeconds) {
    return Arctangent.affine(fluxVoltSeconds, scaleVoltSeconds, centreSiemens, swingSiemens);
  }

  @Override
  public void memductancesSiemens(double[] fluxesVoltSeconds, double[] siemens, int count) {
    Arctangent.affine(
        fluxesVoltSeconds, scaleVoltSeconds, centreSiemens, swingSiemens, siemens, count);
  }

  @Override
  public double slopeSiemensPerVoltSecond(double fluxVoltSeconds) {
    return swingSiemens * ArctangentSlope.of(fluxVoltSeconds, scaleVoltSeconds);
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
    ArctangentSlope.addAlong(
        fluxes, volts, weights, from, to, scaleVoltSeconds, swingSiemens, seconds, sums, count);
  }

  @Override
  public double fluxVoltSeconds(double siemens) {
    DeviceChecks.realizable(this, siemens);
    double angle = (siemens - centreSiemens) / swingSiemens;
    // Rounding next to a bound must not push the angle past the pole, where tan changes sign.
    angle = Math.max(-QUARTER_TURN, Math.min(QUARTER_TURN, angle));
    return scaleVoltSeconds * StrictMath.tan(angle);
  }

  /** {@code centre phi + swing scale (u atan u - ln(1 + u^2) / 2)} with {@code u = phi / scale}. */
  @Override
  public double chargeCoulombs(double fluxVoltSeconds) {
    double u = fluxVoltSeconds / scaleVoltSeconds;
    double magnitude = Math.abs(u);
    // Beyond 1e8, 1 + u^2 is u^2 to the last bit, and u^2 itself might overflow.
    double logarithm = magnitude > 1e8 ? StrictMath.log(magnitude) : StrictMath.log1p(u * u) / 2;
    return centreSiemens * fluxVoltSeconds
        + swingSiemens * scaleVoltSeconds * (u * StrictMath.atan(u) - logarithm);
  }

  @Override
  public double minSiemens() {
    return centreSiemens - swingSiemens * QUARTER_TURN;
  }

  @Override
  public double maxSiemens() {
    return centreSiemens + swingSiemens * QUARTER_TURN;
  }

  /** {@code swing / scale}, the slope at flux 0. */
  @Override
  public double lipschitzSiemensPerVoltSecond() {
    return swingSiemens / scaleVoltSeconds;
  }

  @Override
  public ArctanMemristor scaled(double conductance, double sluggishness) {
    return new ArctanMemristor(
        centreSiemens * conductance, swingSiemens * conductance, scaleVoltSeconds * sluggishness);
  }
}
