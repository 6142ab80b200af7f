package dev.fluxbar.memristor;

/**
 * A volatile device: a flux that is forgotten, {@code dphi/dt = v - phi / forget}, {@code i =
 * W(phi) v} with W of any flux-controlled device. The decay of Chang, Jo, Lu (ACS Nano 5, 2011, (1)
 * and (2)), there of the state of a WOx device with forgetting times of parts of a second to
 * minutes; {@code 1 / forget} is the lambda of weight dynamics that forget.
 *
 * <p>The state is the flux that is left, in volt-seconds. {@link #after} is a closed form.
 *
 * @param curve W
 * @param forgetSeconds in which a resting flux falls to 1/e of itself, positive
 */
public record LeakyMemristor(FluxControlled curve, double forgetSeconds) implements OnePort {

  public LeakyMemristor {
    DeviceChecks.positive("leaky memristor", "forget-seconds", forgetSeconds);
  }

  @Override
  public double siemens(double state) {
    return curve.memductanceSiemens(state);
  }

  @Override
  public double rate(double state, double volts) {
    return volts - state / forgetSeconds;
  }

  @Override
  public double after(double state, double volts, double seconds) {
    double lost = -StrictMath.expm1(-seconds / forgetSeconds);
    return state + (volts * forgetSeconds - state) * lost;
  }

  @Override
  public double lowestState() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public double highestState() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double minSiemens() {
    return curve.minSiemens();
  }

  @Override
  public double maxSiemens() {
    return curve.maxSiemens();
  }

  @Override
  public double stateAt(double siemens) {
    return curve.fluxVoltSeconds(siemens);
  }

  @Override
  public boolean holds() {
    return false;
  }

  @Override
  public LeakyMemristor scaled(double conductance, double sluggishness) {
    return new LeakyMemristor(curve.scaled(conductance, sluggishness), forgetSeconds);
  }
}
