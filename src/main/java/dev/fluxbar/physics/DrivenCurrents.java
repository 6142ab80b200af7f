package dev.fluxbar.physics;

import dev.fluxbar.numeric.Products;
import java.util.Arrays;

/**
 * The currents from driven columns into neurons over one stretch of time, as Chebyshev polynomials:
 * what the cells say at few instants, integrated and known at every instant.
 */
final class DrivenCurrents {
  private final double fromSeconds;
  private final double seconds;
  private final double[][] coefficients;
  private final int degrees;

  /**
   * @param coefficients {@code [neuron][degree]}, a multiple of four of them; not copied
   */
  DrivenCurrents(double fromSeconds, double seconds, double[][] coefficients, int degrees) {
    this.fromSeconds = fromSeconds;
    this.seconds = seconds;
    this.coefficients = coefficients;
    this.degrees = degrees;
  }

  /**
   * The currents in amperes at some instants.
   *
   * @param atSeconds instants within the stretch
   * @param amperes written, {@code [neuron][instant]}
   */
  void amperes(double[] atSeconds, double[][] amperes) {
    double[] places = new double[atSeconds.length];
    for (int q = 0; q < places.length; q++) {
      places[q] = (atSeconds[q] - fromSeconds) / seconds;
    }
    amperes(ChebyshevRule.polynomials(degrees, places), places.length, amperes);
  }

  /**
   * The currents at places known beforehand.
   *
   * @param polynomials {@code [degree][place]}, of {@link ChebyshevRule#polynomials}
   */
  void amperes(double[][] polynomials, int places, double[][] amperes) {
    for (int n = 0; n < coefficients.length; n++) {
      Arrays.fill(amperes[n], 0, places, 0);
      for (int d = 0; d < degrees; d += 4) {
        Products.addFour(
            polynomials[d],
            polynomials[d + 1],
            polynomials[d + 2],
            polynomials[d + 3],
            coefficients[n],
            d,
            amperes[n],
            places);
      }
    }
  }
}
