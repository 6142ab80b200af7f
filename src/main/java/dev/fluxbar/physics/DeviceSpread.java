package dev.fluxbar.physics;

import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.OnePort;

/**
 * How much devices of one kind differ: two log-normal factors a cell, of median 1, of its
 * conductances and of the flux (or time) that it takes to move it. The same seed and cell give the
 * same device.
 *
 * @param conductanceSigma deviation of the logarithm of the conductance factor, 0 to 1
 * @param sluggishnessSigma of the factor of the flux scale or of the inverse of rates, 0 to 1
 */
public record DeviceSpread(double conductanceSigma, double sluggishnessSigma, long seed) {
  private static final long CONDUCTANCE = 0x636f6e6475637461L;
  private static final long SLUGGISHNESS = 0x736c756767697368L;

  public DeviceSpread {
    check("conductance", conductanceSigma);
    check("sluggishness", sluggishnessSigma);
  }

  private static void check(String name, double sigma) {
    if (!(sigma >= 0 && sigma <= 1)) {
      throw new IllegalArgumentException(
          "device spread: %s-sigma=%s; it must be 0 to 1".formatted(name, sigma));
    }
  }

  /** One device a cell. */
  public CellPorts over(OnePort typical) {
    return cell ->
        typical.scaled(
            factor(conductanceSigma, CONDUCTANCE, cell),
            factor(sluggishnessSigma, SLUGGISHNESS, cell));
  }

  private double factor(double sigma, long what, Cell cell) {
    long place = ((long) cell.array() << 40) + ((long) cell.row() << 20) + cell.column();
    return sigma == 0 ? 1 : StrictMath.exp(sigma * Draws.normal(seed ^ what, place, 0));
  }
}
