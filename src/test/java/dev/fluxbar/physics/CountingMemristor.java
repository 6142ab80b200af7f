package dev.fluxbar.physics;

import dev.fluxbar.memristor.FluxControlled;

/** A device that counts how often its W is asked for. */
final class CountingMemristor implements FluxControlled {
  private final FluxControlled device;
  private long evaluations;

  CountingMemristor(FluxControlled device) {
    this.device = device;
  }

  /** Evaluations since the last call. */
  long take() {
    long taken = evaluations;
    evaluations = 0;
    return taken;
  }

  @Override
  public double memductanceSiemens(double fluxVoltSeconds) {
    evaluations++;
    return device.memductanceSiemens(fluxVoltSeconds);
  }

  @Override
  public void memductancesSiemens(double[] fluxesVoltSeconds, double[] siemens, int count) {
    evaluations += count;
    device.memductancesSiemens(fluxesVoltSeconds, siemens, count);
  }

  @Override
  public double slopeSiemensPerVoltSecond(double fluxVoltSeconds) {
    evaluations++;
    return device.slopeSiemensPerVoltSecond(fluxVoltSeconds);
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
    evaluations += (long) (to - from) * count;
    device.addSlopes(fluxes, volts, weights, from, to, seconds, sums, count);
  }

  @Override
  public double fluxVoltSeconds(double siemens) {
    return device.fluxVoltSeconds(siemens);
  }

  @Override
  public double chargeCoulombs(double fluxVoltSeconds) {
    return device.chargeCoulombs(fluxVoltSeconds);
  }

  @Override
  public double minSiemens() {
    return device.minSiemens();
  }

  @Override
  public double maxSiemens() {
    return device.maxSiemens();
  }

  @Override
  public double lipschitzSiemensPerVoltSecond() {
    return device.lipschitzSiemensPerVoltSecond();
  }
}
