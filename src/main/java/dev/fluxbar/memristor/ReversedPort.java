package dev.fluxbar.memristor;

/**
 * A device mounted the other way round: positive voltage does to it what negative voltage does to
 * the one inside.
 */
public record ReversedPort(OnePort inside) implements OnePort {

  @Override
  public double siemens(double state) {
    return inside.siemens(state);
  }

  @Override
  public double rate(double state, double volts) {
    return inside.rate(state, -volts);
  }

  @Override
  public double after(double state, double volts, double seconds) {
    return inside.after(state, -volts, seconds);
  }

  @Override
  public double lowestState() {
    return inside.lowestState();
  }

  @Override
  public double highestState() {
    return inside.highestState();
  }

  @Override
  public double minSiemens() {
    return inside.minSiemens();
  }

  @Override
  public double maxSiemens() {
    return inside.maxSiemens();
  }

  @Override
  public double stateAt(double siemens) {
    return inside.stateAt(siemens);
  }

  @Override
  public boolean holds() {
    return inside.holds();
  }

  @Override
  public ReversedPort scaled(double conductance, double sluggishness) {
    return new ReversedPort(inside.scaled(conductance, sluggishness));
  }
}
