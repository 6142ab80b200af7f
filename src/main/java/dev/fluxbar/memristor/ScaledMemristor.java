package dev.fluxbar.memristor;

/**
 * A flux-controlled device whose curve is another's, stretched: {@code W(phi) = conductance *
 * W0(phi / sluggishness)}. What spread between devices does to one that has no numbers of its own
 * for it.
 *
 * @param curve W0
 * @param conductance positive factor of every memductance
 * @param sluggishness positive factor of every flux
 */
public record ScaledMemristor(FluxControlled curve, double conductance, double sluggishness)
    implements FluxControlled {

  public ScaledMemristor {
    DeviceChecks.positive("scaled memristor", "conductance", conductance);
    DeviceChecks.positive("scaled memristor", "sluggishness", sluggishness);
  }

  @Override
  public double memductanceSiemens(double fluxVoltSeconds) {
    return conductance * curve.memductanceSiemens(fluxVoltSeconds / sluggishness);
  }

  @Override
  public double slopeSiemensPerVoltSecond(double fluxVoltSeconds) {
    double slope = curve.slopeSiemensPerVoltSecond(fluxVoltSeconds / sluggishness);
    return conductance / sluggishness * slope;
  }

  @Override
  public double fluxVoltSeconds(double siemens) {
    DeviceChecks.realizable(this, siemens);
    // Rounding next to a bound must not leave the curve.
    double on = Math.max(siemens / conductance, Math.nextUp(curve.minSiemens()));
    return sluggishness * curve.fluxVoltSeconds(Math.min(on, Math.nextDown(curve.maxSiemens())));
  }

  @Override
  public double chargeCoulombs(double fluxVoltSeconds) {
    return conductance * sluggishness * curve.chargeCoulombs(fluxVoltSeconds / sluggishness);
  }

  @Override
  public double minSiemens() {
    return conductance * curve.minSiemens();
  }

  @Override
  public double maxSiemens() {
    return conductance * curve.maxSiemens();
  }

  @Override
  public double lipschitzSiemensPerVoltSecond() {
    return conductance / sluggishness * curve.lipschitzSiemensPerVoltSecond();
  }
}
