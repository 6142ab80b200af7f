package dev.fluxbar.dynamics.recurrent;

/**
 * How fluxes follow the outputs at both ends of a connection: {@code dphi/dt = gain s_i u_j -
 * lambda phi}, u_j being the voltage of the column that the memristor hangs on.
 *
 * @param gainPerVolt positive; 1 where people write without units
 * @param lambdaPerSecond how fast a flux is forgotten; 0: never, the ideal memristor
 */
public record Learning(double gainPerVolt, double lambdaPerSecond) {

  public Learning {
    if (!(gainPerVolt > 0 && gainPerVolt < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learning: gain-per-volt=%s; it must be positive and finite".formatted(gainPerVolt));
    }
    if (!(lambdaPerSecond >= 0 && lambdaPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learning: lambda-per-second=%s; it must be 0 or positive, and finite"
              .formatted(lambdaPerSecond));
    }
  }

  /** Whether fluxes come to rest by themselves. */
  public boolean forgets() {
    return lambdaPerSecond > 0;
  }
}
