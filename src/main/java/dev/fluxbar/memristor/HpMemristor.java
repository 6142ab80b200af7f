package dev.fluxbar.memristor;

/**
 * Linear drift of dopants in a thin film: {@code dx/dt = mobility * on / thickness^2 * i *
 * window(x)}, {@code v = (on x + off (1 - x)) i} (Strukov, Snider, Stewart, Williams, Nature 453,
 * 2008, (5) and (6)), with the windows of later authors.
 *
 * <p>The state x is the doped share of the film, 0 to 1; positive voltage raises it and the
 * conductance. Without a window {@link #after} is a closed form; with one it is integrated to 1e-11
 * of the range. Without a window or with Joglekar's the conductance is a function of flux until a
 * bound is met. Linear drift holds while the field is well below 1e8 V/m (about 1 V on 10 nm).
 *
 * @param onOhms resistance of the film when all of it is doped, positive
 * @param offOhms when none of it is, above {@code onOhms}
 * @param mobilitySquareMetresPerVoltSecond of the dopants, positive; 1e-14 in the source
 * @param thicknessMetres of the film, 1e-9 to 1e-6; 1e-8 in the source
 */
public record HpMemristor(
    double onOhms,
    double offOhms,
    double mobilitySquareMetresPerVoltSecond,
    double thicknessMetres,
    Window window)
    implements OnePort {

  public HpMemristor {
    DeviceChecks.positive(
        "HP memristor",
        "mobility-square-metres-per-volt-second",
        mobilitySquareMetresPerVoltSecond);
    DeviceChecks.onBelowOff("HP memristor", onOhms, offOhms);
    if (!(thicknessMetres >= 1e-9 && thicknessMetres <= 1e-6)) {
      throw new IllegalArgumentException(
          "HP memristor: thickness-metres=%s; a thin film has 1e-9 to 1e-6"
              .formatted(thicknessMetres));
    }
  }

  /** How far a coulomb moves x, away from bounds. */
  private double perCoulomb() {
    return mobilitySquareMetresPerVoltSecond * onOhms / (thicknessMetres * thicknessMetres);
  }

  private double ohms(double state) {
    return onOhms * state + offOhms * (1 - state);
  }

  @Override
  public double siemens(double state) {
    return 1 / ohms(state);
  }

  @Override
  public double rate(double state, double volts) {
    if ((state <= 0 && volts < 0) || (state >= 1 && volts > 0)) {
      return 0;
    }
    return perCoulomb() * volts / ohms(state) * window.at(state, volts > 0);
  }

  @Override
  public double after(double state, double volts, double seconds) {
    if (volts == 0 || seconds == 0) {
      return state;
    }
    if (!(window instanceof Window.None)) {
      return WindowedFlow.after(state, seconds, x -> rate(x, volts));
    }
    // The integral of the resistance over x grows by perCoulomb * flux: a quadratic equation.
    double span = offOhms - onOhms;
    double area = (offOhms - span * state / 2) * state + perCoulomb() * volts * seconds;
    if (area <= 0) {
      return 0;
    }
    if (area >= (onOhms + offOhms) / 2) {
      return 1;
    }
    return Math.min(1, 2 * area / (offOhms + Math.sqrt(offOhms * offOhms - 2 * span * area)));
  }

  @Override
  public double lowestState() {
    return 0;
  }

  @Override
  public double highestState() {
    return 1;
  }

  @Override
  public double minSiemens() {
    return 1 / offOhms;
  }

  @Override
  public double maxSiemens() {
    return 1 / onOhms;
  }

  @Override
  public double stateAt(double siemens) {
    DeviceChecks.between(this, siemens);
    return DeviceChecks.share((offOhms - 1 / siemens) / (offOhms - onOhms));
  }

  @Override
  public HpMemristor scaled(double conductance, double sluggishness) {
    // x moves with mobility * on / ohms: the mobility alone makes it slower.
    return new HpMemristor(
        onOhms / conductance,
        offOhms / conductance,
        mobilitySquareMetresPerVoltSecond / sluggishness,
        thicknessMetres,
        window);
  }
}
