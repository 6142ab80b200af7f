package dev.fluxbar.algorithm;

import dev.fluxbar.memristor.FluxControlled;

/** W(phi) = atan(phi) + 2, Heidema (21), written down once more for the tests. */
final class PaperMemristor implements FluxControlled {

  @Override
  public double memductanceSiemens(double fluxVoltSeconds) {
    return StrictMath.atan(fluxVoltSeconds) + 2;
  }

  @Override
  public double slopeSiemensPerVoltSecond(double flux) {
    return 1 / (1 + flux * flux);
  }

  @Override
  public double fluxVoltSeconds(double siemens) {
    if (!realizes(siemens)) {
      throw new IllegalArgumentException("memristor: siemens=" + siemens);
    }
    return StrictMath.tan(siemens - 2);
  }

  @Override
  public double chargeCoulombs(double flux) {
    return flux * StrictMath.atan(flux) - StrictMath.log(1 + flux * flux) / 2 + 2 * flux;
  }

  @Override
  public double minSiemens() {
    return 2 - Math.PI / 2;
  }

  @Override
  public double maxSiemens() {
    return 2 + Math.PI / 2;
  }

  @Override
  public double lipschitzSiemensPerVoltSecond() {
    return 1;
  }
}
