package dev.fluxbar.memristor;

/**
 * What has no memory: a resistor, or a device that is stuck. Its state never moves and means
 * nothing.
 *
 * @param siemens its conductance, 0 for an open circuit
 */
public record FixedConductor(double siemens) implements OnePort {

  public FixedConductor {
    if (!(siemens >= 0 && siemens < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "fixed conductor: siemens=%s; it must be finite and not negative".formatted(siemens));
    }
  }

  @Override
  public double siemens(double state) {
    return siemens;
  }

  @Override
  public double rate(double state, double volts) {
    return 0;
  }

  @Override
  public double after(double state, double volts, double seconds) {
    return state;
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
    return siemens;
  }

  @Override
  public double maxSiemens() {
    return siemens;
  }

  /** 0, since no state is another than any other. */
  @Override
  public double stateAt(double wantedSiemens) {
    if (wantedSiemens != siemens) {
      DeviceChecks.between(this, wantedSiemens);
    }
    return 0;
  }

  @Override
  public FixedConductor scaled(double conductance, double sluggishness) {
    return new FixedConductor(siemens * conductance);
  }
}
